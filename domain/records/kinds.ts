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
  const undecided = items.filter(({ state }) => matchRecord(state, kinds) === 'DEPENDS_ON_ROLES');
  return when(loaders.roles.loadMany(undecided.map(({ state }) => keyOf(state.code, moment))), (roles) => {
    const rolesByItem = new Map(undecided.map((item, index) => [item, roles[index] ?? []]));
    return items.filter((item) => {
      const held = rolesByItem.get(item);
      return held ? isOfAnyKind(item.state, held, kinds, moment) : matchRecord(item.state, kinds) === 'YES';
    });
  });
}

function isOfAnyKind(
  state: StateRow,
  roles: readonly RoleRow[],
  kinds: readonly Kind[],
  { date, basis }: Moment,
): boolean {
  return kindsOf(state, roles, date, basis).some((kind) => kinds.includes(kind));
}

/** Decides from the record alone (record class and primary role) whether it is of any of the kinds. */
export function matchRecord(state: StateRow, kinds: readonly Kind[]): 'YES' | 'NO' | 'DEPENDS_ON_ROLES' {
  const tests = KIND_DEFINITIONS.filter(({ kind }) => kinds.includes(kind)).flatMap((definition) => definition.tests);
  const possible = tests.filter((test) => fits(state, test));
  if (possible.some(({ holds, lacks }) => !holds && !lacks)) return 'YES';
  return possible.length > 0 || kinds.includes('OTHER') ? 'DEPENDS_ON_ROLES' : 'NO';
}

function fits({ recordClass, primaryRole }: StateRow, test: KindTest): boolean {
  return (
    (!test.recordClass || test.recordClass === recordClass) &&
    (!test.primary || test.primary.includes(primaryRole ?? ''))
  );
}
