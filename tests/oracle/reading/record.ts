import { child, childrenOf, textOf, valueOf, type Element } from './element';
import type { Dated, Period } from '../dates';

export interface Holding extends Dated {
  readonly id: string;
  readonly code: string;
  readonly isPrimary: boolean;
  readonly status: 'ACTIVE' | 'INACTIVE';
}

export interface Link extends Dated {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly targetRole: string | null;
  readonly status: 'ACTIVE' | 'INACTIVE';
}

/** A row of `Succs` as (predecessor, successor). `byPredecessor`: the row belongs to the predecessor's record. */
export interface SuccessionRow {
  readonly id: string;
  readonly predecessor: string;
  readonly successor: string;
  readonly date: string | null;
  readonly forward: boolean;
  readonly byPredecessor: boolean;
}

/** An organisation, a site, a stub, or a target without a record. */
export interface Entry extends Dated {
  readonly code: string;
  readonly name: string;
  readonly recordClass: 'ORGANISATION' | 'SITE' | null;
  readonly status: 'ACTIVE' | 'INACTIVE' | null;
  readonly lastChanged: string | null;
  readonly refOnly: boolean;
  readonly unresolved: boolean;
  readonly address: Readonly<Record<string, string | null>> | null;
  readonly contacts: readonly { readonly type: string; readonly value: string }[];
  readonly primaryRole: string | null;
  readonly roles: readonly Holding[];
  readonly links: readonly Link[];
  readonly successions: readonly SuccessionRow[];
}

const CLASSES = { RC1: 'ORGANISATION', RC2: 'SITE' } as const;
const ADDRESS = ['AddrLn1', 'AddrLn2', 'AddrLn3', 'Town', 'County', 'PostCode', 'Country', 'UPRN'];

/** Reads an `Organisation` element. Returns null when it has no code. */
export function entryOf(organisation: Element): Entry | null {
  const code = codeOf(organisation);
  if (code === '') return null;
  const location = child(organisation, 'GeoLoc', 'Location');
  const roles = distinct(childrenOf(child(organisation, 'Roles'), 'Role').map(holdingOf));
  return {
    code,
    name: textOf(organisation, 'Name') ?? code,
    recordClass: CLASSES[organisation.attributes['orgRecordClass'] as keyof typeof CLASSES] ?? null,
    status: statusOf(organisation),
    lastChanged: valueOf(organisation, 'LastChangeDate'),
    refOnly: organisation.attributes['refOnly'] === 'true',
    unresolved: false,
    address: location ? Object.fromEntries(ADDRESS.map((part) => [part, textOf(location, part)])) : null,
    contacts: childrenOf(child(organisation, 'Contacts'), 'Contact').map(({ attributes }) => ({
      type: attributes['type'] ?? '',
      value: attributes['value'] ?? '',
    })),
    ...datesOf(organisation),
    primaryRole: primaryOf(roles)?.code ?? null,
    roles,
    links: distinct(childrenOf(child(organisation, 'Rels'), 'Rel').map((rel) => linkOf(code, rel))),
    successions: childrenOf(child(organisation, 'Succs'), 'Succ').map((succ) => rowOf(code, succ)),
  };
}

/** Of roles or relationships that are the same in everything, one counts. */
function distinct<T extends object>(all: readonly T[]): readonly T[] {
  const texts = new Set<string>();
  return all.filter((each) => texts.size < texts.add(JSON.stringify(each)).size);
}

/** Returns the entry of a target without a record: its code, and the primary role in the link. */
export function unresolvedEntry(code: string, primaryRole: string | null): Entry {
  return {
    code,
    name: code,
    recordClass: null,
    status: null,
    lastChanged: null,
    refOnly: false,
    unresolved: true,
    address: null,
    contacts: [],
    operational: [],
    legal: [],
    primaryRole,
    roles: [],
    links: [],
    successions: [],
  };
}

function datesOf(element: Element): Dated {
  const of = (type: string): Period[] =>
    childrenOf(element, 'Date')
      .filter((date) => valueOf(date, 'Type') === type)
      .map((date) => ({ start: valueOf(date, 'Start'), end: valueOf(date, 'End') }));
  return { operational: of('Operational'), legal: of('Legal') };
}

function codeOf(element: Element | undefined): string {
  return (child(element, 'OrgId')?.attributes['extension'] ?? '').trim().toUpperCase();
}

/** Derives a missing status: INACTIVE when all legal and operational dates have an end. */
function statusOf(element: Element): 'ACTIVE' | 'INACTIVE' {
  const published = valueOf(element, 'Status');
  if (published) return published.toUpperCase() === 'ACTIVE' ? 'ACTIVE' : 'INACTIVE';
  const { operational, legal } = datesOf(element);
  return [...operational, ...legal].every(({ end }) => end !== null) ? 'INACTIVE' : 'ACTIVE';
}

function holdingOf(role: Element): Holding {
  return {
    id: role.attributes['uniqueRoleId'] ?? '',
    code: role.attributes['id'] ?? '',
    isPrimary: role.attributes['primaryRole'] === 'true',
    status: statusOf(role),
    ...datesOf(role),
  };
}

/** Several primary roles: the active one, then the lowest uniqueRoleId. */
function primaryOf(roles: readonly Holding[]): Holding | undefined {
  const primaries = roles.filter(({ isPrimary }) => isPrimary);
  const first = (a: Holding, b: Holding) => a.status.localeCompare(b.status) || Number(a.id) - Number(b.id);
  return [...primaries].sort(first)[0];
}

function linkOf(source: string, rel: Element): Link {
  const target = child(rel, 'Target');
  return {
    id: rel.attributes['uniqueRelId'] ?? '',
    type: rel.attributes['id'] ?? '',
    source,
    target: codeOf(target),
    targetRole: child(target, 'PrimaryRoleId')?.attributes['id'] ?? null,
    status: statusOf(rel),
    ...datesOf(rel),
  };
}

function rowOf(code: string, succ: Element): SuccessionRow {
  const other = codeOf(child(succ, 'Target'));
  const targetIsSuccessor = textOf(succ, 'Type') === 'Successor';
  return {
    id: succ.attributes['uniqueSuccId'] ?? '',
    predecessor: targetIsSuccessor ? code : other,
    successor: targetIsSuccessor ? other : code,
    date: valueOf(succ, 'Date', 'Start'),
    forward: succ.attributes['forwardSuccession'] === 'true',
    byPredecessor: targetIsSuccessor,
  };
}
