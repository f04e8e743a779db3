/**
 * The release or measure file is invalid or must not be loaded. The message is for the operator. Nothing was published.
 */
export class LoadRefused extends Error {}

/** Another process holds the load lock of this graph. The command line exits with `exitCode`. */
export class LoadLocked extends Error {
  readonly exitCode = 3;
}

/** The error of a process whose load lock another process has taken over, for example after a long pause. */
export function lockLost(): LoadLocked {
  return new LoadLocked('Another process has taken over the load lock.');
}

/** The load stopped half-way. Readers see nothing of it, and running the same command again resumes it. */
export class LoadInterrupted extends Error {}
