/** The limits of one request. Sizes are bytes unless stated, times are milliseconds. */
export interface Limits {
  /** Of a request body. */
  readonly body: number;
  /** Of the text of a document. */
  readonly source: number;
  readonly tokens: number;
  readonly comments: number;
  /** Characters of a name or an alias in a document. */
  readonly name: number;
  /** Nesting of fields, leaves included. */
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  /** Selections with every fragment expanded. */
  readonly recursiveSelections: number;
  /** Estimated cost of an operation, in points: 1 for each object. */
  readonly cost: number;
  /** Items of a page. */
  readonly page: number;
  /** Codes in one argument. */
  readonly codes: number;
  /** Entities of this subgraph that one response of another subgraph may refer to. */
  readonly representations: number;
  /** Of a response body. */
  readonly response: number;
  /** Operations in one request; 0: a list of operations is refused. */
  readonly batch: number;
  /** Concurrent requests. */
  readonly concurrency: number;
  /** Concurrent exports. */
  readonly exports: number;
  /** Concurrent exports of one client. */
  readonly exportsPerClient: number;
  /** Of a file to enrich. */
  readonly enrichBody: number;
  /** Rows of a file to enrich. */
  readonly enrichRows: number;
  readonly timeoutMs: number;
  /** Until an export ends, read or not. */
  readonly exportTimeoutMs: number;
  readonly variables: VariableLimits;
}

export interface VariableLimits {
  /** Nesting of objects and lists. */
  readonly depth: number;
  /** Values in total. */
  readonly nodes: number;
  /** Characters of one string. */
  readonly characters: number;
}

export const DEFAULT_LIMITS: Limits = {
  body: 262_144,
  source: 65_536,
  tokens: 2_000,
  comments: 50,
  name: 128,
  depth: 25,
  aliases: 30,
  rootFields: 20,
  directives: 20,
  recursiveSelections: 10_000,
  cost: 50_000,
  page: 200,
  codes: 500,
  representations: 10_000,
  response: 5_242_880,
  batch: 0,
  concurrency: 256,
  exports: 4,
  exportsPerClient: 2,
  enrichBody: 104_857_600,
  enrichRows: 1_000_000,
  timeoutMs: 5_000,
  exportTimeoutMs: 1_800_000,
  variables: { depth: 10, nodes: 5_000, characters: 1_000 },
};
