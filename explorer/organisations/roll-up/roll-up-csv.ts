import type { Group, RollUp, Sums, Unassigned } from './types';
import type { RollUpParams } from './params';
import { toCsv, type Cell } from '../text/csv';

const HEAD = ['code', 'name', 'reason', 'count', 'total', 'missing', 'of', 'by', 'view', 'measure'];
const MOMENT = ['date', 'basis', 'release'];
const VALUES = [
  ...['days_of_values', 'values_on', 'carried_forward', 'too_old'],
  ...['under_other_codes', 'left_out', 'left_out_total'],
];

/** The groups, then the unassigned organisations by reason. Each row repeats the parameters and the moment. */
export function rollUpCsv({ groups, unassigned, valuesOn }: RollUp, params: RollUpParams): string {
  const moment = groups[0]?.organisation.moment;
  const query = [params.kind, params.by, params.view, params.measure];
  const context = [...query, moment?.date ?? null, moment?.basis ?? null, moment?.release ?? null];
  const rows = [
    ...groups.map((group) => [...groupCells(group), ...context, ...valueCells(group, valuesOn)]),
    ...unassigned.map((group) => [...unassignedCells(group), ...context, ...valueCells(group, valuesOn)]),
  ];
  return toCsv([[...HEAD, ...MOMENT, ...VALUES], ...rows]);
}

function groupCells({ organisation: { code, name }, count, total, missing }: Group): Cell[] {
  return [code, name, null, count, total, missing];
}

function unassignedCells({ reason, count, total, missing }: Unassigned): Cell[] {
  return [null, null, reason, count, total, missing];
}

function valueCells(group: Sums & { readonly dates: readonly string[] }, valuesOn: string | null): Cell[] {
  const { dates, carriedForward, tooOld, underOtherCodes, leftOut, leftOutTotal } = group;
  return [dates.join(' '), valuesOn, carriedForward, tooOld, underOtherCodes, leftOut, leftOutTotal];
}
