/** Milliseconds of the fastest of some runs: what the work itself takes, whatever else the machine does meanwhile. */
export async function fastest(work: () => unknown, runs = 5): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await work();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}
