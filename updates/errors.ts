/** Exit codes of `ods-graph pull` and, after a load, of a webhook that was not told. */
export const EXIT = {
  failed: 1,
  usage: 2,
  busy: 3,
  nothingNew: 4,
  /** The service does not accept the key, or the account is not subscribed to the item: somebody must act. */
  refused: 5,
  /** The service cannot be reached or used at the moment: a later run may succeed. */
  unavailable: 6,
  /** The release is loaded, but the webhook did not accept the message. */
  notTold: 7,
} as const;

export type UpdateExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a pull or the call of a webhook. The message is for the operator and contains no key. */
export class UpdateError extends Error {
  constructor(
    message: string,
    readonly exitCode: UpdateExitCode,
  ) {
    super(message);
  }
}

/** A failure that may end by itself. `retryAfterMs` is how long the service asks to wait. */
export class Unavailable extends UpdateError {
  constructor(
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message, EXIT.unavailable);
  }
}
