import type { Graph, Parameters, Statement, Values } from './graph';

/** Asks the graph one question about many keys; the answers stand in the order of the keys. */
export type Ask<Key, Answer> = (keys: readonly Key[]) => Promise<Answer[]>;

/** How the keys of a question become the parameters of its statement. */
export type ToParameters<Key> = (keys: readonly Key[]) => Parameters;

const asKeys = <Key>(keys: readonly Key[]): Parameters => ({ keys });

/** A question with at most one row for each key; null for a key without. The first column is `at`. */
export function one<Key, Row>(
  graph: Graph,
  statement: Statement,
  toRow: (values: Values) => Row,
): Ask<Key, Row | null> {
  return async (keys) => {
    const answers = new Array<Row | null>(keys.length).fill(null);
    for (const values of await graph.table(statement, asKeys(keys))) answers[values[0] as number] = toRow(values);
    return answers;
  };
}

export interface ManyOptions<Key, Row> {
  readonly order: (a: Row, b: Row) => number;
  readonly toParameters?: ToParameters<Key>;
}

/** A question with any number of rows for each key, in order; [] for a key without. The first column is `at`. */
export function many<Key, Row>(
  graph: Graph,
  statement: () => Statement,
  toRow: (values: Values) => Row,
  { order, toParameters = asKeys }: ManyOptions<Key, Row>,
): Ask<Key, readonly Row[]> {
  return async (keys) => {
    const answers = new Array<Row[]>(keys.length).fill(NONE);
    for (const values of await graph.table(statement(), toParameters(keys))) {
      const at = values[0] as number;
      if (answers[at] === NONE) answers[at] = [toRow(values)];
      else (answers[at] as Row[]).push(toRow(values));
    }
    for (const rows of answers) if (rows.length > 1) rows.sort(order);
    return answers;
  };
}

/** Shared by all keys without rows; never written to. */
const NONE: never[] = [];
