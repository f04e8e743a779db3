import type { Logger } from '../../telemetry/logger';
import type { KnownSdl } from './sdl-store';

/** A subgraph whose SDL could not be read. */
export interface SdlFallback {
  readonly name: string;
  readonly reason: Error;
  /** Its last known SDL, which is used; undefined for a subgraph that is left out. */
  readonly known: KnownSdl | undefined;
}

/** One sentence for operators, without what the subgraph sent. */
export function describeFallback({ name, known, reason }: SdlFallback): string {
  const what = known
    ? `The subgraph ${name} is served with its last known SDL, read at ${known.readAt}`
    : `The subgraph ${name} is left out`;
  return `${what}: ${reason.message}`;
}

/** Logs each change of the fallbacks, at the start and after each reading of the sources. */
export function logFallbacks(logger: Logger, before: readonly SdlFallback[], after: readonly SdlFallback[]): void {
  for (const fallback of after) {
    const { name, known, reason } = fallback;
    const previous = before.find((each) => each.name === name);
    if (previous && previous.reason.message === reason.message && !previous.known === !known) continue;
    const details = { subgraph: name, err: reason, cause: causeOf(reason) };
    if (known) {
      const { readAt, sha256 } = known;
      logger.error(
        { ...details, readAt, sha256 },
        'the SDL of a subgraph could not be read: its last known one is used',
      );
    } else logger.error(details, 'the SDL of a subgraph could not be read and none is known: the subgraph is left out');
  }
  for (const { name } of before) {
    if (after.every((each) => each.name !== name))
      logger.info({ subgraph: name }, 'the SDL of a subgraph is read again');
  }
}

function causeOf({ cause }: Error): string | undefined {
  return typeof cause === 'string' ? cause : cause instanceof Error ? cause.message : undefined;
}
