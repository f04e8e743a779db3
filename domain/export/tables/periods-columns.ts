import { periodsOf, type Dated } from '../../../ods/periods';
import type { Column, Value } from './table';

/** The columns of the dates of a record, role or relationship, as published, on both bases. */
export const PERIOD_COLUMNS: readonly Column[] = [
  { name: 'operationalStart', type: 'TEXT' },
  { name: 'operationalEnd', type: 'TEXT' },
  { name: 'legalStart', type: 'TEXT' },
  { name: 'legalEnd', type: 'TEXT' },
  { name: 'operationalPeriods', type: 'TEXT' },
  { name: 'legalPeriods', type: 'TEXT' },
];

/** The values of `PERIOD_COLUMNS`: start and end of the last published period of each basis, then all of them as ISO 8601 intervals. */
export function periodValues({ operational, legal }: Dated): Value[] {
  return [...lastOf(operational), ...lastOf(legal), intervals(operational), intervals(legal)];
}

function lastOf(text: string): Value[] {
  const last = periodsOf(text).at(-1);
  return [last?.start || null, last?.end || null];
}

function intervals(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
