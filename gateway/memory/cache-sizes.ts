/** Bytes of each cache of the process. */
export interface CacheSizes {
  /** Facts read from the graph: CACHE_BYTES. */
  readonly facts: number;
  /** Facts and computed lists of exports, which have caches of their own. */
  readonly exports: number;
  /** Computed lists, for example the active sites of a trust. */
  readonly lists: number;
  /** Whole responses: RESPONSE_CACHE_BYTES. */
  readonly responses: number;
  /** Responses of other teams' subgraphs: SUBGRAPH_CACHE_BYTES. */
  readonly subgraphs: number;
  /** Validated documents, with their plans and compiled forms. */
  readonly documents: number;
}

export type CacheName = keyof CacheSizes;

/** What the caches get of the heap. */
export interface CacheChoice {
  /** Bytes to which V8 lets the heap grow: --max-old-space-size and the memory for young objects. */
  readonly heapLimit: number;
  /** Bytes of the heap that all caches may take together. */
  readonly budget: number;
  readonly sizes: CacheSizes;
  /** Whether the wanted sizes did not fit, so that each was reduced in proportion. */
  readonly isReduced: boolean;
}

const MIB = 2 ** 20;
/** Heap of a program without cached facts and without requests. */
const PROGRAM_BYTES = 112 * MIB;
/** The share of the rest of the heap that caches may take; requests in progress need the other half. */
const CACHED_SHARE = 0.5;
/** Below this size caches help nobody. A heap that has no room for it is too small for the program, too. */
const MIN_BUDGET = 16 * MIB;

const DEFAULTS = { exports: 48 * MIB, lists: 64 * MIB, documents: 96 * MIB };

/** Chooses the size of each cache: the wanted ones if they fit into the heap together, else smaller ones. */
export function chooseCacheSizes(
  heapLimit: number,
  { subgraphs = 0, ...wanted }: Pick<CacheSizes, 'facts' | 'responses'> & Partial<Pick<CacheSizes, 'subgraphs'>>,
): CacheChoice {
  const budget = Math.max(MIN_BUDGET, Math.floor((heapLimit - PROGRAM_BYTES) * CACHED_SHARE));
  const whole: CacheSizes = { ...wanted, subgraphs, ...DEFAULTS };
  const sum = Object.values(whole).reduce((bytes, size) => bytes + size, 0);
  const share = Math.min(1, budget / sum);
  const of = (name: CacheName) => Math.floor(whole[name] * share);
  const sizes = {
    facts: of('facts'),
    exports: of('exports'),
    lists: of('lists'),
    responses: of('responses'),
    subgraphs: of('subgraphs'),
    documents: of('documents'),
  };
  return { heapLimit, budget, sizes, isReduced: share < 1 };
}
