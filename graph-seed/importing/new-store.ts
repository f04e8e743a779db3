import type { Graph } from '../../graph/graph';

/** CSV files of nodes with one label, or of relationships of one type. The first line is the header. */
export interface CsvGroup {
  /** The label or the type. */
  readonly name: string;
  readonly files: readonly string[];
}

export interface CsvFiles {
  readonly nodes: readonly CsvGroup[];
  readonly relationships: readonly CsvGroup[];
  readonly listDelimiter: string;
  /** Whether a text has line breaks. */
  readonly multiline: boolean;
}

/** A graph whose store does not exist yet, so that it can be made from files before its database is started. */
export interface NewStore {
  /** A release with fewer bytes of XML is written in transactions, which is as fast. Default: 30 MB. */
  readonly leastBytes?: number;
  /** Makes the whole store, or none. Throws StoreNotMade. */
  make(files: CsvFiles): Promise<void>;
  /** Starts the database: of the store that was made, else of a new one. */
  open(): Promise<Graph>;
}

/** The store was not made from files. The message says why; there is still none. */
export class StoreNotMade extends Error {}
