import { CODE_LIST_TABLE } from './code-list-table';
import { FINDING_TABLE } from './finding-table';
import { MEASURE_TABLE } from './measure-table';
import { ORGANISATION_TABLES } from './organisation-tables';
import type { FactTable } from './table';

/** Every table of stored facts. */
export const FACT_TABLES: readonly FactTable[] = [
  ...ORGANISATION_TABLES,
  FINDING_TABLE,
  MEASURE_TABLE,
  CODE_LIST_TABLE,
];
