/** The interface of a graph database: statements in, rows out. graph/neo4j/neo4j.ts is its only implementation. */

/** One Cypher statement. `name` is its file name without the extension; metrics, errors and read logs use it. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Parameters = Record<string, unknown>;

/** Receives a function that makes later statements follow. */
export type OnSeen = (follow: () => void) => void;

/** Milliseconds of a read of which nothing else is said. */
export const READ_DEADLINE_MS = 2_000;

/** Milliseconds, or a function that returns those of the moment. */
export type Deadline = number | (() => number);

export const millisecondsOf = (deadline: Deadline): number => (typeof deadline === 'number' ? deadline : deadline());

export interface ReadOptions {
  /** Milliseconds until the caller gets DATABASE_TIMEOUT. Default: the deadline of the graph, 2,000. */
  readonly deadlineMs?: number;
  /**
   * Called after the read. A call of `follow` makes every later statement see at least what this read saw: in a cluster, a
   * replica that is behind waits until it has it.
   */
  readonly onSeen?: OnSeen;
}

/** One statement of a write transaction. */
export interface Step {
  readonly statement: Statement;
  readonly parameters?: Parameters;
}

/** The values of one row, in the order of RETURN. */
export type Values = readonly unknown[];

export interface Graph {
  /** Runs a read and returns one object per row. Throws DATABASE_UNAVAILABLE, DATABASE_TIMEOUT or OVERLOADED. */
  read<Row extends object>(statement: Statement, parameters?: Parameters, options?: ReadOptions): Promise<Row[]>;
  /** Like `read`, but returns the values of each row by position, which costs half as much as objects. */
  table(statement: Statement, parameters?: Parameters, options?: ReadOptions): Promise<readonly Values[]>;
  /** Checks that the server responds and that its version is supported. Throws as `read` does, or an Error that names the supported version. */
  ping(options?: ReadOptions): Promise<void>;
  /** Streams the rows of a read without holding them all in memory. */
  stream<Row extends object>(statement: Statement, parameters?: Parameters): AsyncIterable<Row>;
  /** Runs the steps in one write transaction and returns the rows of each step. Never retried: only the caller can decide that. */
  write<Row extends object>(steps: readonly Step[], options?: ReadOptions): Promise<Row[][]>;
  /** Runs one statement in an auto-commit transaction, as schema statements and CALL … IN TRANSACTIONS require. */
  run<Row extends object>(statement: Statement, parameters?: Parameters, options?: ReadOptions): Promise<Row[]>;
  close(): Promise<void>;
}
