import { toCsv, type Cell } from '../../text/csv';
import type { BelowChange, BelowParams } from './types';

const HEAD = [
  ...['code', 'name', 'kinds', 'change', 'groups', 'below_before', 'below_after', 'is_active'],
  ...['parent_codes', 'parent_names', 'what', 'id', 'before', 'after'],
  ...['within', 'view', 'from_release', 'to_release'],
];

/**
 * All changes as a file: one row for each difference, and one row for an organisation without any. `is_active` and the
 * parents are those of the later release of the comparison, for a withdrawn organisation those of the other one.
 */
export function belowCsv(changes: readonly BelowChange[], params: BelowParams): string {
  return toCsv([HEAD, ...changes.flatMap((change) => rowsOf(change, params))]);
}

const NO_DIFFERENCE = { what: '', id: null, before: null, after: null };

function rowsOf({ code, kind, groups, organisation, detail }: BelowChange, params: BelowParams): Cell[][] {
  const { name = '', kinds = [], isActive, parents = [] } = organisation ?? {};
  const head = [
    ...[code, name, kinds.join('; '), kind, groups.join('; ')],
    ...[String(!groups.includes('ENTERED')), String(!groups.includes('LEFT')), String(isActive ?? '')],
    ...[parents.map((parent) => parent.code).join('; '), parents.map((parent) => parent.name).join('; ')],
  ];
  const end = [params.within, params.view, params.from, params.to];
  const differences = detail.length === 0 ? [NO_DIFFERENCE] : detail;
  return differences.map(({ what, id, before, after }) => [...head, what, id, before, after, ...end]);
}
