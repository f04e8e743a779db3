import type { Dated } from './dates';
import type { Entry } from './record';
import type { Release } from './release';
import { compare } from './walk';

export type ChangeKind = 'ADDED' | 'REMOVED' | 'CLOSED' | 'REOPENED' | 'CHANGED';

export interface Change {
  readonly code: string;
  readonly kind: ChangeKind;
  /** What differs, by field and id. */
  readonly detail: readonly { readonly what: string; readonly id: string | null }[];
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
  const differing = [...fields[0].keys()].filter((what) => fields[0].get(what) !== fields[1].get(what));
  const lists = [
    ['role', rolesOf(before), rolesOf(after)],
    ['relationship', linksOf(before), linksOf(after)],
    ['succession', successionsOf(from, before.code), successionsOf(to, after.code)],
  ] as const;
  return [
    ...differing.map((what) => ({ what, id: null })),
    ...lists.flatMap(([what, old, now]) =>
      [...new Set([...old.keys(), ...now.keys()])]
        .filter((id) => old.get(id) !== now.get(id))
        .map((id) => ({ what, id })),
    ),
  ].sort((a, b) => compare(a.what, b.what) || compare(a.id ?? '', b.id ?? ''));
}

/** Each field of a record as one text. */
function fieldsOf({ name, recordClass, status, refOnly, address, contacts, ...dated }: Entry): Map<string, string> {
  const part = (name: string) => address?.[name] ?? '';
  const [operational, legal] = [dated.operational.at(-1), dated.legal.at(-1)];
  return new Map([
    ['name', name],
    ['recordClass', recordClass ?? ''],
    ['status', status ?? ''],
    ['isReferenceOnly', String(refOnly)],
    ['operational.start', operational?.start ?? ''],
    ['operational.end', operational?.end ?? ''],
    ['legal.start', legal?.start ?? ''],
    ['legal.end', legal?.end ?? ''],
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

function rolesOf({ roles }: Entry): Map<string, string> {
  return new Map(roles.map((held) => [held.id, `${held.code} ${held.isPrimary} ${held.status} ${datesText(held)}`]));
}

function linksOf({ links }: Entry): Map<string, string> {
  return new Map(links.map((link) => [link.id, `${link.type} ${link.target} ${link.status} ${datesText(link)}`]));
}

function successionsOf({ successors }: Release, code: string): Map<string, string> {
  return new Map(
    (successors.get(code) ?? []).map(({ id, successor, date, forward }) => [id, `${successor} ${date} ${forward}`]),
  );
}
