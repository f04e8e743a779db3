import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { KIND_DEFINITIONS, kindsOf, type Kind, type KindTest } from '../graph/kinds';
import type { Loaders } from '../graph/loaders';
import type { HoldingRow, StateRow } from '../graph/rows';
import { when, type MaybePromise } from '../graph/when';
import { OrganisationKind } from '../schema/enums';
import { Organisation } from '../schema/organisation';
import type { Context } from './context';
import type { Moment } from './moment';
import { keyOf, type OrganisationAt } from './organisation-at';

@Resolver(() => Organisation)
export class KindsResolver {
  @FieldResolver(() => [OrganisationKind], {
    description: 'The kinds it has, most specific first, for example [GP_PRACTICE]; [OTHER] when none applies.',
  })
  kinds(@Root() { state, moment }: OrganisationAt, @Ctx() { loaders }: Context) {
    return kindsAt(state, moment, loaders);
  }
}

/** The kinds of a record at a moment, most specific first. */
export function kindsAt(state: StateRow, moment: Moment, loaders: Loaders): MaybePromise<readonly Kind[]> {
  const { date, basis } = moment;
  return when(loaders.roles.load(keyOf(state.code, moment)), (roles) => kindsOf(state, roles, date, basis));
}

/** Those of some records that are of any of the kinds at a moment; no kinds filter nothing. Roles are read where they decide. */
export function ofKinds<Item extends { readonly state: StateRow }>(
  items: readonly Item[],
  kinds: readonly Kind[] | null | undefined,
  moment: Moment,
  loaders: Loaders,
): MaybePromise<readonly Item[]> {
  if (!kinds || kinds.length === 0) return items;
  const possible = items.filter(({ state }) => mayBe(state, kinds));
  const keys = possible.map(({ state }) => keyOf(state.code, moment));
  return when(loaders.roles.loadMany(keys), (roles) =>
    possible.filter(({ state }, at) => is(state, roles[at] ?? [], kinds, moment)),
  );
}

function is(state: StateRow, roles: readonly HoldingRow[], kinds: readonly Kind[], { date, basis }: Moment): boolean {
  return kindsOf(state, roles, date, basis).some((kind) => kinds.includes(kind));
}

/** Whether a record can be of any of the kinds, whatever other roles it holds. */
export function mayBe(state: StateRow, kinds: readonly Kind[]): boolean {
  if (kinds.includes('OTHER')) return true;
  const tests = KIND_DEFINITIONS.filter(({ kind }) => kinds.includes(kind)).flatMap((definition) => definition.tests);
  return tests.some((test) => fits(state, test));
}

function fits({ recordClass, primaryRole }: StateRow, test: KindTest): boolean {
  return (
    (!test.recordClass || test.recordClass === recordClass) &&
    (!test.primary || test.primary.includes(primaryRole ?? ''))
  );
}
