import { randomUUID } from 'node:crypto';
import { createRedisClient, type ClientSettings, type RedisClient } from './client';
import { createGuard, type CommandOutcome, type Guard } from './guard';
import { createSharedLimiter, type LimiterWithFallback, type LocalLimiter } from './points-limiter';
import { removeEntries, writeEntries, type StoredEntry, type StoredRemoval } from './stored-entries';

export interface SharedStoreSettings extends Omit<ClientSettings, 'onError'> {
  /** The beginning of each key, which keeps several services in one store apart. */
  readonly prefix: string;
  /** Milliseconds that a request may wait for a command. */
  readonly timeoutMs: number;
  /** Receives each problem; it may come often. */
  warn(problem: { readonly err: Error }, message: string): void;
  /** Counts commands by how they ended. */
  record(command: CommandName, outcome: CommandOutcome): void;
}

/** What a command is for. */
export type CommandName = 'get' | 'set' | 'remove' | 'count';

/** Redis or Valkey, shared by all processes of a service. Nothing of it rejects, and no request waits longer than the time limit. */
export interface SharedStore {
  readonly entries: {
    get(keys: readonly string[]): Promise<readonly (string | undefined)[]>;
    set(entries: readonly StoredEntry[]): void;
    remove(removal: StoredRemoval): Promise<number | undefined>;
    onRemoved(listener: (removal: StoredRemoval | undefined) => void): void;
  };
  /** Returns a limiter that counts here, and in `local` while the store does not answer. */
  createLimiter(points: number, seconds: number, local: LocalLimiter): LimiterWithFallback;
  close(): Promise<void>;
}

/** Writes are not waited for, so they may take longer. */
const WRITE_TIMEOUT_MS = 1_000;
const REMOVE_TIMEOUT_MS = 5_000;
/** Characters of values that may wait to be written; what comes meanwhile is not kept. */
const MAX_UNWRITTEN = 16 * 2 ** 20;
const MAX_VALUE = 2 ** 20;
/** Milliseconds after which a removal is repeated, for what another process wrote before it heard of it. */
const REPEAT_MS = 1_000;
/** Milliseconds until a subscription that was refused is tried again. */
const SUBSCRIBE_AGAIN_MS = 10_000;

/** Connects in the background: a store that is down does not hold up the start. */
export function openSharedStore(settings: SharedStoreSettings): SharedStore {
  const { timeoutMs, warn, record, prefix } = settings;
  const onError = (err: Error) => warn({ err }, 'the shared store has a problem: the service works without it');
  const client = createRedisClient({ ...settings, onError });
  const subscriber = createRedisClient({ ...settings, onError });
  for (const each of [client, subscriber]) void each.connect().catch(onError);
  const guards = { get: createGuard({ timeoutMs }), set: createGuard({ timeoutMs: WRITE_TIMEOUT_MS }) };
  const removing = createGuard({ timeoutMs: REMOVE_TIMEOUT_MS, failures: Infinity });
  const run = async <T>(name: CommandName, guard: Guard, command: () => Promise<T>): Promise<T | undefined> => {
    const { outcome, value, error } = await guard.run(command);
    record(name, outcome);
    if (outcome === 'failed' && error instanceof Error && client.isReady) onError(error); // a lost connection is reported once
    return value;
  };
  const news = openNews(subscriber, `${prefix}#removed`, onError);
  const timers = new Set<NodeJS.Timeout>();

  const remove = (removal: StoredRemoval) =>
    run('remove', removing, () => removeEntries(client, prefix, removal).finally(() => news.publish(client, removal))); // without news, other processes would still serve them: the removal has failed

  return {
    entries: {
      async get(keys) {
        const values = await run('get', guards.get, () => client.mGet(keys.map((key) => `${prefix}${key}`)));
        return keys.map((_, at) => values?.[at] ?? undefined);
      },
      set: createWriter(
        (entries) => writeEntries(client, prefix, entries),
        (write) => run('set', guards.set, write),
        () => record('set', 'skipped'),
      ),
      async remove(removal) {
        const removed = await remove(removal);
        const timer = setTimeout(() => {
          timers.delete(timer);
          void remove(removal);
        }, REPEAT_MS).unref();
        timers.add(timer);
        return removed;
      },
      onRemoved: news.listen,
    },
    createLimiter: (points, seconds, local) =>
      createSharedLimiter({ client, prefix, points, seconds, local }, (command) => run('count', guards.get, command)),
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      news.close();
      client.destroy();
      subscriber.destroy();
    },
  };
}

/** Returns a function that writes entries in the background, as long as not too much waits for it. */
function createWriter(
  write: (entries: readonly StoredEntry[]) => Promise<void>,
  run: (command: () => Promise<void>) => Promise<unknown>,
  skip: () => void,
): (entries: readonly StoredEntry[]) => void {
  let unwritten = 0;
  return (entries) => {
    const small = entries.filter(({ value, ttlMs }) => value.length <= MAX_VALUE && ttlMs > 0);
    const size = small.reduce((sum, { value }) => sum + value.length, 0);
    if (small.length === 0) return;
    if (unwritten + size > MAX_UNWRITTEN) return skip();
    unwritten += size;
    let isSent = false;
    const written = () => void (unwritten -= size);
    const send = () => {
      isSent = true;
      return write(small).finally(written); // one that is late still waits
    };
    void run(send).then(() => isSent || written());
  };
}

/** News of removals between processes. */
function openNews(subscriber: RedisClient, channel: string, onError: (error: Error) => void) {
  const self = randomUUID();
  let listener: (removal: StoredRemoval | undefined) => void = () => undefined;
  const hear = (message: string) => {
    const news = parsed(message);
    if (news?.from !== self) listener(news?.removal);
  };
  let wasReady = false;
  let isSubscribed = false;
  let isLate = false;
  let retry: NodeJS.Timeout | undefined;
  const subscribe = async () => {
    try {
      await subscriber.subscribe(channel, hear); // the client subscribes again after each reconnection
      isSubscribed = true;
      if (isLate) listener(undefined); // it may have missed some before
    } catch (error) {
      onError(error as Error);
      isLate = true;
      retry = setTimeout(() => void subscribe(), SUBSCRIBE_AGAIN_MS).unref();
    }
  };
  subscriber.on('ready', () => {
    if (wasReady) listener(undefined); // it may have missed some while it was not connected
    wasReady = true;
    clearTimeout(retry);
    if (!isSubscribed) void subscribe();
  });
  return {
    listen: (given: typeof listener) => void (listener = given),
    /** Rejects if the other processes cannot be told. */
    publish: (client: RedisClient, removal: StoredRemoval) =>
      client.publish(channel, JSON.stringify({ from: self, removal })).then(() => undefined),
    close: () => clearTimeout(retry),
  };
}

function parsed(message: string): { readonly from?: string; readonly removal?: StoredRemoval } | undefined {
  try {
    return JSON.parse(message) as { readonly from?: string; readonly removal?: StoredRemoval };
  } catch {
    return undefined;
  }
}
