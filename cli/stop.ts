/** Whether, and when, this process was asked to stop by SIGTERM or SIGINT. */
export interface Stop {
  readonly asked: boolean;
  readonly signal: Promise<void>;
  /** Asked once more: somebody is in a hurry. */
  readonly again: Promise<void>;
}

/** From now on the two signals no longer end the process at once; the third one does. */
export function untilSignal(): Stop {
  let count = 0;
  const resolvers: (() => void)[] = [];
  const [signal, again] = [0, 1].map((at) => new Promise<void>((resolve) => (resolvers[at] = resolve)));
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      resolvers[count++]?.();
      if (count > 2) process.exit(1);
    });
  }
  return {
    get asked() {
      return count > 0;
    },
    signal: signal!,
    again: again!,
  };
}
