import type { Group, RollUp, Unassigned } from './types';
import type { RollUpParams } from './params';
import { toCsv, type Cell } from '../text/csv';

const HEAD = ['code', 'name', 'reason', 'count', 'total', 'missing', 'of', 'by', 'view', 'measure'];
const MOMENT = ['date', 'basis', 'release'];
const DAYS = 'days_of_values';

/** The groups, then the unassigned organisations by reason. Each row repeats the parameters and the moment. */
export function rollUpCsv({ groups, unassigned }: RollUp, params: RollUpParams): string {
  const moment = groups[0]?.organisation.moment;
  const query = [params.kind, params.by, params.view, params.measure];
  const context = [...query, moment?.date ?? null, moment?.basis ?? null, moment?.release ?? null];
  const rows = [
    ...groups.map((group) => [...groupCells(group), ...context, group.dates.join(' ')]),
    ...unassigned.map((group) => [...unassignedCells(group), ...context, group.dates.join(' ')]),
  ];
  return toCsv([[...HEAD, ...MOMENT, DAYS], ...rows]);
}

function groupCells({ organisation: { code, name }, count, total, missing }: Group): Cell[] {
  return [code, name, null, count, total, missing];
}

function unassignedCells({ reason, count, total }: Unassigned): Cell[] {
  return [null, null, reason, count, total, null];
}
