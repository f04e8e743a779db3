import { enumLabel, formatDate, formatNumber, pluralLabel } from '../../text/format';
import { missingValueText } from '../../text/missing-reasons';
import type { Direction } from './settings';

const plural = (count: number, one: string, many: string) => `${formatNumber(count)} ${count === 1 ? one : many}`;
const organisations = (count: number) => plural(count, 'organisation', 'organisations');

/** Kinds within a sentence: GP practices, pharmacies, ICBs. */
export function kindsInText(kind: string): string {
  const label = pluralLabel(kind);
  return /^[A-Z]{2}/.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1);
}

/** The words of the hierarchy. */
export const WORDS = {
  title: 'Hierarchy',
  nothing: (date: string) => `No parent, and no child that is open, in any view on ${formatDate(date)}.`,
  otherView: (asked: string, shown: string) =>
    `Nothing on this day in the view ${enumLabel(asked)}, so this is ${enumLabel(shown)}.`,
  otherDirection: (asked: Direction) => `No ${asked === 'DOWN' ? 'children' : 'parents'} on this day in any view.`,
  direction: 'Direction',
  directions: { DOWN: 'Children', UP: 'Parents' },
  view: 'View',
  viewOption: (view: string, count: number) => `${enumLabel(view)} (${formatNumber(count)})`,
  filter: 'Filter by name or code',
  sort: 'Sort by',
  sorts: { name: 'Name', code: 'Code', size: 'List size' },
  group: 'Group by',
  groups: { kind: 'Kind, with counts', none: 'Nothing' },
  open: 'Open all of a kind',
  openNone: 'None',
  openOption: (kind: string, count: number) => `${pluralLabel(kind)} (${formatNumber(count)})`,
  treeName: (direction: Direction, name: string, view: string) =>
    `${direction === 'DOWN' ? 'Below' : 'Above'} ${name}, ${enumLabel(view).toLowerCase()}`,
  diagram: 'Diagram of the hierarchy',
  table: 'Table of children',
  tableCaption: (view: string) => `Children, ${enumLabel(view).toLowerCase()}`,
  csv: 'Download all descendants as CSV',
  source: 'One level of the tree',
  tableSource: 'This table',
} as const;

/** The words of a row of the tree. */
export const ROW_WORDS = {
  inactive: 'inactive',
  next: (count: number, direction: Direction) => `${formatNumber(count)} ${direction === 'DOWN' ? 'below' : 'above'}`,
  repeated: 'cycle, also listed above',
  loading: 'Loading…',
  loadingOf: (loaded: number, total: number) => `Loading, ${formatNumber(loaded)} of ${formatNumber(total)}…`,
  more: (remaining: number) => `Show more, ${formatNumber(remaining)} are left`,
  tryAgain: 'Press Enter to try again.',
  group: (kind: string) => pluralLabel(kind),
  groupCount: (count: number, matches: number | undefined) =>
    matches === undefined ? formatNumber(count) : `${formatNumber(matches)} of ${formatNumber(count)}`,
  size: (value: { readonly value: number; readonly date: string }, unit: string) =>
    `${formatNumber(value.value)} ${unit}, ${formatDate(value.date)}`,
  noSize: (reason: string | null | undefined) =>
    reason === 'NO_VALUE' ? 'no list size is loaded' : `list size: ${missingValueText(reason)}`,
} as const;

/** What changed in the tree. It is shown below the tree and announced. */
export const STATUS_WORDS = {
  loading: 'Loading…',
  below: (count: number) => `${organisations(count)} one level below`,
  above: (count: number) => `${organisations(count)} one level above`,
  inKinds: (kinds: number) => `, of ${plural(kinds, 'kind', 'kinds')}`,
  twoKinds: ' An organisation of two kinds is in both groups.',
  sorted: {
    name: '',
    code: ' Sorted by code.',
    size: ' Sorted by list size, the largest first; organisations without one are last.',
  },
  matches: (found: number, all: number, text: string) =>
    `${organisations(found)} of ${formatNumber(all)} in the open levels ${found === 1 ? 'matches' : 'match'} “${text}”.`,
  notAll: ' Part of the open levels is not loaded: “Show more” loads it.',
  opened: (rows: number, left: number) => ` Opened ${plural(rows, 'row', 'rows')}.${leftText(left)}`,
  openedKind: (kind: string, rows: number, left: number) =>
    `${left > 0 ? ' Opened some' : ' Opened all'} ${kindsInText(kind)}${rows === 0 ? '; none was closed' : ''}.${leftText(left)}`,
} as const;

const leftText = (left: number): string =>
  left === 0 ? '' : ` ${plural(left, 'row stays', 'rows stay')} closed: at most 100 are opened at once.`;
