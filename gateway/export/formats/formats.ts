import { CSV } from './csv';
import type { ExportFormat } from './format';
import { NDJSON } from './ndjson';
import { PARQUET } from './parquet';

export const EXPORT_FORMATS: readonly ExportFormat[] = [CSV, NDJSON, PARQUET];
