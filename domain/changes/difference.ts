import type { Dated } from '../../ods/periods';
import { periodsOf } from '../../ods/periods';
import type { LinkRow, RoleRow, StateRow, SuccessionRow } from '../../ods/facts';
import type { ChangeDetail } from '../../schema/change';

/** What is compared: the facts of one release about one organisation. */
export interface OrganisationFacts {
  readonly state: StateRow;
  readonly roles: readonly RoleRow[];
  readonly links: readonly LinkRow[];
  readonly successions: readonly SuccessionRow[];
}

/** Returns every difference except that of `lastChanged`: fields, then roles, relationships and successions. */
export function differences(before: OrganisationFacts, after: OrganisationFacts): ChangeDetail[] {
  return [
    ...fieldDifferences(fieldsOf(before.state), fieldsOf(after.state)),
    ...entryDifferences('role', before.roles.map(roleEntry), after.roles.map(roleEntry)),
    ...entryDifferences('relationship', before.links.map(linkEntry), after.links.map(linkEntry)),
    ...entryDifferences('succession', before.successions.map(successionEntry), after.successions.map(successionEntry)),
  ];
}

type Fields = readonly (readonly [what: string, text: string | null])[];

/** Returns each field as published. '' and null compare as equal. */
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
  return before.flatMap(([what, text], index) => {
    const [old, now] = [text || null, after[index]![1] || null];
    return old === now ? [] : { what, id: null, before: old, after: now };
  });
}

const startsOf = (text: string) => joinDates(periodsOf(text).map(({ start }) => start));
const endsOf = (text: string) => joinDates(periodsOf(text).map(({ end }) => end));

/** Returns the starts or the ends of all periods; '' if all are open. Of several periods, an open one is written as 'open'. */
function joinDates(dates: readonly string[]): string {
  return dates.length > 1 && dates.some(Boolean) ? dates.map((date) => date || 'open').join(', ') : (dates[0] ?? '');
}

function contactsText(flat: readonly string[]): string {
  return flat.map((text, index) => (index % 2 === 0 ? `${index > 0 ? '\n' : ''}${text} ` : text)).join('');
}

/** A role, relationship or succession as one line. Entries of both releases with equal keys are the same entry. */
interface Entry {
  readonly key: string;
  readonly id: string | null;
  readonly line: string;
}

const roleEntry = ({ id, code, isPrimary, ...held }: RoleRow) =>
  toEntry(id, code, isPrimary ? 'primary' : '', datesText(held), statusText(held));
const linkEntry = ({ id, type, other, ...link }: LinkRow) =>
  toEntry(id, `${type} ${other}`, datesText(link), statusText(link));
const successionEntry = ({ id, other, date, forward }: SuccessionRow) =>
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

/** Returns the entries that differ, each with its line before and after; null where a release does not have the entry. */
function entryDifferences(what: string, before: readonly Entry[], after: readonly Entry[]): ChangeDetail[] {
  const removed = without(before, after);
  const added = without(after, before);
  const keys = new Set([...removed, ...added].map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const [old, now] = [removed, added].map((entries) => entries.filter((entry) => entry.key === key));
    return Array.from({ length: Math.max(old!.length, now!.length) }, (_, index) => ({
      what,
      id: (old![index] ?? now![index])!.id,
      before: old![index]?.line ?? null,
      after: now![index]?.line ?? null,
    }));
  });
}

function without(entries: readonly Entry[], others: readonly Entry[]): readonly Entry[] {
  const lines = new Set(others.map(({ key, line }) => `${key} ${line}`));
  return entries.filter(({ key, line }) => !lines.has(`${key} ${line}`));
}
