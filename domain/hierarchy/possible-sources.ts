import { when, type MaybePromise } from '../../maybe-promise';
import type { Loaders } from '../../graph/loaders';
import { rulesOf, type View } from '../../ods/views';
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

/** The holders of a role are the same list as long as they are cached, so their set is kept as long. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function setOf(codes: readonly string[]): ReadonlySet<string> {
  let set = sets.get(codes);
  if (!set) sets.set(codes, (set = new Set(codes)));
  return set;
}

/** Returns the primary roles that a source must have, for each type of which every rule of the view names some. */
function sourceRoles(view: View): ReadonlyMap<string, readonly string[]> {
  const byType = new Map<string, readonly string[]>();
  for (const { type } of rulesOf(view)) {
    const rules = rulesOf(view).filter((rule) => rule.type === type);
    if (rules.every(({ source }) => source)) byType.set(type, [...new Set(rules.flatMap(({ source }) => source!))]);
  }
  return byType;
}
