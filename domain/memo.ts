import { errorCodeOf } from '../errors';
import type { KnownFacts } from '../graph/known-facts';
import { when, type MaybePromise } from '../maybe-promise';
import type { Moment } from './moment';

/**
 * Caches lists that are computed from the facts of a release at a moment, for example a trust's active sites by name.
 * Facts of a release never change, so an entry is never stale: it is computed once for all requests and evicted only
 * when the memo is full. Warm traversals are cheap because of it.
 */
export interface Memo {
  /**
   * Returns the cached list of a code, or the list that `compute` returns. It is shared: callers must not change it.
   * Calls for the same list while it is computed wait for that computation.
   */
  list<Item>(
    name: string,
    code: string,
    at: Moment,
    compute: () => MaybePromise<readonly Item[]>,
  ): MaybePromise<readonly Item[]>;
  /** The number of items in all lists together. */
  readonly items: number;
  /** Evicts lists until there are at most as many items as the limit allows. */
  trim(): void;
}

/** The number of items that a memo keeps. It may change while the memo is used. */
export interface MemoLimit {
  items: number;
}

/** Estimated bytes of an item with its part of the list and of the facts that only the list keeps. */
export const ITEM_BYTES = 128;
const DEFAULT_LIMIT: MemoLimit = { items: 500_000 };
const OVERHEAD_ITEMS = 4;

const memos = new WeakMap<KnownFacts, Memo>();

/** Returns the memo of the process for what is known of a graph: its lists are dropped together with the facts. */
export function memoFor(known: KnownFacts, limit: MemoLimit = DEFAULT_LIMIT): Memo {
  let memo = memos.get(known);
  if (!memo) memos.set(known, (memo = createMemo(limit)));
  return memo;
}

type ListsByCode = Map<string, readonly unknown[]>;

/** Lists by moment and name, then by code. */
interface Generation {
  readonly lists: Map<string, ListsByCode>;
  items: number;
}

/** Creates a memo of at most `limit.items`, in two generations of half as many; the older one is evicted as a whole. */
export function createMemo(limit: MemoLimit): Memo {
  let [young, old]: [Generation, Generation] = [emptyGeneration(), emptyGeneration()];
  let byMoment = new WeakMap<Moment, Map<string, ListsByCode>>();
  const pending = createPendingLists();

  /** Looks up by the moment object first, because comparing long text keys is slow. */
  function listsOf(name: string, at: Moment): ListsByCode {
    let byName = byMoment.get(at);
    if (!byName) byMoment.set(at, (byName = new Map()));
    let lists = byName.get(name);
    if (!lists) byName.set(name, (lists = getOrCreate(young.lists, `${at.cacheKey} ${name}`)));
    return lists;
  }

  function startGeneration(): void {
    [young, old] = [emptyGeneration(), young];
    byMoment = new WeakMap();
  }

  function store(name: string, code: string, at: Moment, items: readonly unknown[]): void {
    const size = items.length + OVERHEAD_ITEMS;
    if (size > limit.items / 2) return;
    if (young.items + size > limit.items / 2) startGeneration();
    young.items += size;
    listsOf(name, at).set(code, items);
  }

  const memo: Memo = {
    list<Item>(name: string, code: string, at: Moment, compute: () => MaybePromise<readonly Item[]>) {
      const cached = listsOf(name, at).get(code);
      if (cached) return cached as readonly Item[];
      const older = old.lists.get(`${at.cacheKey} ${name}`)?.get(code);
      const computed = () =>
        when(older ? (older as readonly Item[]) : compute(), (items) => {
          store(name, code, at, items);
          return items;
        });
      const again = () => memo.list(name, code, at, compute);
      return pending.share(() => `${at.cacheKey} ${name} ${code}`, computed, again);
    },
    get items() {
      return young.items + old.items;
    },
    trim() {
      while (young.items + old.items > limit.items) startGeneration();
    },
  };
  return memo;
}

type List<Item> = MaybePromise<readonly Item[]>;

/** Shares lists that are being computed. */
function createPendingLists() {
  const lists = new Map<string, Promise<readonly unknown[]>>();
  return {
    /** Returns the pending list of a key, or begins one. When the request that computes it ends early, `again` is called. */
    share<Item>(key: () => string, compute: () => List<Item>, again: () => List<Item>): List<Item> {
      const shared = lists.size > 0 ? (lists.get(key()) as Promise<readonly Item[]> | undefined) : undefined;
      if (shared)
        return shared.catch((error: unknown) => (isOfOtherRequest(error) ? again() : Promise.reject(error as Error)));
      const list = compute();
      if (!(list instanceof Promise)) return list;
      const added = key();
      const remove = () => void lists.delete(added);
      lists.set(added, list);
      list.then(remove, remove);
      return list;
    },
  };
}

/** Whether a computation failed for a reason of the request that began it: its deadline, its points, or a client that is gone. */
function isOfOtherRequest(error: unknown): boolean {
  return ['REQUEST_TIMEOUT', 'RATE_LIMITED'].includes(errorCodeOf(error));
}

function emptyGeneration(): Generation {
  return { lists: new Map(), items: 0 };
}

function getOrCreate(lists: Map<string, ListsByCode>, key: string): ListsByCode {
  let byCode = lists.get(key);
  if (!byCode) lists.set(key, (byCode = new Map()));
  return byCode;
}
