import DataLoader from 'dataloader';
import { when, type MaybePromise } from '../maybe-promise';
import { WorkBudget } from '../work-budget';
import type { MeasuredSizes } from '../ods/measured-sizes';
import type { TextIndex } from './text-index/text-index';
import type { BatchQueries, BatchQuery } from './batching/batch-query';

/** One batch query, as the resolvers of one request use it. */
export interface Loader<Key, Result> {
  /** Returns the result itself when it is cached, else a promise. */
  load(key: Key): MaybePromise<Result>;
  /** Returns the results in the order of the keys; one promise for all of them if any is not cached. */
  loadMany(keys: readonly Key[]): MaybePromise<readonly Result[]>;
}

/** The reads of a request: the name of the query and the number of distinct keys, one entry per batch of the request. */
export type ReadLog = readonly (readonly [query: string, keys: number])[];

/** Called when a request starts to wait for a read. Returns a function that is called when the wait ends. */
export type ReadObserver = (query: string, keys: number) => (error?: unknown) => void;

/** What is known of a whole release, by its number. */
export interface ReleaseFacts {
  /** Returns the index of the texts; a promise while it is being built. */
  textIndex(release: number): MaybePromise<TextIndex>;
  /** Returns how long its lists are; undefined for a release that an older version loaded. */
  sizes(release: number): MeasuredSizes | undefined;
}

/** Creates the loaders of one request, one for each batch query. Long lists of keys are loaded within the budget. */
export function createLoaders(
  queries: BatchQueries,
  { textIndex, sizes }: ReleaseFacts,
  onRead: ReadObserver = noObserver,
  work: WorkBudget = new WorkBudget(),
) {
  const reads: RequestReads = { log: [], onRead, work };
  const loader = <Key, Result>(query: BatchQuery<Key, Result>): Loader<Key, Result> => new RequestLoader(query, reads);
  return {
    log: reads.log as ReadLog,
    /** The computing time of the request. */
    work,
    textIndex,
    sizes,
    state: loader(queries.state),
    roles: loader(queries.roles),
    outgoing: loader(queries.outgoing),
    incoming: loader(queries.incoming),
    relationship: loader(queries.relationship),
    predecessors: loader(queries.predecessors),
    successors: loader(queries.successors),
    holders: loader(queries.holders),
    codeList: loader(queries.codeList),
    uprn: loader(queries.uprn),
    codes: loader(queries.codes),
    findings: loader(queries.findings),
    findingsOf: loader(queries.findingsOf),
    findingCounts: loader(queries.findingCounts),
    measures: loader(queries.measures),
    measurements: loader(queries.measurements),
    dimensionValues: loader(queries.dimensionValues),
    measured: loader(queries.measured),
    extracts: loader(queries.extracts),
    values: loader(queries.values),
    identities: loader(queries.identities),
    location: loader(queries.location),
    centre: loader(queries.centre),
    places: loader(queries.places),
    postcodeFiles: loader(queries.postcodeFiles),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;

/** Shared by the loaders of a request. */
interface RequestReads {
  readonly log: [string, number][];
  readonly onRead: ReadObserver;
  readonly work: WorkBudget;
}

const noObserver: ReadObserver = () => () => undefined;

/**
 * Loads lists of keys through a DataLoader whose keys are whole lists: all lists of a tick become one batch, and a list
 * costs one promise however long it is.
 */
class RequestLoader<Key, Result> implements Loader<Key, Result> {
  private dataLoader: DataLoader<readonly Key[], readonly Result[]> | undefined;

  constructor(
    private readonly query: BatchQuery<Key, Result>,
    private readonly reads: RequestReads,
  ) {}

  load(key: Key): MaybePromise<Result> {
    const cached = this.query.get(key);
    return cached === undefined ? this.read([key]).then((results) => results[0] as Result) : cached;
  }

  loadMany(keys: readonly Key[]): MaybePromise<readonly Result[]> {
    const missing: Key[] = [];
    const lookedUp = this.reads.work.map(keys, (key) => {
      const cached = this.query.get(key);
      if (cached === undefined) missing.push(key);
      return cached;
    });
    return when(lookedUp, (cached) => {
      if (missing.length === 0) return cached as Result[];
      return this.read(missing).then((found) => fillGaps(cached, found, this.reads.work));
    });
  }

  private read(keys: readonly Key[]): Promise<readonly Result[]> {
    if (this.dataLoader === undefined) {
      const pendingIds = new Set<string>();
      this.dataLoader = new DataLoader((lists) => loadLists(this.query, lists, pendingIds, this.reads), UNCACHED);
    }
    return this.dataLoader.load(keys);
  }
}

/** The fact cache below serves all requests, so DataLoader's own cache is off; BatchQueue limits the size of a batch. */
const UNCACHED = { cache: false, maxBatchSize: Infinity };

function fillGaps<Result>(
  cached: readonly (Result | undefined)[],
  found: readonly Result[],
  work: WorkBudget,
): MaybePromise<Result[]> {
  let next = 0;
  return work.map(cached, (result) => (result === undefined ? (found[next++] as Result) : result));
}

/** Runs the query once for all lists of a tick. The log counts a key once while the request still waits for it. */
async function loadLists<Key, Result>(
  query: BatchQuery<Key, Result>,
  lists: readonly (readonly Key[])[],
  pendingIds: Set<string>,
  { log, onRead, work }: RequestReads,
): Promise<(readonly Result[] | Error)[]> {
  const distinct = new Map<string, Key>();
  const keysOfLists = lists.length === 1 ? lists[0]! : lists.flat();
  const collected = work.each(keysOfLists.length, (at) => {
    const key = keysOfLists[at] as Key;
    distinct.set(query.idOf(key), key);
  });
  if (collected instanceof Promise) await collected;
  const ids = [...distinct.keys()];
  const added = pendingIds.size === 0 ? ids : ids.filter((id) => !pendingIds.has(id));
  if (added.length > 0) log.push([query.name, added.length]);
  for (const id of added) pendingIds.add(id);
  const onEnd = onRead(query.name, distinct.size);
  try {
    const found = await query.run([...distinct.values()], ids);
    onEnd();
    if (lists.length === 1 && found.length === keysOfLists.length) return [found];
    const results = new Map(ids.map((id, at) => [id, found[at] as Result]));
    return lists.map((list) => list.map((key) => results.get(query.idOf(key)) as Result));
  } catch (error) {
    onEnd(error);
    throw error;
  } finally {
    for (const id of added) pendingIds.delete(id);
  }
}
