import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { KIND_DEFINITIONS, kindsOf, type Kind, type KindTest } from '../ods/kinds';
import type { Loaders } from '../graph/loaders';
import type { HoldingRow, StateRow } from '../graph/keys';
import { when, type MaybePromise } from '../maybe-promise';
import { OrganisationKind } from '../schema/enums';
import { Organisation } from '../schema/organisation';
import type { Context } from '../domain/context';
import type { Moment } from '../domain/moment';
import { keyOf, type OrganisationAt } from '../domain/records/organisation';

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
  const open = items.filter(({ state }) => byRecord(state, kinds) === 'ROLES DECIDE');
  return when(loaders.roles.loadMany(open.map(({ state }) => keyOf(state.code, moment))), (roles) => {
    const held = new Map(open.map((item, at) => [item, roles[at] ?? []]));
    return items.filter((item) => {
      const rows = held.get(item);
      return rows ? is(item.state, rows, kinds, moment) : byRecord(item.state, kinds) === 'YES';
    });
  });
}

function is(state: StateRow, roles: readonly HoldingRow[], kinds: readonly Kind[], { date, basis }: Moment): boolean {
  return kindsOf(state, roles, date, basis).some((kind) => kinds.includes(kind));
}

/** What a record says by itself of whether it is of any of the kinds, whatever other roles it holds. */
export function byRecord(state: StateRow, kinds: readonly Kind[]): 'YES' | 'NO' | 'ROLES DECIDE' {
  const tests = KIND_DEFINITIONS.filter(({ kind }) => kinds.includes(kind)).flatMap((definition) => definition.tests);
  const possible = tests.filter((test) => fits(state, test));
  if (possible.some(({ holds, lacks }) => !holds && !lacks)) return 'YES';
  return possible.length > 0 || kinds.includes('OTHER') ? 'ROLES DECIDE' : 'NO';
}

function fits({ recordClass, primaryRole }: StateRow, test: KindTest): boolean {
  return (
    (!test.recordClass || test.recordClass === recordClass) &&
    (!test.primary || test.primary.includes(primaryRole ?? ''))
  );
}
