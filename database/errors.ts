/** Thrown when the local Neo4j cannot run. The message tells the operator what the problem is and what to do. */
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
  | 'JAVA_FAILED'
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

/** Converts file system errors (disk full, not writable) to a LocalNeo4jError. Returns any other error unchanged. */
export function toLocalNeo4jError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFullError(folder, error);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return notWritableError(folder, error);
  return error;
}

export function notWritableError(folder: string, cause: unknown): LocalNeo4jError {
  const { code } = cause as NodeJS.ErrnoException;
  return new LocalNeo4jError(
    'NOT_WRITABLE',
    `The local Neo4j cannot write to its folder ${folder} (${code}). Set DATA_DIR to a writable folder.`,
    { cause },
  );
}

export function diskFullError(folder: string, cause?: unknown): LocalNeo4jError {
  return new LocalNeo4jError(
    'DISK_FULL',
    `The disk of ${folder} is full. Free some space or set DATA_DIR to a folder on another disk, then try again.`,
    { cause },
  );
}
