import type { Logger } from '../../telemetry/logger';
import type { PublicJwk } from './key-source';

/** The keys of an issuer, as they were last read. */
export interface KeySet {
  /** Returns the keys; rejects if they could never be read, or not for a day. */
  current(): Promise<readonly PublicJwk[]>;
  /** Returns the keys again after a token named one that is not among them; the same ones if they were read a moment ago. */
  afterUnknownKey(): Promise<readonly PublicJwk[]>;
}

export interface KeySetSettings {
  read(): Promise<readonly PublicJwk[]>;
  readonly refreshMs: number;
  readonly log: Pick<Logger, 'error'>;
  /** Where the keys are, for the log. */
  readonly place: string;
  /** Milliseconds; absent: of `performance.now()`. */
  now?(): number;
}

/** Shortest time between two attempts, so that tokens with invented key ids do not make this gateway flood the issuer. */
const COOLDOWN_MS = 30_000;
const COOLDOWN_AFTER_FAILURE_MS = 5_000;
/** For so long, known keys are used while new ones cannot be read. */
const MAX_STALE_MS = 86_400_000;

/** The keys of an issuer could not be read. */
export class KeysUnavailable extends Error {}

/** Creates the key set of one issuer. At most one attempt to read it is made at a time; while it lasts, known keys are used. */
export function createKeySet({ read, refreshMs, log, place, now = () => performance.now() }: KeySetSettings): KeySet {
  let known: { readonly keys: readonly PublicJwk[]; readonly at: number } | undefined;
  let attempt: Promise<void> | undefined;
  let [lastAttempt, failed] = [-Infinity, false];

  const refresh = (): Promise<void> => {
    attempt ??= (async () => {
      lastAttempt = now();
      try {
        known = { keys: await read(), at: now() };
        failed = false;
      } catch (error) {
        failed = true;
        log.error({ reason: (error as Error).message, keys: place }, 'the keys of an issuer could not be read');
      } finally {
        attempt = undefined;
      }
    })();
    return attempt;
  };
  const mayTry = () =>
    attempt !== undefined || now() - lastAttempt >= (failed ? COOLDOWN_AFTER_FAILURE_MS : COOLDOWN_MS);
  const usable = () => {
    if (known && now() - known.at <= Math.max(MAX_STALE_MS, refreshMs)) return known.keys;
    throw new KeysUnavailable(place);
  };
  return {
    async current() {
      if (!known) {
        if (mayTry()) await refresh();
        return usable();
      }
      const age = now() - known.at;
      if (age >= refreshMs && mayTry()) {
        if (age > MAX_STALE_MS) await refresh();
        else void refresh();
      }
      return usable();
    },
    async afterUnknownKey() {
      if (mayTry()) await refresh();
      return usable();
    },
  };
}
