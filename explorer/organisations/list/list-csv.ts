import { toCsv, type Cell } from '../text/csv';
import { decidingPeriod } from '../text/opening';
import type { ListLevel, ListOrganisation, ListRow, Named } from './rows';

type Column = readonly [head: string, cell: (row: ListRow) => Cell];
type OfOrganisation = (organisation: ListOrganisation) => Cell;

const codes = (of: readonly Named[]): string => of.map(({ code }) => code).join('; ');
const names = (of: readonly Named[]): string => of.map(({ name }) => name).join('; ');

const column = (head: string, cell: OfOrganisation): Column => [
  head,
  ({ organisation }) => (organisation === null ? null : cell(organisation)),
];

/** Code and name of every organisation of a list. */
const pair = (head: string, of: (organisation: ListOrganisation) => readonly Named[]): Column[] => [
  column(`${head}_code`, (organisation) => codes(of(organisation))),
  column(`${head}_name`, (organisation) => names(of(organisation))),
];

/** Code and name of the organisations of a level, and why there are none. */
const level = (head: string, of: (organisation: ListOrganisation) => ListLevel): Column[] => [
  ...pair(head, (organisation) => of(organisation).organisations),
  column(`${head}_missing`, (organisation) => of(organisation).reason),
];

/** Lines of an address beyond the third stand in the third. */
const addressLine = (address: ListOrganisation['address'], at: number): string =>
  (at === 2 ? address?.lines.slice(2).join(', ') : address?.lines[at]) ?? '';

const COLUMNS: readonly Column[] = [
  ['line', ({ item }) => item.line],
  ['code_as_written', ({ item }) => item.written],
  ['day_as_written', ({ item }) => item.dayWritten],
  column('code', ({ code }) => code),
  column('date', ({ moment }) => moment.date),
  ['result', ({ outcome }) => outcome],
  ['status', ({ status }) => status],
  ['notes', ({ notes }) => notes.join('; ')],
  column('name', ({ name }) => name),
  column('address_line_1', ({ address }) => addressLine(address, 0)),
  column('address_line_2', ({ address }) => addressLine(address, 1)),
  column('address_line_3', ({ address }) => addressLine(address, 2)),
  column('town', ({ address }) => address?.town ?? ''),
  column('county', ({ address }) => address?.county ?? ''),
  column('postcode', ({ address }) => address?.postcode ?? ''),
  column('country', ({ address }) => address?.country ?? ''),
  column('uprn', ({ address }) => address?.uprn ?? ''),
  column('kind', ({ kinds }) => kinds.join('; ')),
  column('first_day', (organisation) => decidingPeriod(organisation)?.start ?? ''),
  column('last_day', (organisation) => decidingPeriod(organisation)?.end ?? ''),
  column('basis_used', ({ basisUsed }) => basisUsed),
  ...pair('parent', ({ parents }) => parents),
  ...pair('paid', ({ payment }) => payment.payees.map(({ organisation }) => organisation)),
  column('paid_rule', ({ payment }) => payment.payees.map(({ rule }) => rule).join('; ')),
  column('paid_missing', ({ payment }) => payment.reason),
  ...pair('network', ({ networks }) => networks),
  ...level('sub_icb_or_ccg', ({ commissioner }) => commissioner),
  ...level('icb_or_stp', ({ system }) => system),
  ...level('region', ({ region }) => region),
  ...pair('now', ({ isActive, becameNow }) => (isActive ? [] : becameNow)),
  column('release', ({ moment }) => moment.release),
];

/** The list as CSV: one row for each code as it was written, in order, none left out. */
export function listCsv(rows: readonly ListRow[]): string {
  return toCsv([COLUMNS.map(([head]) => head), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))]);
}
