import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { HoldingRow } from '../graph/keys';
import { when } from '../maybe-promise';
import { Organisation } from '../schema/organisation';
import { OdsRole, RoleHolding } from '../schema/role';
import { AsOfArgs, RolesArgs } from '../schema/arguments';
import { entries, roleNamed } from '../domain/records/code-lists';
import type { Context } from '../domain/context';
import { activeAt, DatedAt } from '../domain/records/dated';
import { within, type Moment } from '../domain/moment';
import { keyOf, type OrganisationAt } from '../domain/records/organisation';

/** A role that an organisation holds, as it was at a moment. */
export class HoldingAt extends DatedAt<HoldingRow> implements RoleHolding {
  get isPrimary() {
    return this.row.isPrimary;
  }
}

/** Roles as of a moment: those held then, or all. The order stays. */
export function holdingsAt(rows: readonly HoldingRow[], moment: Moment, includeInactive: boolean): HoldingAt[] {
  const held = includeInactive ? rows : rows.filter((row) => activeAt(row, moment));
  return held.map((row) => new HoldingAt(row, moment));
}

@Resolver(() => Organisation)
export class RolesResolver {
  @FieldResolver(() => OdsRole, {
    nullable: true,
    description: "The one primary role, for example 'RO177'; null when the record has none.",
  })
  primaryRole(@Root() { state, moment }: OrganisationAt, @Ctx() { loaders }: Context) {
    return state.primaryRole === null ? null : roleNamed(state.primaryRole, moment, loaders);
  }

  @FieldResolver(() => [RoleHolding], {
    description:
      "Roles held; only those active on the date unless `includeInactive`. Primary first, then by role code, for example 'RO177', then 'RO76'.",
  })
  roles(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => RolesArgs) { asOf, includeInactive }: RolesArgs,
    @Ctx() context: Context,
  ) {
    const at = within(moment, asOf, context);
    return when(context.loaders.roles.load(keyOf(code, at)), (rows) => holdingsAt(rows, at, includeInactive));
  }

  @Query(() => [OdsRole], {
    name: 'roles',
    description: "The role code list of a release, by number, for example 'RO76' before 'RO177'.",
  })
  roleList(@Args(() => AsOfArgs) { asOf }: AsOfArgs, @Ctx() context: Context) {
    return entries('role', within(context.root, asOf, context), context.loaders);
  }
}

@Resolver(() => RoleHolding)
export class RoleHoldingResolver {
  @FieldResolver(() => OdsRole, { description: "The role, for example 'RO76', GP PRACTICE." })
  role(@Root() { row, moment }: HoldingAt, @Ctx() { loaders }: Context) {
    return roleNamed(row.code, moment, loaders);
  }
}
