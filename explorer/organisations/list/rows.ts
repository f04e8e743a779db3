import { decidingPeriod, openingText, type Opening } from '../text/opening';
import type { Address } from '../graphql/types';
import { codeIn, type ListItem } from './list-item';
import { NOTES, type Outcome } from './words';

export interface Named {
  readonly code: string;
  readonly name: string;
}

export interface ListLevel {
  readonly organisations: readonly Named[];
  readonly reason: string | null;
}

/** An organisation as the list shows it. */
export interface ListOrganisation extends Opening, Named {
  readonly isUnresolved: boolean;
  readonly moment: { readonly date: string; readonly basis: string; readonly release: string };
  readonly kinds: readonly string[];
  readonly address: Address | null;
  readonly parents: readonly Named[];
  readonly networks: readonly Named[];
  readonly commissioner: ListLevel;
  readonly system: ListLevel;
  readonly region: ListLevel;
  readonly payment: {
    readonly payees: readonly { readonly organisation: Named; readonly rule: string }[];
    readonly reason: string | null;
  };
  readonly becameNow: readonly Named[];
}

/** A row of the list: what was written, and what became of it. */
export interface ListRow {
  readonly item: ListItem;
  readonly outcome: Outcome;
  readonly organisation: ListOrganisation | null;
  /** Whether it is open on the day, or why there is no organisation, in words. */
  readonly status: string;
  /** What is particular: an earlier line with the same code, or the successor. */
  readonly notes: readonly string[];
}

/** What the server answered, by code and day. */
export interface Answers {
  readonly release: string;
  readonly defaultCodes: ReadonlyMap<string, string>;
  readonly found: ReadonlyMap<string, ListOrganisation | null>;
}

/** The key of a code on a day, or on the day of the page. */
export const keyOf = ({ code, day }: Pick<ListItem, 'code' | 'day'>): string => `${code} ${day ?? ''}`;

/** Whether a code can be looked up: it can be one, and its day, if it has any, can be read. */
export const isReadable = ({ code, day, dayWritten }: ListItem): boolean =>
  code !== null && (day !== null || dayWritten === '');

/** One row for each item, in order. */
export function rowsOf(items: readonly ListItem[], answers: Answers): ListRow[] {
  const firstOfKey = new Map<string, number>();
  const firstOfCode = new Map<string, number>();
  return items.map((item) => {
    const row = rowOf(item, answers);
    const earlier = !isReadable(item) ? [] : earlierNotes(item, firstOfKey, firstOfCode);
    return { ...row, notes: [...row.notes, ...earlier] };
  });
}

function earlierNotes(item: ListItem, ofKey: Map<string, number>, ofCode: Map<string, number>): string[] {
  const [same, sameCode] = [ofKey.get(keyOf(item)), ofCode.get(item.code!)];
  if (same === undefined) ofKey.set(keyOf(item), item.line);
  if (sameCode === undefined) ofCode.set(item.code!, item.line);
  if (same !== undefined) return [NOTES.same(same)];
  return sameCode === undefined ? [] : [NOTES.sameCode(sameCode)];
}

function rowOf(item: ListItem, answers: Answers): ListRow {
  const none = { item, organisation: null, notes: [] };
  if (item.code === null) return { ...none, outcome: 'UNREADABLE', status: NOTES.noCode };
  if (!isReadable(item)) return { ...none, outcome: 'UNREADABLE', status: NOTES.noDay(item.dayWritten) };
  const found = answers.found.get(keyOf(item)) ?? null;
  if (found && !found.isUnresolved) return foundRow(item, found);
  const meaning = answers.defaultCodes.get(item.code);
  if (meaning !== undefined) return { ...none, outcome: 'DEFAULT', status: NOTES.defaultCode(meaning) };
  if (codeIn(item.code) === null) return { ...none, outcome: 'UNREADABLE', status: NOTES.noCode };
  return { ...none, outcome: 'UNKNOWN', status: NOTES.unknown(answers.release) };
}

function foundRow(item: ListItem, organisation: ListOrganisation): ListRow {
  const common = { item, organisation, status: openingText(organisation) };
  if (organisation.isActive) return { ...common, outcome: 'OPEN', notes: [] };
  const { becameNow } = organisation;
  const now = becameNow.map(({ code, name }) => `${NOTES.replaced}: ${name} ${code}`);
  return {
    ...common,
    outcome: 'CLOSED',
    notes: becameNow.length === 0 && hasEnded(organisation) ? [NOTES.notReplaced] : now,
  };
}

function hasEnded(organisation: ListOrganisation): boolean {
  const end = decidingPeriod(organisation)?.end ?? null;
  return end !== null && end < organisation.moment.date;
}

/** Whether a row has a text in any of what it shows, whatever the case. */
export function matches(row: ListRow, text: string): boolean {
  if (text === '') return true;
  const { item, organisation, status, notes } = row;
  const own = organisation && [organisation.name, ...placeOf(organisation.address)];
  const levels = organisation && [
    ...organisation.parents,
    ...organisation.system.organisations,
    ...organisation.region.organisations,
  ];
  const parts = [
    item.written,
    status,
    ...notes,
    ...(own ?? []),
    ...(levels ?? []).flatMap(({ code, name }) => [code, name]),
  ];
  return parts.some((part) => part.toLowerCase().includes(text));
}

function placeOf(address: Address | null): string[] {
  return address === null ? [] : [...address.lines, address.town ?? '', address.postcode ?? ''];
}
