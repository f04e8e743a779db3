/** Prints the cache's estimate of the size of its rows divided by the growth of the heap. It runs in its own process, where nothing else allocates. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { bytesOf } from '../../../graph/cache/fact-cache';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Returns the used bytes of the heap after garbage collection. */
function heap(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const rows = Array.from({ length: 20_000 }, (_, at) => ({
  id: `${at}`,
  name: `NAME OF AN ORGANISATION ${at}`,
  town: null,
  links: [{ at }],
}));
const before = heap();
const copies = rows.map((row) => structuredClone(row));
const measured = heap() - before;
const estimated = copies.reduce((sum, row) => sum + bytesOf(row), 0);
process.stdout.write(String(estimated / measured));
