/** What a benchmark has started. It is ended in reverse order: when its work is done, on Ctrl-C, and on SIGTERM. */
const open: (() => unknown)[] = [];

/** Registers how something is ended. Returns a function that ends it once. */
export function endLater<Result>(end: () => Promise<Result>): () => Promise<void> {
  const entry = async () => {
    const at = open.indexOf(entry);
    if (at < 0) return;
    open.splice(at, 1);
    await end();
  };
  open.push(entry);
  return entry;
}

/** Ends what is still open, the newest first. An error of one does not keep the others open. */
export async function endAll(): Promise<void> {
  while (open.length > 0)
    try {
      await open[open.length - 1]!();
    } catch (error) {
      console.error(error);
    }
}

let ending = false;

/** Whether a signal has told this process to end. */
export const isEnding = () => ending;

/** On the first signal, ends everything and then this process; on the second one, this process at once. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (ending) process.exit(130);
      ending = true;
      console.error('Stopping what was started.');
      void endAll().finally(() => process.exit(130));
    });
}
