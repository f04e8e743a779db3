import { constants, PerformanceObserver, type NodeGCPerformanceDetail, type PerformanceEntry } from 'node:perf_hooks';
import type { CacheBudget } from './cache-budget';
import { heapUsed } from './heap';

/** Milliseconds between two changes of the sizes: the next collection must show the effect of the one before. */
const PAUSE_MS = 250;

/**
 * Adapts the caches to the heap after each full garbage collection, when all that is in use is needed. Returns a function
 * that stops it.
 */
export function watchHeap(caches: Pick<CacheBudget, 'adapt' | 'heapLimit'>): () => void {
  let changedAt = -Infinity;
  const observer = new PerformanceObserver((list) => {
    const isFull = list.getEntries().some(isFullCollection);
    const now = performance.now();
    if (!isFull || now - changedAt < PAUSE_MS) return;
    changedAt = now;
    caches.adapt(heapUsed() / caches.heapLimit);
  });
  observer.observe({ entryTypes: ['gc'] });
  return () => observer.disconnect();
}

/** The types of Node 20 do not have the detail of an entry. */
function isFullCollection(entry: PerformanceEntry): boolean {
  const { detail } = entry as PerformanceEntry & { readonly detail?: NodeGCPerformanceDetail };
  return detail?.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}
