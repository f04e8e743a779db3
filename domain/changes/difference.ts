import type { Dated } from '../../ods/periods';
import { periodsOf } from '../../ods/periods';
import type { HoldingRow, LinkRow, StateRow, SuccessionRow } from '../../graph/keys';
import type { ChangeDetail } from '../../schema/change';

/** What one release says of an organisation, as far as it may change. */
export interface Said {
  readonly state: StateRow;
  readonly roles: readonly HoldingRow[];
  readonly links: readonly LinkRow[];
  readonly successions: readonly SuccessionRow[];
}

/** Every difference but that of `lastChanged`: fields, then roles, relationships and successions. */
export function differences(before: Said, after: Said): ChangeDetail[] {
  return [
    ...fieldDifferences(fieldsOf(before.state), fieldsOf(after.state)),
    ...entryDifferences('role', before.roles.map(toRole), after.roles.map(toRole)),
    ...entryDifferences('relationship', before.links.map(toLink), after.links.map(toLink)),
    ...entryDifferences('succession', before.successions.map(toSuccession), after.successions.map(toSuccession)),
  ];
}

type Fields = readonly (readonly [what: string, text: string | null])[];

/** Each field as published, '' and absent alike; several periods of one basis side by side. */
function fieldsOf(state: StateRow): Fields {
  return [
    ['name', state.name],
    ['recordClass', state.recordClass],
    ['status', state.status],
    ['isReferenceOnly', String(state.refOnly)],
    ['operational.start', startsOf(state.operational)],
    ['operational.end', endsOf(state.operational)],
    ['legal.start', startsOf(state.legal)],
    ['legal.end', endsOf(state.legal)],
    ['address.lines', [state.line1, state.line2, state.line3].filter(Boolean).join('\n')],
    ['address.town', state.town],
    ['address.county', state.county],
    ['address.postcode', state.postcode],
    ['address.country', state.country],
    ['address.uprn', state.uprn],
    ['contacts', contactsText(state.contacts ?? [])],
  ];
}

function fieldDifferences(before: Fields, after: Fields): ChangeDetail[] {
  return before.flatMap(([what, text], at) => {
    const [old, now] = [text || null, after[at]![1] || null];
    return old === now ? [] : { what, id: null, before: old, after: now };
  });
}

const startsOf = (text: string) => sides(periodsOf(text).map(({ start }) => start));
const endsOf = (text: string) => sides(periodsOf(text).map(({ end }) => end));

/** One side of all periods; of several, an open one shows. */
function sides(dates: readonly string[]): string {
  return dates.length > 1 ? dates.map((date) => date || 'open').join(', ') : (dates[0] ?? '');
}

function contactsText(flat: readonly string[]): string {
  return flat.map((text, at) => (at % 2 === 0 ? `${at > 0 ? '\n' : ''}${text} ` : text)).join('');
}

/** A role, relationship or succession as one line. Those with one `key` are the same one in both releases. */
interface Entry {
  readonly key: string;
  readonly id: string | null;
  readonly line: string;
}

const toRole = ({ id, code, isPrimary, ...held }: HoldingRow) =>
  toEntry(id, code, isPrimary ? 'primary' : '', datesText(held), statusText(held));
const toLink = ({ id, type, other, ...link }: LinkRow) =>
  toEntry(id, `${type} ${other}`, datesText(link), statusText(link));
const toSuccession = ({ id, other, date, forward }: SuccessionRow) =>
  toEntry(id, other, date ?? '', forward ? 'succeeded onward' : '');

function toEntry(id: string, head: string, ...parts: readonly string[]): Entry {
  return { key: id || head, id: id || null, line: [head, ...parts].filter(Boolean).join(' ') };
}

const statusText = ({ status }: Pick<LinkRow, 'status'>) => (status === 'ACTIVE' ? '' : status);

/** For example '2013-04-01..2020-03-31, legal 2013-04-01..'. */
function datesText({ operational, legal }: Dated): string {
  const [own, other] = [periodsText(operational), periodsText(legal)];
  if (other === '') return own;
  return own === '' ? `legal ${other}` : `${own}, legal ${other}`;
}

function periodsText(text: string): string {
  return periodsOf(text)
    .map(({ start, end }) => `${start}..${end}`)
    .join(' ');
}

/** What only one of the releases has, side by side where it is the same entry. Most lists are the same as a whole. */
function entryDifferences(what: string, before: readonly Entry[], after: readonly Entry[]): ChangeDetail[] {
  const gone = without(before, after);
  const come = without(after, before);
  const keys = new Set([...gone, ...come].map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const [old, now] = [gone, come].map((entries) => entries.filter((entry) => entry.key === key));
    return Array.from({ length: Math.max(old!.length, now!.length) }, (_, at) => ({
      what,
      id: (old![at] ?? now![at])!.id,
      before: old![at]?.line ?? null,
      after: now![at]?.line ?? null,
    }));
  });
}

function without(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  const lines = new Set(others.map(({ key, line }) => `${key} ${line}`));
  return entries.filter(({ key, line }) => !lines.has(`${key} ${line}`));
}
