import { codeOf, datesOf, publishedStatus, statusByDates } from './parts';
import { child, childrenOf, textOf, valueOf, type Element } from './element';
import { issuesOf, type Issue } from './issues';
import type { Dated } from '../dates';

export interface Holding extends Dated {
  readonly id: string;
  readonly code: string;
  /** Whether it is marked as primary. Of several, only the one that counts `isPrimary`. */
  readonly isMarked: boolean;
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
  /** As published, for example RC1. */
  readonly classCode: string | null;
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
  /** Ids of its roles and of its relationships as often as they occur, also where equal ones count as one. */
  readonly publishedIds: { readonly roles: readonly string[]; readonly links: readonly string[] };
  /** What only its XML shows. */
  readonly issues: readonly Issue[];
}

const CLASSES = { RC1: 'ORGANISATION', RC2: 'SITE' } as const;
const ADDRESS = ['AddrLn1', 'AddrLn2', 'AddrLn3', 'Town', 'County', 'PostCode', 'Country', 'UPRN'];

/** Reads an `Organisation` element of a release published on a day. Returns null when it has no code. */
export function entryOf(organisation: Element, published: string): Entry | null {
  const code = codeOf(organisation);
  if (code === '') return null;
  const location = child(organisation, 'GeoLoc', 'Location');
  const roles = childrenOf(child(organisation, 'Roles'), 'Role').map((role) => holdingOf(role, published));
  const rels = childrenOf(child(organisation, 'Rels'), 'Rel').map((rel) => linkOf(code, rel, published));
  const complete = { roles: roles.filter((role) => role.code), links: rels.filter((rel) => rel.type && rel.target) };
  const counted = withOnePrimary(distinct(complete.roles));
  const classCode = organisation.attributes['orgRecordClass'] ?? null;
  return {
    code,
    name: textOf(organisation, 'Name') ?? code,
    recordClass: CLASSES[classCode as keyof typeof CLASSES] ?? null,
    classCode,
    status: statusOf(organisation, published),
    lastChanged: valueOf(organisation, 'LastChangeDate'),
    refOnly: organisation.attributes['refOnly'] === 'true',
    unresolved: false,
    address: location ? Object.fromEntries(ADDRESS.map((part) => [part, textOf(location, part)])) : null,
    contacts: childrenOf(child(organisation, 'Contacts'), 'Contact').map(({ attributes }) => ({
      type: attributes['type'] ?? '',
      value: attributes['value'] ?? '',
    })),
    ...datesOf(organisation),
    primaryRole: counted.find(({ isPrimary }) => isPrimary)?.code ?? null,
    roles: counted,
    links: distinct(complete.links),
    successions: childrenOf(child(organisation, 'Succs'), 'Succ').flatMap((succ) => rowOf(code, succ) ?? []),
    publishedIds: { roles: complete.roles.map(({ id }) => id), links: complete.links.map(({ id }) => id) },
    issues: issuesOf(organisation, published),
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
    classCode: null,
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
    publishedIds: { roles: [], links: [] },
    issues: [],
  };
}

/** Returns the published status, else the one that the dates say on the publication day. */
function statusOf(element: Element, published: string): 'ACTIVE' | 'INACTIVE' {
  return publishedStatus(element) ?? statusByDates(datesOf(element), published);
}

function holdingOf(role: Element, published: string): Holding {
  return {
    id: role.attributes['uniqueRoleId'] ?? '',
    code: role.attributes['id'] ?? '',
    isMarked: role.attributes['primaryRole'] === 'true',
    isPrimary: role.attributes['primaryRole'] === 'true',
    status: statusOf(role, published),
    ...datesOf(role),
  };
}

/** Of several primary roles counts the active one, then the lowest uniqueRoleId. The others are roles like any other. */
function withOnePrimary(roles: readonly Holding[]): readonly Holding[] {
  const first = (a: Holding, b: Holding) => a.status.localeCompare(b.status) || Number(a.id) - Number(b.id);
  const [primary] = roles.filter(({ isMarked }) => isMarked).sort(first);
  const counts = ({ code, id }: Holding) => code === primary?.code && id === primary.id;
  return roles.map((role) => (role.isMarked && !counts(role) ? { ...role, isPrimary: false } : role));
}

function linkOf(source: string, rel: Element, published: string): Link {
  const target = child(rel, 'Target');
  return {
    id: rel.attributes['uniqueRelId'] ?? '',
    type: rel.attributes['id'] ?? '',
    source,
    target: codeOf(target),
    targetRole: child(target, 'PrimaryRoleId')?.attributes['id'] ?? null,
    status: statusOf(rel, published),
    ...datesOf(rel),
  };
}

/** Returns null for an entry without a type or target. */
function rowOf(code: string, succ: Element): SuccessionRow | null {
  const other = codeOf(child(succ, 'Target'));
  const type = textOf(succ, 'Type');
  if (other === '' || (type !== 'Successor' && type !== 'Predecessor')) return null;
  const targetIsSuccessor = type === 'Successor';
  return {
    id: succ.attributes['uniqueSuccId'] ?? '',
    predecessor: targetIsSuccessor ? code : other,
    successor: targetIsSuccessor ? other : code,
    date: valueOf(succ, 'Date', 'Start'),
    forward: succ.attributes['forwardSuccession'] === 'true',
    byPredecessor: targetIsSuccessor,
  };
}
