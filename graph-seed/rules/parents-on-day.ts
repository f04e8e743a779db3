import { means, ruleSets, VIEWS, type View } from '../../ods/views';
import type { Day } from './on-day';
import type { Register } from '../staging/release-index';
import { askedOf } from '../staging/traits';

/** One level up from an organisation that is active on the day, by its number: the parents in each view that has any. */
export interface Upwards {
  readonly source: number;
  readonly parents: ReadonlyMap<View, readonly number[]>;
}

/** A way in which links of one type between records of certain roles belong to a view. */
interface Belonging {
  readonly view: View;
  /** Place of its set of rules among those of the view: the first with any link decides. */
  readonly set: number;
  readonly holds: number;
  readonly lacks: number;
}

/** The parents of every active organisation that has any, in the order of the file; the links of a source lie together there. */
export function* parentsOnDay(register: Register, day: Day): Generator<Upwards> {
  const { source } = register.link;
  const belongings = belongingsIn(register);
  for (let start = 0; start < day.links.length;) {
    const number = source.at(start);
    let end = start;
    while (end < day.links.length && source.at(end) === number) end++;
    if (day.organisations[number]) {
      const parents = upFrom(register, day, [start, end], belongings);
      if (parents.size > 0) yield { source: number, parents };
    }
    start = end;
  }
}

type BelongingsOf = (type: number, source: number, target: number) => readonly Belonging[];

function upFrom(
  { link, organisation }: Register,
  { links }: Day,
  [start, end]: readonly [number, number],
  belongingsOf: BelongingsOf,
): Map<View, number[]> {
  const sets = new Map<View, number>();
  const parents = new Map<View, number[]>();
  const source = link.source.at(start);
  const held = organisation.holds.at(source);
  for (let index = start; index < end; index++) {
    const target = link.target.at(index);
    if (!links[index] || target === source) continue;
    for (const { view, set, holds, lacks } of belongingsOf(link.type.at(index), source, target)) {
      if ((held & holds) !== holds || (held & lacks) !== 0) continue;
      const known = sets.get(view) ?? Infinity;
      if (set > known) continue;
      const others = set === known ? parents.get(view)! : [];
      sets.set(view, set);
      parents.set(view, others.includes(target) ? others : [...others, target]);
    }
  }
  return parents;
}

/** How links belong to views, found once for each type, class of the source and roles of both ends. */
function belongingsIn({ organisation: { primaryRole, isSite }, texts, types }: Register): BelongingsOf {
  const known = new Map<number, readonly Belonging[]>();
  const roles = texts.list.length;
  return (type, source, target) => {
    const [from, to] = [primaryRole.at(source), primaryRole.at(target)];
    const key = ((type * 2 + isSite.at(source)) * roles + from) * roles + to;
    let found = known.get(key);
    if (!found) {
      const recordClass = isSite.at(source) ? 'SITE' : 'ORGANISATION';
      found = VIEWS.flatMap((view) =>
        ruleSets(view, recordClass).flatMap((rules, set) =>
          rules
            .filter((rule) => means(rule, types.at(type), texts.at(from), texts.at(to)))
            .map((rule) => ({ view, set, ...askedOf(rule) })),
        ),
      );
      known.set(key, found);
    }
    return found;
  };
}
