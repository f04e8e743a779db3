/**
 * The graph as the rest of the code sees it: statements in, rows out. `graph/neo4j/neo4j.ts` is the one implementation;
 * tests run it against a real server.
 */

/** One Cypher statement. `name` is its file's name without the extension; it labels metrics, errors and cost. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Parameters = Record<string, unknown>;

export interface ReadOptions {
  /** Milliseconds until the caller gets DATABASE_TIMEOUT. Default: the graph's own deadline, 2,000. */
  readonly deadlineMs?: number;
}

/** One statement of a writing transaction. */
export interface Step {
  readonly statement: Statement;
  readonly parameters?: Parameters;
}

/** The values of one row, in the order of RETURN. */
export type Values = readonly unknown[];

export interface Graph {
  /** Runs one reading statement; each row is an object of its flat columns. Errors: DATABASE_UNAVAILABLE, DATABASE_TIMEOUT, OVERLOADED. */
  read<Row extends object>(statement: Statement, parameters?: Parameters, options?: ReadOptions): Promise<Row[]>;
  /** As `read`, with each row as its values by position: half the cost of objects, and the caller shapes them. */
  table(statement: Statement, parameters?: Parameters, options?: ReadOptions): Promise<readonly Values[]>;
  /** Whether the server answers, and is one we can work with: throws an Error that says which version is needed. Errors as for `read`. */
  ping(options?: ReadOptions): Promise<void>;
  /** Streams a reading statement without holding its rows; for the loader and exports. */
  stream<Row extends object>(statement: Statement, parameters?: Parameters): AsyncIterable<Row>;
  /** Runs all steps in one writing transaction and returns the rows of each. Not retried: the caller knows whether it may be. */
  write<Row extends object>(steps: readonly Step[], options?: ReadOptions): Promise<Row[][]>;
  /** Runs one statement outside an explicit transaction: schema statements and CALL … IN TRANSACTIONS. */
  run<Row extends object>(statement: Statement, parameters?: Parameters, options?: ReadOptions): Promise<Row[]>;
  close(): Promise<void>;
}
