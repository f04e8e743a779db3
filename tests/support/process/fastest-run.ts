/** Returns the milliseconds of the fastest run, which other work on the machine disturbs least. */
export async function fastestRun(work: () => unknown, runs = 5): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await work();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}
