import { CsvFile } from './csv-file';
import { NdjsonFile } from './ndjson-file';
import type { TableFile, TableOptions } from './table-file';

/** A format of files, in and out. */
export interface EnrichFormat {
  readonly extension: 'csv' | 'ndjson';
  /** Of request bodies. */
  readonly accepts: readonly string[];
  /** Of responses. */
  readonly mediaType: string;
  open(options: TableOptions): TableFile;
}

export const CSV_FORMAT: EnrichFormat = {
  extension: 'csv',
  accepts: ['text/csv'],
  mediaType: 'text/csv; charset=utf-8; header=present',
  open: (options) => new CsvFile(options),
};

export const NDJSON_FORMAT: EnrichFormat = {
  extension: 'ndjson',
  accepts: ['application/x-ndjson', 'application/ndjson', 'application/jsonl'],
  mediaType: 'application/x-ndjson; charset=utf-8',
  open: (options) => new NdjsonFile(options),
};

export const ENRICH_FORMATS: readonly EnrichFormat[] = [CSV_FORMAT, NDJSON_FORMAT];
