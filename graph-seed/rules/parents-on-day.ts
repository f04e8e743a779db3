import { matchesRule, ruleSets, VIEWS, type View } from '../../ods/views';
import type { ActiveOnDay } from './on-day';
import type { ReleaseIndex } from '../staging/release-index';
import { roleConditionsOf } from '../staging/traits';

/** SITE_NETWORK joins two of the others, so each of its issues is one of theirs. */
const CHECKED = VIEWS.filter((view) => view !== 'SITE_NETWORK');

/** The parents of an active organisation in each view that has any. Organisations are given by their number. */
export interface OrganisationParents {
  readonly source: number;
  readonly parents: ReadonlyMap<View, readonly number[]>;
}

/** A rule by which a relationship belongs to a view. */
interface ViewRule {
  readonly view: View;
  /** Position of its rule set in the view: the first rule set with a matching relationship decides. */
  readonly set: number;
  /** Bits of the roles that the source must hold. */
  readonly holds: number;
  /** Bits of the roles that the source must not hold. */
  readonly lacks: number;
}

/**
 * Yields active organisations with parents in the order of the file, where the relationships of a source are adjacent.
 */
export function* parentsOnDay(release: ReleaseIndex, day: ActiveOnDay): Generator<OrganisationParents> {
  const { source } = release.link;
  const rulesFor = viewRuleLookup(release);
  for (let start = 0; start < day.links.length;) {
    const number = source.at(start);
    let end = start;
    while (end < day.links.length && source.at(end) === number) end++;
    if (day.organisations[number]) {
      const parents = parentsOf(release, day, [start, end], rulesFor);
      if (parents.size > 0) yield { source: number, parents };
    }
    start = end;
  }
}

type ViewRuleLookup = (type: number, source: number, target: number) => readonly ViewRule[];

function parentsOf(
  { link, organisation }: ReleaseIndex,
  { links }: ActiveOnDay,
  [start, end]: readonly [number, number],
  rulesFor: ViewRuleLookup,
): Map<View, number[]> {
  const sets = new Map<View, number>();
  const parents = new Map<View, number[]>();
  const source = link.source.at(start);
  const held = organisation.heldRoles.at(source);
  for (let index = start; index < end; index++) {
    const target = link.target.at(index);
    if (!links[index] || target === source) continue;
    for (const { view, set, holds, lacks } of rulesFor(link.type.at(index), source, target)) {
      if ((held & holds) !== holds || (held & lacks) !== 0) continue;
      const best = sets.get(view) ?? Infinity;
      if (set > best) continue;
      const others = set === best ? parents.get(view)! : [];
      sets.set(view, set);
      parents.set(view, others.includes(target) ? others : [...others, target]);
    }
  }
  return parents;
}

/**
 * Looks up the view rules of a relationship, cached by type, record class of the source and primary roles of both ends.
 */
function viewRuleLookup({ organisation: { primaryRole, isSite }, texts, types }: ReleaseIndex): ViewRuleLookup {
  const cache = new Map<number, readonly ViewRule[]>();
  const roles = texts.list.length;
  return (type, source, target) => {
    const [from, to] = [primaryRole.at(source), primaryRole.at(target)];
    const key = ((type * 2 + isSite.at(source)) * roles + from) * roles + to;
    let found = cache.get(key);
    if (!found) {
      const recordClass = isSite.at(source) ? 'SITE' : 'ORGANISATION';
      found = CHECKED.flatMap((view) =>
        ruleSets(view, recordClass).flatMap((rules, set) =>
          rules
            .filter((rule) => matchesRule(rule, types.at(type), texts.at(from), texts.at(to)))
            .map((rule) => ({ view, set, ...roleConditionsOf(rule) })),
        ),
      );
      cache.set(key, found);
    }
    return found;
  };
}
