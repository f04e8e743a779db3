/** A reason why the local Neo4j cannot run, in words for the person at the keyboard: what was expected, what came, what to do. */
export class LocalNeo4jError extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'LocalNeo4jError';
  }
}

export type Reason =
  | 'NO_JAVA'
  | 'JAVA_TOO_OLD'
  | 'NO_JARS'
  | 'JARS_INCOMPLETE'
  | 'FETCH_FAILED'
  | 'PORT_IN_USE'
  | 'STORE_IN_USE'
  | 'DISK_FULL'
  | 'STORE_NEWER'
  | 'NOT_READY'
  | 'NOT_STARTED'
  | 'NO_PASSWORD'
  | 'LOCKED'
  | 'NOT_WRITABLE';

/** Turns a fault of the file system into its sentence; anything else is passed on as it is. */
export function asProblem(fault: unknown, folder: string): unknown {
  const code = (fault as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, fault);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new LocalNeo4jError(
      'NOT_WRITABLE',
      `The local Neo4j keeps its files in ${folder}, but that folder cannot be written (${code}). Set DATA_DIR to a folder that can.`,
      { cause: fault },
    );
  return fault;
}

export function diskFull(folder: string, cause?: unknown): LocalNeo4jError {
  return new LocalNeo4jError(
    'DISK_FULL',
    `The disk that holds ${folder} is full. Free some space or set DATA_DIR to a folder on another disk, then try again.`,
    { cause },
  );
}
