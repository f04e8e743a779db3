/** Runs a task some milliseconds after it has ended, again and again. It must not reject. No process stays alive for it. */
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

/** Runs a task some milliseconds after the last start. No process stays alive for it. */
export function afterwards(task: () => unknown, ms: number): { start(): void; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      clearTimeout(timer);
      timer = setTimeout(() => void task(), ms).unref();
    },
    cancel: () => clearTimeout(timer),
  };
}
