import type { Column, Value } from '../../../domain/export/tables/table';

/** A column of a file. */
export interface FileColumn<Row> extends Column {
  /** A list is one text in CSV and Parquet, with its items separated by '; '. */
  read(row: Row): Value | undefined;
}

/** What a file holds, whatever its format. */
export interface FileTable<Row> {
  readonly columns: readonly FileColumn<Row>[];
  /** Returns the object of a line of NDJSON. */
  toJson(row: Row): object;
}

/** The next bytes of a file, which may be none. */
export type FilePart = string | Uint8Array;

/** Writes one file. Parts are made when they are asked for, so that the caller can pause between them. */
export interface FileWriter<Row> {
  begin(): FilePart;
  write(rows: readonly Row[]): Iterable<FilePart>;
  end(): Iterable<FilePart>;
}

/** A file format of exports. */
export interface ExportFormat {
  readonly extension: 'csv' | 'ndjson' | 'parquet';
  readonly mediaType: string;
  createWriter<Row>(table: FileTable<Row>, options: { readonly excel: boolean }): FileWriter<Row>;
}

/** Returns the value of a column; a list as one text, null when it is empty. */
export function plainValue<Row>(column: FileColumn<Row>, row: Row): string | number | boolean | null {
  const value = column.read(row) ?? null;
  if (value === null || typeof value !== 'object') return value;
  return value.join('; ') || null;
}
