/** State of SIGTERM and SIGINT: `signal` resolves with the first one. */
export interface ShutdownSignal {
  readonly requested: boolean;
  readonly signal: Promise<void>;
  /** Resolves with the second signal, which skips the shutdown delay. */
  readonly repeated: Promise<void>;
}

/**
 * Replaces the default handlers of both signals. The third signal exits at once. A process with `ignored` signals leaves them to
 * the process that started it.
 */
export function listenForShutdown(ignored: readonly NodeJS.Signals[] = []): ShutdownSignal {
  let count = 0;
  const resolvers: (() => void)[] = [];
  const [signal, repeated] = [0, 1].map((at) => new Promise<void>((resolve) => (resolvers[at] = resolve)));
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (ignored.includes(name)) return;
      resolvers[count++]?.();
      if (count > 2) process.exit(1);
    });
  }
  return {
    get requested() {
      return count > 0;
    },
    signal: signal!,
    repeated: repeated!,
  };
}
