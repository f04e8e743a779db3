/** A response of a gateway about its live release. */
export interface LiveResponse {
  /** The gateway that sent it. */
  readonly replica: unknown;
  /** When the request was sent and its response received, in milliseconds of `performance.now()`. */
  readonly sent: number;
  readonly received: number;
  /** What the response says of its release; a later release has a greater one. */
  readonly release: string | number;
}

/** Returns the responses of a gateway at an older release than one that it had sent before the request. */
export function goingBack<Response extends LiveResponse>(responses: readonly Response[]): Response[] {
  return responses.filter((later) =>
    responses.some(
      ({ replica, received, release }) => replica === later.replica && received < later.sent && release > later.release,
    ),
  );
}
