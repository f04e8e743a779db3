import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger };

export interface LogSettings {
  readonly level: string;
  /** Where lines go; the default is stderr, because stdout is for data. */
  readonly destination?: DestinationStream;
  /** Told of each line that is lost. */
  readonly dropped?: (lines: number) => void;
}

/** Bytes of log lines that wait for a blocked sink; those above are dropped and counted. */
const WAITING_BYTES = 1_048_576;

/** A logger of JSON lines. A sink that does not take them never holds up a request: lines are dropped and counted. */
export function createLogger({ level, destination, dropped: tell }: LogSettings): Logger {
  const options = { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime };
  if (destination) return pino(options, destination);
  const stderr = pino.destination({ fd: 2, sync: false, maxLength: WAITING_BYTES });
  const logger = pino(options, stderr);
  let dropped = 0;
  stderr.on('drop', () => {
    dropped++;
    tell?.(1);
  });
  stderr.on('drain', () => {
    if (dropped > 0) logger.warn({ dropped: take() }, 'log lines were dropped: nobody read them');
  });
  const take = () => {
    const count = dropped;
    dropped = 0;
    return count;
  };
  return logger;
}

/** What errors are told to. */
export interface ErrorLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface ThrottleSettings {
  readonly perSecond?: number;
  /** Told of each line that is left out. */
  readonly dropped?: (lines: number) => void;
}

/** Lines of a flood are counted, not written: at most `perSecond` pass, and the number of the others follows. */
export function throttled(logger: Logger, { perSecond = 20, dropped }: ThrottleSettings = {}): ErrorLog {
  let second = 0;
  let lines = 0;
  const passes = () => {
    const now = Math.floor(performance.now() / 1_000);
    if (now !== second) {
      if (lines > perSecond) logger.warn({ dropped: lines - perSecond }, 'lines about errors were left out');
      [second, lines] = [now, 0];
    }
    if (++lines <= perSecond) return true;
    dropped?.(1);
    return false;
  };
  return {
    warn: (details, message) => void (passes() && logger.warn(details, message)),
    error: (details, message) => void (passes() && logger.error(details, message)),
  };
}
