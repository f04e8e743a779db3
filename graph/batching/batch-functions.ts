import type { Graph, Parameters, Statement, Values } from '../graph';

/** Asks the graph one question about many keys; the answers stand in the order of the keys. */
export type Ask<Key, Answer> = (keys: readonly Key[]) => Promise<Answer[]>;

/** Makes a row of its values by position, `at` first. */
export type ToRow<Key, Row> = (values: Values, key: Key) => Row;

/** How the keys of a question become the parameters of its statement. */
export type ToParameters<Key> = (keys: readonly Key[]) => Parameters;

const asKeys = <Key>(keys: readonly Key[]): Parameters => ({ keys });

/** A question with at most one row for each key; null for a key without. The first column is `at`. */
export function one<Key, Row>(graph: Graph, statement: Statement, toRow: ToRow<Key, Row>): Ask<Key, Row | null> {
  return async (keys) => {
    const answers = new Array<Row | null>(keys.length).fill(null);
    for (const values of await graph.table(statement, asKeys(keys))) {
      const at = values[0] as number;
      answers[at] = toRow(values, keys[at] as Key);
    }
    return answers;
  };
}

export interface ManyOptions<Key, Row> {
  /** The order of the rows of a key; without it they stand as they come. */
  readonly order?: (a: Row, b: Row) => number;
  readonly toParameters?: ToParameters<Key>;
}

/** A question with any number of rows for each key, in order; [] for a key without. The first column is `at`. */
export function many<Key, Row>(
  graph: Graph,
  statement: () => Statement,
  toRow: ToRow<Key, Row>,
  { order, toParameters = asKeys }: ManyOptions<Key, Row> = {},
): Ask<Key, readonly Row[]> {
  return async (keys) => {
    const answers = new Array<Row[]>(keys.length).fill(NONE);
    for (const values of await graph.table(statement(), toParameters(keys))) {
      const at = values[0] as number;
      const row = toRow(values, keys[at] as Key);
      if (answers[at] === NONE) answers[at] = [row];
      else (answers[at] as Row[]).push(row);
    }
    if (order) for (const rows of answers) if (rows.length > 1) rows.sort(order);
    return answers;
  };
}

/** The same question with each answer made into another. */
export function mapped<Key, From, To>(ask: Ask<Key, From>, to: (answer: From, key: Key) => To): Ask<Key, To> {
  return async (keys) => (await ask(keys)).map((answer, at) => to(answer, keys[at] as Key));
}

/** Shared by all keys without rows; never written to. */
const NONE: never[] = [];
