/** A release or a request that must not be loaded, with the sentence for the person who asked. Nothing was published. */
export class LoadRefused extends Error {}

/** Somebody else is loading into this graph. */
export class LoadLocked extends Error {
  readonly exitCode = 3;
}

/** The load stopped half-way; nothing of it is visible, and the same command goes on with it. */
export class LoadInterrupted extends Error {}
