import type { Dated } from './dates';
import type { Entry } from './reading/record';
import type { Release } from './reading/release';
import { compare } from './hierarchy';

export type ChangeKind = 'ADDED' | 'REMOVED' | 'CLOSED' | 'REOPENED' | 'CHANGED';

export interface Change {
  readonly code: string;
  readonly kind: ChangeKind;
  readonly detail: readonly Detail[];
}

/** One difference, by field or id, and what each of the releases says of it. */
export interface Detail {
  readonly what: string;
  readonly id: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two releases, one entry per code, by code. A later LastChangeDate alone is no difference. */
export function changes(from: Release, to: Release): readonly Change[] {
  const codes = new Set([...from.entries.keys(), ...to.entries.keys()]);
  return [...codes].sort(compare).flatMap((code) => {
    const before = described(from, code);
    const after = described(to, code);
    if (!before || !after) return before || after ? { code, kind: after ? 'ADDED' : 'REMOVED', detail: [] } : [];
    const detail = differences(before, after, from, to);
    return detail.length === 0 ? [] : { code, kind: kindOf(before, after), detail };
  });
}

function described({ entries }: Release, code: string): Entry | null {
  const entry = entries.get(code);
  return entry && !entry.unresolved ? entry : null;
}

function kindOf({ status: before }: Entry, { status: after }: Entry): ChangeKind {
  if (before === 'ACTIVE' && after === 'INACTIVE') return 'CLOSED';
  return before === 'INACTIVE' && after === 'ACTIVE' ? 'REOPENED' : 'CHANGED';
}

function differences(before: Entry, after: Entry, from: Release, to: Release): Change['detail'] {
  const fields = [fieldsOf(before), fieldsOf(after)] as const;
  const differing = [...fields[0]].flatMap(([what, old]) => {
    const now = fields[1].get(what) ?? '';
    return old === now ? [] : { what, id: null, before: old || null, after: now || null };
  });
  return inOrder([
    ...differing,
    ...listed('role', rolesOf(before), rolesOf(after)),
    ...listed('relationship', linksOf(before), linksOf(after)),
    ...listed('succession', successionsOf(from, before.code), successionsOf(to, after.code)),
  ]);
}

/** By field, then id. Of several with one id, those before and those after are in the order of their texts. */
export function inOrder(details: readonly Detail[]): Detail[] {
  const keys = [...new Set(details.map(({ what, id }) => JSON.stringify([what, id])))].sort(compare);
  return keys.flatMap((key) => {
    const [what, id] = JSON.parse(key) as [string, string | null];
    const same = details.filter((detail) => detail.what === what && detail.id === id);
    const side = (name: 'before' | 'after') => same.flatMap((detail) => detail[name] ?? []).sort(compare);
    const [old, now] = [side('before'), side('after')];
    return Array.from({ length: Math.max(old.length, now.length) }, (_, at) => ({
      ...{ what, id },
      ...{ before: old[at] ?? null, after: now[at] ?? null },
    }));
  });
}

/** A role, relationship or succession as one text; what has no id is known by what it names. */
interface Line {
  readonly id: string;
  readonly names: string;
  readonly text: string;
  /** As the API writes it. */
  readonly shown: string;
}

/** What only one of the releases says, by id. Several entries of one record may have the same id. */
function listed(what: string, old: readonly Line[], now: readonly Line[]): Detail[] {
  const keyOf = ({ id, names }: Line) => id || names;
  const keys = new Set([...old, ...now].map(keyOf));
  return [...keys].flatMap((key) => {
    const [was, is] = [old, now].map(
      (lines) => new Map(lines.filter((line) => keyOf(line) === key).map(({ text, shown }) => [text, shown])),
    ) as [Map<string, string>, Map<string, string>];
    const gone = [...was].flatMap(([text, before]) => (is.has(text) ? [] : { before, after: null }));
    const come = [...is].flatMap(([text, after]) => (was.has(text) ? [] : { before: null, after }));
    const id = [...old, ...now].find((line) => keyOf(line) === key)!.id || null;
    return [...gone, ...come].map((sides) => ({ what, id, ...sides }));
  });
}

/** Each field of a record as one text. */
function fieldsOf({ name, recordClass, status, refOnly, address, contacts, ...dated }: Entry): Map<string, string> {
  const part = (name: string) => address?.[name] ?? '';
  const side = (basis: 'operational' | 'legal', end: 'start' | 'end') => {
    const days = dated[basis].map((period) => period[end]);
    if (days.every((day) => day === null)) return '';
    return days.map((day) => day ?? 'open').join(', ');
  };
  return new Map([
    ['name', name],
    ['recordClass', recordClass ?? ''],
    ['status', status ?? ''],
    ['isReferenceOnly', String(refOnly)],
    ['operational.start', side('operational', 'start')],
    ['operational.end', side('operational', 'end')],
    ['legal.start', side('legal', 'start')],
    ['legal.end', side('legal', 'end')],
    ['address.lines', [part('AddrLn1'), part('AddrLn2'), part('AddrLn3')].filter(Boolean).join('\n')],
    ['address.town', part('Town')],
    ['address.county', part('County')],
    ['address.postcode', part('PostCode')],
    ['address.country', part('Country')],
    ['address.uprn', part('UPRN')],
    ['contacts', contacts.map(({ type, value }) => `${type} ${value}`).join('\n')],
  ]);
}

const datesText = ({ operational, legal }: Dated) => JSON.stringify([operational, legal]);

/** For example '2013-04-01..2020-03-31, legal 2013-04-01.. INACTIVE'. */
function shown(head: string, { operational, legal }: Dated, status: string): string {
  const all = (own: Dated['legal']) => own.map(({ start, end }) => `${start ?? ''}..${end ?? ''}`).join(' ');
  const bases = [all(operational), legal.length > 0 ? `legal ${all(legal)}` : ''].filter(Boolean).join(', ');
  return [head, bases, status === 'ACTIVE' ? '' : status].filter(Boolean).join(' ');
}

function rolesOf({ roles }: Entry): Line[] {
  return roles.map((held) => ({
    id: held.id,
    names: held.code,
    text: `${held.code} ${held.isPrimary} ${held.status} ${datesText(held)}`,
    shown: shown(`${held.code}${held.isPrimary ? ' primary' : ''}`, held, held.status),
  }));
}

function linksOf({ links }: Entry): Line[] {
  return links.map(({ id, type, target, status, ...dated }) => {
    const names = `${type} ${target}`;
    return { id, names, text: `${names} ${status} ${datesText(dated)}`, shown: shown(names, dated, status) };
  });
}

function successionsOf({ successors }: Release, code: string): Line[] {
  return (successors.get(code) ?? []).map(({ id, successor, date, forward }) => ({
    id,
    names: successor,
    text: `${successor} ${date} ${forward}`,
    shown: [successor, date, forward ? 'succeeded onward' : ''].filter(Boolean).join(' '),
  }));
}
