import { when, type MaybePromise } from '../../maybe-promise';
import type { Loaders } from '../../graph/loaders';
import { rulesOf, type View } from '../../ods/views';
import type { LinkKey } from '../../graph/keys';
import type { LinkRow } from '../../ods/facts';
import type { DirectedLink } from './link-matching';

/** So many links to one level are worth the reading of the holders of some roles, which are cached once read. */
const MANY_LINKS = 500;

/**
 * Leaves out links that no rule of the view can match, because their source never held a primary role that a rule of their
 * type takes. Without this, the state of every source would be read: an area has tens of thousands of links from all kinds
 * of organisations, of which a view may follow those of a few commissioners. Leaves short lists as they are.
 */
export function possibleLinks(
  links: readonly DirectedLink[],
  view: View,
  release: number,
  { holders, work }: Pick<Loaders, 'holders' | 'work'>,
): MaybePromise<readonly DirectedLink[]> {
  const rolesByType = sourceRoles(view);
  if (links.length < MANY_LINKS || rolesByType.size === 0) return links;
  const restricted = links.reduce((count, { link: { type } }) => count + (rolesByType.has(type) ? 1 : 0), 0);
  if (restricted < MANY_LINKS) return links;
  const roles = [...new Set([...rolesByType.values()].flat())];
  return when(holders.loadMany(roles.map((role) => ({ role, release }))), (found) => {
    const codesOf = new Map(roles.map((role, at) => [role, setOf(found[at]!)]));
    return work.filter(links, ({ link: { type }, source }) => {
      const wanted = rolesByType.get(type);
      return !wanted || wanted.some((role) => codesOf.get(role)!.has(source));
    });
  });
}

/**
 * Returns the links into each key. Those that many organisations have with an area, of which the view follows the links of a few
 * networks or commissioners, are read from these few; links that no rule of the view can match are then left out.
 */
export function linksInto(keys: readonly LinkKey[], view: View, loaders: Loaders): MaybePromise<Links> {
  const rolesByType = sourceRoles(view);
  const many = keys.filter((key) => rolesByType.has(key.type) && lengthOf(key, loaders) > 0);
  const roles = [...new Set(many.flatMap(({ type }) => rolesByType.get(type)!))];
  if (many.length === 0 || !areFewer(roles, many, loaders)) return loaders.incoming.loadMany(keys);
  const isMany = new Set(many);
  const others = keys.filter((key) => !isMany.has(key));
  return when(loaders.incoming.loadMany(others), (linksOfOthers) =>
    when(linksFrom(roles, many, loaders), (linksOfMany) => {
      const found = new Map<LinkKey, readonly LinkRow[]>();
      others.forEach((key, at) => found.set(key, linksOfOthers[at]!));
      many.forEach((key) => found.set(key, linksOfMany.get(idOf(key.type, key.code))!));
      return keys.map((key) => found.get(key)!);
    }),
  );
}

type Links = readonly (readonly LinkRow[])[];

/** An organisation that holds a role has about so many links, whose reading costs more than that of a link. */
const LINKS_OF_HOLDER = 8;

/** The relationships of the organisation of a key in both directions, if they are many. */
function lengthOf({ code, release }: LinkKey, { sizes }: Loaders): number {
  return sizes(release)?.lists['relationships']?.longer.get(code) ?? 0;
}

/** Whether reading all links of the holders of roles costs less than reading all links into the keys, which are many. */
function areFewer(roles: readonly string[], keys: readonly LinkKey[], loaders: Loaders): boolean {
  const { holders = {} } = loaders.sizes(keys[0]!.release) ?? {};
  const ofHolders = roles.reduce((sum, role) => sum + (holders[role] ?? 0), 0) * LINKS_OF_HOLDER;
  const intoKeys = keys.reduce((sum, key) => sum + lengthOf(key, loaders), 0);
  return intoKeys >= MANY_LINKS && intoKeys > ofHolders;
}

/** Returns the links of the holders of some roles into each of the keys, as seen from their ends. */
function linksFrom(
  roles: readonly string[],
  keys: readonly LinkKey[],
  { holders, outgoing, work }: Loaders,
): MaybePromise<ReadonlyMap<string, readonly LinkRow[]>> {
  const { release } = keys[0]!;
  return when(holders.loadMany(roles.map((role) => ({ role, release }))), (found) => {
    const sources = [...new Set(found.flat())];
    return when(outgoing.loadMany(sources.map((code) => ({ code, release, epoch: undefined }))), (lists) => {
      const links = new Map(keys.map(({ type, code }) => [idOf(type, code), [] as LinkRow[]]));
      const visited = work.each(sources.length, (at) => {
        for (const link of lists[at]!) links.get(idOf(link.type, link.other))?.push({ ...link, other: sources[at]! });
      });
      return when(visited, () => links);
    });
  });
}

function idOf(type: string, code: string): string {
  return `${type} ${code}`;
}

/** The holders of a role are the same list as long as they are cached, so their set is kept as long. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(codes: readonly string[]): ReadonlySet<string> {
  let set = sets.get(codes);
  if (!set) sets.set(codes, (set = new Set(codes)));
  return set;
}

type RolesByType = ReadonlyMap<string, readonly string[]>;

const byView = new Map<View, RolesByType>();

/** Returns the primary roles that a source must have, for each type of which every rule of the view names some. */
function sourceRoles(view: View): RolesByType {
  let roles = byView.get(view);
  if (roles === undefined) byView.set(view, (roles = findSourceRoles(view)));
  return roles;
}

function findSourceRoles(view: View): RolesByType {
  const byType = new Map<string, readonly string[]>();
  for (const { type } of rulesOf(view)) {
    const rules = rulesOf(view).filter((rule) => rule.type === type);
    if (rules.every(({ source }) => source)) byType.set(type, [...new Set(rules.flatMap(({ source }) => source!))]);
  }
  return byType;
}
