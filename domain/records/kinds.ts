import { KIND_DEFINITIONS, kindsOf, type Kind, type KindTest } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import type { RoleRow, StateRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Moment } from '../moment';
import { keyOf } from './organisation';

/** Returns the kinds of a record at a moment, most specific first. */
export function kindsAt(state: StateRow, moment: Moment, loaders: Loaders): MaybePromise<readonly Kind[]> {
  const { date, basis } = moment;
  return when(loaders.roles.load(keyOf(state.code, moment)), (roles) => kindsOf(state, roles, date, basis));
}

/**
 * Returns the items that are of any of the kinds at a moment, in their order. Without kinds it returns all of them.
 * Roles are read only for records whose own columns do not decide.
 */
export function filterByKinds<Item extends { readonly state: StateRow }>(
  items: readonly Item[],
  kinds: readonly Kind[] | null | undefined,
  moment: Moment,
  loaders: Loaders,
): MaybePromise<readonly Item[]> {
  if (!kinds || kinds.length === 0) return items;
  const { work } = loaders;
  const matchOf = recordMatcher(kinds);
  const undecided = work.filter(items, ({ state }) => matchOf(state) === 'DEPENDS_ON_ROLES');
  return when(undecided, (found) =>
    when(loaders.roles.loadMany(found.map(({ state }) => keyOf(state.code, moment))), (roles) => {
      let next = 0; // the undecided items are in the order of the items
      return work.filter(items, (item) => {
        if (item !== found[next]) return matchOf(item.state) === 'YES';
        return isOfAnyKind(item.state, roles[next++] ?? [], kinds, moment);
      });
    }),
  );
}

function isOfAnyKind(
  state: StateRow,
  roles: readonly RoleRow[],
  kinds: readonly Kind[],
  { date, basis }: Moment,
): boolean {
  return kindsOf(state, roles, date, basis).some((kind) => kinds.includes(kind));
}

/** Returns a function that decides from the record alone (record class and primary role) whether it is of any of the kinds. */
export function recordMatcher(kinds: readonly Kind[]): (state: StateRow) => 'YES' | 'NO' | 'DEPENDS_ON_ROLES' {
  const tests = KIND_DEFINITIONS.filter(({ kind }) => kinds.includes(kind)).flatMap((definition) => definition.tests);
  const otherwise = kinds.includes('OTHER') ? 'DEPENDS_ON_ROLES' : 'NO';
  return (state) => {
    const possible = tests.filter((test) => fits(state, test));
    if (possible.some(({ holds, lacks }) => !holds && !lacks)) return 'YES';
    return possible.length > 0 ? 'DEPENDS_ON_ROLES' : otherwise;
  };
}

function fits({ recordClass, primaryRole }: StateRow, test: KindTest): boolean {
  return (
    (!test.recordClass || test.recordClass === recordClass) &&
    (!test.primary || test.primary.includes(primaryRole ?? ''))
  );
}
