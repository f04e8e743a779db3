/**
 * Fills a cache that may hold more than the heap, in small steps as requests do, and prints the share of the heap that it
 * holds at the end. With the argument 'unwatched' nothing adapts the cache to the heap.
 */
import { setImmediate as tick } from 'node:timers/promises';
import { createCacheBudget } from '../../../gateway/memory/cache-budget';
import { heapLimit } from '../../../gateway/memory/heap';
import { watchHeap } from '../../../gateway/memory/watch-heap';
import { FactCache } from '../../../graph/cache/fact-cache';

const LIMIT = heapLimit(process.execArgv.join(' '));
const SIZE = 8 * LIMIT;
const FACTS_PER_STEP = 200;

async function fill(): Promise<void> {
  const cache = new FactCache(SIZE);
  const budget = createCacheBudget({
    heapLimit: LIMIT,
    sizes: { facts: SIZE, exports: 0, lists: 0, responses: 0, subgraphs: 0, documents: 0 },
  });
  budget.add('facts', {
    get bytes() {
      return cache.size.bytes;
    },
    resize: (bytes) => cache.resize(bytes),
  });
  const stop = process.argv[2] === 'unwatched' ? () => undefined : watchHeap(budget);
  const partition = cache.partitions<string>()('facts');
  let added = 0;
  for (let next = 0; added < 4 * LIMIT; next++) {
    for (let at = 0; at < FACTS_PER_STEP; at++) {
      const fact = { code: `X${next} ${at}`, name: `NAME ${next} ${at} ${'x'.repeat(400)}`, links: [{ next, at }] };
      partition.set(fact.code, fact);
    }
    added += FACTS_PER_STEP * 800;
    await tick();
  }
  stop();
  process.stdout.write(String(cache.size.bytes / LIMIT));
}

void fill();
