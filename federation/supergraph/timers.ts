/** Runs a task repeatedly, each time some milliseconds after it ended. The task must not reject. Does not keep the process alive. */
export function repeatedly(task: () => Promise<void>, ms: number): { close(): void } {
  let closed = false;
  let timer: NodeJS.Timeout;
  const wait = () => void (timer = setTimeout(() => void run(), ms).unref());
  const run = async () => {
    await task();
    if (!closed) wait();
  };
  wait();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** Runs a task some milliseconds after the last call of `start`. Does not keep the process alive. */
export function debounced(task: () => unknown, ms: number): { start(): void; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      clearTimeout(timer);
      timer = setTimeout(() => void task(), ms).unref();
    },
    cancel: () => clearTimeout(timer),
  };
}
