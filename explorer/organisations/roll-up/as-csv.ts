import type { Group, RollUp, Unassigned } from './answers';
import type { Chosen } from './chosen';
import { toCsv, type Cell } from './csv';

const HEAD = ['code', 'name', 'reason', 'count', 'total', 'missing', 'of', 'by', 'view', 'measure'];
const MOMENT = ['date', 'basis', 'release'];

/** The groups, then what belongs to none with the reason; each line says what was asked, and when. */
export function asCsv({ groups, unassigned }: RollUp, chosen: Chosen): string {
  const moment = groups[0]?.organisation.moment;
  const asked = [chosen.kind, chosen.by, chosen.view, chosen.measure];
  const about = [...asked, moment?.date ?? null, moment?.basis ?? null, moment?.release ?? null];
  const rows = [...groups.map(groupCells), ...unassigned.map(unassignedCells)];
  return toCsv([[...HEAD, ...MOMENT], ...rows.map((row) => [...row, ...about])]);
}

function groupCells({ organisation: { code, name }, count, total, missing }: Group): Cell[] {
  return [code, name, null, count, total, missing];
}

function unassignedCells({ reason, count, total }: Unassigned): Cell[] {
  return [null, null, reason, count, total, null];
}
