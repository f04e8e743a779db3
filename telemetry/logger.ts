import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger };

export interface LogSettings {
  readonly level: string;
  /** Where lines are written; the default is stderr, because stdout is for data. */
  readonly destination?: DestinationStream;
  /** Called for each line that is dropped. */
  readonly onDropped?: (lines: number) => void;
}

/** Bytes of log lines buffered for a blocked sink; further lines are dropped and counted. */
const MAX_BUFFERED_BYTES = 1_048_576;

/** Creates a logger of JSON lines. A blocked sink never delays a request: lines are dropped and counted. */
export function createLogger({ level, destination, onDropped }: LogSettings): Logger {
  const options = { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime };
  if (destination) return pino(options, destination);
  const stderr = pino.destination({ fd: 2, sync: false, maxLength: MAX_BUFFERED_BYTES });
  const logger = pino(options, stderr);
  let dropped = 0;
  stderr.on('drop', () => {
    dropped++;
    onDropped?.(1);
  });
  stderr.on('drain', () => {
    if (dropped > 0) logger.warn({ dropped: resetCount() }, 'log lines were dropped: the output was blocked');
  });
  const resetCount = () => {
    const count = dropped;
    dropped = 0;
    return count;
  };
  return logger;
}

/** The part of a logger that reports errors. */
export interface ErrorLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface ThrottleSettings {
  readonly perSecond?: number;
  /** Called for each line that is left out. */
  readonly onDropped?: (lines: number) => void;
}

/** Writes at most `perSecond` lines a second; a later line reports how many were left out. */
export function throttled(logger: Logger, { perSecond = 20, onDropped }: ThrottleSettings = {}): ErrorLog {
  let second = 0;
  let lines = 0;
  const isBelowLimit = () => {
    const now = Math.floor(performance.now() / 1_000);
    if (now !== second) {
      if (lines > perSecond) logger.warn({ dropped: lines - perSecond }, 'error lines were left out');
      [second, lines] = [now, 0];
    }
    if (++lines <= perSecond) return true;
    onDropped?.(1);
    return false;
  };
  return {
    warn: (details, message) => void (isBelowLimit() && logger.warn(details, message)),
    error: (details, message) => void (isBelowLimit() && logger.error(details, message)),
  };
}
