/** Names of which a client must have all of at least one list: OR of ANDs. No list at all: nobody has them. */
export type AnyOf = readonly (readonly string[])[];

/** What a client must have to read something: all of it. */
export interface Requirement {
  readonly authenticated: boolean;
  readonly scopes: readonly AnyOf[];
  readonly policies: readonly AnyOf[];
}

export const NOTHING_REQUIRED: Requirement = { authenticated: false, scopes: [], policies: [] };

/** Who asks, as plain values. Its claims and tokens are not known here. */
export interface Identity {
  readonly isAuthenticated: boolean;
  readonly scopes: ReadonlySet<string>;
  /** Returns those of the policies that allow the request. A policy that cannot be decided does not. */
  allowedBy(policies: readonly string[]): Promise<ReadonlySet<string>> | ReadonlySet<string>;
}

/** A client without credentials. */
export const ANONYMOUS: Identity = { isAuthenticated: false, scopes: new Set(), allowedBy: () => new Set() };

/** What a client has, once its policies are decided. */
export interface Grants {
  readonly isAuthenticated: boolean;
  readonly scopes: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
}

export const NOTHING_GRANTED: Grants = { isAuthenticated: false, scopes: new Set(), policies: new Set() };

/** Returns the requirement for which all of the given ones must be met, each part once. */
export function allOf(requirements: readonly Requirement[]): Requirement {
  return {
    authenticated: requirements.some(({ authenticated }) => authenticated),
    scopes: distinct(requirements.flatMap(({ scopes }) => scopes)),
    policies: distinct(requirements.flatMap(({ policies }) => policies)),
  };
}

function distinct(lists: readonly AnyOf[]): readonly AnyOf[] {
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
}

export function requiresNothing({ authenticated, scopes, policies }: Requirement): boolean {
  return !authenticated && scopes.length === 0 && policies.length === 0;
}

export function isMet({ authenticated, scopes, policies }: Requirement, grants: Grants): boolean {
  if (authenticated && !grants.isAuthenticated) return false;
  return scopes.every((list) => has(list, grants.scopes)) && policies.every((list) => has(list, grants.policies));
}

function has(list: AnyOf, granted: ReadonlySet<string>): boolean {
  return list.some((names) => names.every((name) => granted.has(name)));
}

/** Whether whoever meets `stronger` also meets `weaker`. False too where this would take too long to find out. */
export function implies(stronger: Requirement, weaker: Requirement): boolean {
  if (weaker.authenticated && !stronger.authenticated) return false;
  return areImplied(weaker.scopes, stronger.scopes) && areImplied(weaker.policies, stronger.policies);
}

function areImplied(weaker: readonly AnyOf[], stronger: readonly AnyOf[]): boolean {
  if (weaker.length === 0) return true;
  const ways = waysToMeet(stronger);
  return weaker.every((list) =>
    ways?.every((names) => list.some((needed) => needed.every((name) => names.includes(name)))),
  );
}

const MOST_WAYS = 1_000;

/** The sets of names with each of which all lists are met; undefined if there are too many. */
function waysToMeet(lists: readonly AnyOf[]): AnyOf | undefined {
  let ways: AnyOf = [[]];
  for (const list of lists) {
    if (ways.length * list.length > MOST_WAYS) return undefined;
    ways = ways.flatMap((way) => list.map((names) => [...way, ...names]));
  }
  return ways;
}

/** The names of all policies of some requirements. */
export function policiesOf(requirements: readonly Requirement[]): string[] {
  return [...new Set(requirements.flatMap(({ policies }) => policies.flat(2)))];
}

/** Describes a requirement, for example ' (authenticated, scopes a+b or c)'; '' for none. */
export function describeRequirement(requirement: Requirement | undefined): string {
  if (!requirement) return '';
  const { authenticated, scopes, policies } = requirement;
  const lists = (name: string, all: readonly AnyOf[]) =>
    all.map((list) => `${name} ${list.map((names) => names.join('+')).join(' or ') || 'that nobody has'}`);
  return ` (${[...(authenticated ? ['authenticated'] : []), ...lists('scopes', scopes), ...lists('policies', policies)].join(', ')})`;
}
