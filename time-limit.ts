/**
 * Returns the result of `work`, or that of `onLate` if the work takes longer than `ms`. The work itself goes on. Without `ref`, the
 * process may end while nothing but this waits.
 */
export function withTimeLimit<Result, Late>(
  ms: number,
  work: Promise<Result>,
  onLate: () => Late,
  { ref = true } = {},
): Promise<Result | Late> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Late>((resolve, reject) => {
    timer = setTimeout(() => {
      try {
        resolve(onLate());
      } catch (error) {
        reject(error as Error);
      }
    }, ms);
    if (!ref) timer.unref();
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
