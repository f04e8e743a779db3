import { when, type MaybePromise } from '../../maybe-promise';
import { WorkBudget } from '../../work-budget';
import type { Graph, Parameters, Statement, Values } from '../graph';

/**
 * The work budget for decoding and caching rows, shared by all requests. It is urgent: requests wait for the rows, so
 * each turn of the event loop spends some time on them.
 */
export const decoding = new WorkBudget({ sliceMs: 5, isUrgent: true });

/** Runs one statement for many keys and returns one result per key, in the order of the keys. */
export type BatchFunction<Key, Result> = (keys: readonly Key[]) => Promise<Result[]>;

/** Makes an object of the values of one row. The first value is `at`, the position of its key. */
export type DecodeRow<Key, Row> = (values: Values, key: Key) => Row;

/** Makes the parameters of a statement from its keys. */
export type ToParameters<Key> = (keys: readonly Key[]) => Parameters;

const asKeys = <Key>(keys: readonly Key[]): Parameters => ({ keys });

/** For a statement with at most one row per key; the result is null for a key without a row. */
export function one<Key, Row>(
  graph: Graph,
  statement: Statement,
  decode: DecodeRow<Key, Row>,
): BatchFunction<Key, Row | null> {
  return async (keys) => {
    const results = new Array<Row | null>(keys.length).fill(null);
    const rows = await graph.table(statement, asKeys(keys));
    await decoding.each(rows.length, (index) => {
      const values = rows[index] as Values;
      const at = values[0] as number;
      results[at] = decode(values, keys[at] as Key);
    });
    return results;
  };
}

/**
 * For a statement that returns one row: the positions of the keys that have a result, and the results in the same order.
 * One row costs the driver and the database less than a row for each key. The result is null for a key without one.
 */
export function collected<Key, Result>(
  graph: Graph,
  statement: Statement,
  decode: (found: unknown, key: Key) => Result,
  toParameters: ToParameters<Key>,
): BatchFunction<Key, Result | null> {
  return async (keys) => {
    const results = new Array<Result | null>(keys.length).fill(null);
    const [row = []] = await graph.table(statement, toParameters(keys));
    const [positions = [], found = []] = row as readonly [positions?: readonly number[], found?: readonly unknown[]];
    await decoding.each(found.length, (index) => {
      const at = positions[index]!;
      results[at] = decode(found[index], keys[at] as Key);
    });
    return results;
  };
}

/** For a statement that returns one row for each key that has results: its position and the list of them. The result is [] for a key without. */
export function listOfEach<Key, Item>(
  graph: Graph,
  statement: Statement,
  order: (a: Item, b: Item) => number,
): BatchFunction<Key, readonly Item[]> {
  return async (keys) => {
    const results = new Array<readonly Item[]>(keys.length).fill(NONE);
    const rows = await graph.table(statement, { keys });
    await decoding.mapInTurn(rows, ([at, items]) =>
      when(decoding.sort(items as readonly Item[], order), (sorted) => void (results[at as number] = sorted)),
    );
    return results;
  };
}

export interface ManyOptions<Key, Row> {
  /** The order of the rows of a key. Default: the order of the statement. */
  readonly order?: (a: Row, b: Row) => number;
  readonly toParameters?: ToParameters<Key>;
}

/** For a statement with any number of rows per key; the result is [] for a key without rows. */
export function many<Key, Row>(
  graph: Graph,
  statement: () => Statement,
  decode: DecodeRow<Key, Row>,
  { order, toParameters = asKeys }: ManyOptions<Key, Row> = {},
): BatchFunction<Key, readonly Row[]> {
  return async (keys) => {
    const results = new Array<Row[]>(keys.length).fill(NONE);
    const rows = await graph.table(statement(), toParameters(keys));
    await decoding.each(rows.length, (index) => {
      const values = rows[index] as Values;
      const at = values[0] as number;
      add(results, at, decode(values, keys[at] as Key));
    });
    return inOrder(results, order);
  };
}

/** How one text holds a result, and the position of its key. */
export interface Packing<Row> {
  positionIn(packed: string): number;
  unpack(packed: string): Row;
}

/**
 * For a statement that returns rows of many packed results of any keys: the database sends, and the driver decodes, one text for
 * each result. The result is [] for a key without one.
 */
export function packed<Key, Row>(
  graph: Graph,
  statement: () => Statement,
  { positionIn, unpack }: Packing<Row>,
  { order, toParameters = asKeys }: ManyOptions<Key, Row> = {},
): BatchFunction<Key, readonly Row[]> {
  return async (keys) => {
    const results = new Array<Row[]>(keys.length).fill(NONE);
    const texts = (await graph.table(statement(), toParameters(keys))).flatMap(([texts]) => texts as readonly string[]);
    await decoding.each(texts.length, (index) => add(results, positionIn(texts[index]!), unpack(texts[index]!)));
    return inOrder(results, order);
  };
}

function add<Row>(results: Row[][], at: number, row: Row): void {
  if (results[at] === NONE) results[at] = [row];
  else results[at]!.push(row);
}

/** Copies save memory: an array that grew by `push` reserves up to 17 places for 2 rows, a copy only 2. */
function inOrder<Row>(results: Row[][], order?: (a: Row, b: Row) => number): MaybePromise<Row[][]> {
  return decoding.mapInTurn(results, (found) => {
    if (found.length < 2) return found;
    return order ? decoding.sort(found, order) : found.slice();
  });
}

/** Returns a batch function that converts each result of `run`. */
export function mapResults<Key, From, To>(
  run: BatchFunction<Key, From>,
  to: (result: From, key: Key) => To,
): BatchFunction<Key, To> {
  return async (keys) => (await run(keys)).map((result, at) => to(result, keys[at] as Key));
}

/** Shared by all keys without rows; never modified. */
const NONE: never[] = [];
