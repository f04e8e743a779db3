import type { Context } from '../../context';

/** One value of a row; null is absent. */
export type Value = string | number | boolean | null | readonly string[];

export interface Column {
  readonly name: string;
  /** A TEXT may also be a list of texts. */
  readonly type: 'TEXT' | 'BOOLEAN' | 'NUMBER';
}

/** One stored fact. */
export interface FactRow {
  /** Unique in the table of a release. Rows are in the order of their keys, part by part, as texts. */
  readonly key: readonly string[];
  /** In the order of the table's columns. */
  readonly values: readonly Value[];
}

/**
 * What became of a row since an earlier release. A row with `removed` has its last values. `reset` stands for all rows:
 * they are to be deleted before the rows that follow.
 */
export type Change = 'added' | 'changed' | 'removed' | 'reset';

export interface TableRow extends FactRow {
  /** Null in a table without differences. */
  readonly change: Change | null;
}

export interface TableRequest {
  /** The number of the release. */
  readonly release: number;
  /** The number of the release to compare with: only the differences are returned. Null: all rows. */
  readonly since: number | null;
  /** The key of the last row that the client has. Null: from the first row. */
  readonly after: readonly string[] | null;
}

/** The stored facts of one kind, as a table whose rows do not depend on a day. */
export interface FactTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Number of parts of a key, without the number that tells apart facts of one id. */
  readonly keyParts: number;
  /** True: the rows are those of the measures, whatever the release. */
  readonly dependsOnMeasures?: boolean;
  /** Yields the rows in the order of their keys, page by page. Pages are read on demand and may be empty. */
  pages(request: TableRequest, context: Context): AsyncGenerator<readonly TableRow[], void, void>;
}
