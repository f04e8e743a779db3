import { rolesOfKinds } from '../../domain/search/candidates';
import type { Kind } from '../../ods/kinds';
import { LEVEL_DEFINITIONS, type Target } from '../../ods/levels';
import type { ArgumentOf } from './argument-of';

/** What bounds a number of organisations: a measured list of each parent, or the holders of roles. */
export interface MeasuredBound {
  /** The name of the measured list. */
  readonly list?: string;
  /** The roles of which each organisation has held one at some time. */
  readonly roles?: readonly string[];
  /** The number of those that are not in the list; without a list, all of them. */
  readonly plus?: number;
}

/** The measured bounds of a field: of itself, and of the list fields of its result. */
export interface MeasuredBounds {
  readonly own?: MeasuredBound;
  readonly fields?: Readonly<Record<string, MeasuredBound>>;
}

type BoundsOf = (argument: ArgumentOf) => MeasuredBounds;

const ofView =
  (list: string): BoundsOf =>
  (argument) => ({ own: { list: `${list} ${String(argument('view'))}` } });
const always =
  (list: string): BoundsOf =>
  () => ({ own: { list } });

const BOUNDS: Readonly<Record<string, BoundsOf>> = {
  'Organisation.parents': ofView('parents'),
  'Organisation.ancestors': ofView('above'),
  'Organisation.children': ofView('children'),
  'Organisation.descendants': ofView('below'),
  'Organisation.members': always('children NETWORK'),
  'Organisation.relationships': always('relationships'),
  'Organisation.payment': () => ({ fields: { payees: { list: 'payees' } } }),
  'Payee.path': () => ({ fields: { hops: { plus: 3 } } }),
  'NetworkMembership.path': () => ({ fields: { hops: { plus: 2 } } }),
  'Organisation.total': (argument) => {
    const view = argument('view');
    return { fields: { missing: { list: view ? `below ${String(view)}` : 'children NETWORK', plus: 1 } } };
  },
  'CodeResolution.current': always('becameNow'),
  'Organisation.predecessors': always('predecessors'),
  'Organisation.successors': always('successors'),
  'Organisation.becameNow': always('becameNow'),
  'Organisation.tree': (argument) => ({ fields: treeOf(String(argument('view')), argument('direction') === 'UP') }),
  'Query.rollUp': (argument) => ({
    fields: { groups: groupsOf(argument), multiplyAssigned: kindsBound(argument('of')) },
  }),
};

function treeOf(view: string, isUp: boolean): Readonly<Record<string, MeasuredBound>> {
  if (isUp) return { nodes: { list: `above ${view}`, plus: 1 }, edges: { list: `edges above ${view}` } };
  return { nodes: { list: `below ${view}`, plus: 1 }, edges: { list: `edges ${view}` } };
}

/** Returns the measured bounds of a field of this subgraph; undefined for a field without any. */
export function measuredBoundsOf(field: string): BoundsOf | undefined {
  return BOUNDS[field];
}

/** Bounds the groups of a roll-up by the organisations that can be of its kind or level. */
function groupsOf(argument: ArgumentOf): MeasuredBound {
  const level = LEVEL_DEFINITIONS.find((each) => each.level === argument('byLevel'));
  const targets = level ? level.steps.map(({ target }) => target) : [{ kind: argument('by') } as Target];
  const roles = targets.map((target) => ('kind' in target ? rolesOfKinds([target.kind]) : [target.primaryRole]));
  return roles.includes(null) ? {} : { roles: roles.flatMap((each) => each ?? []) };
}

/** Bounds the organisations of some kinds; no bound without kinds or for OTHER. */
export function kindsBound(kinds: unknown): MeasuredBound {
  const given = [kinds ?? []].flat() as Kind[];
  const roles = given.length > 0 ? rolesOfKinds(given) : null;
  return roles ? { roles } : {};
}

/** Returns the codes of the organisations that a root field returns or describes, one for each item; undefined for any other field. */
export function codesOf(field: string): ((argument: ArgumentOf) => readonly string[]) | undefined {
  return CODES[field];
}

const CODES: Readonly<Record<string, (argument: ArgumentOf) => readonly string[]>> = {
  'Query.organisation': (argument) => toCodes([argument('code')]),
  'Query.organisations': (argument) => toCodes([argument('codes') ?? []].flat()),
  'Query.resolveCodes': (argument) => toCodes([argument('codes') ?? []].flat()),
  'Query.organisationsAsOf': (argument) =>
    toCodes([argument('items') ?? []].flat().map((item) => (item as { readonly code?: unknown } | null)?.code)),
};

function toCodes(values: readonly unknown[]): readonly string[] {
  return values.map((value) => String(value).trim().toUpperCase());
}
