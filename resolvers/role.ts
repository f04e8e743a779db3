import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../domain/context';
import { within } from '../domain/moment';
import { codeListEntries, roleByCode } from '../domain/records/code-lists';
import type { OrganisationAt } from '../domain/records/organisation';
import { primaryRoleOf, rolesOf, type RoleHoldingAt } from '../domain/records/roles';
import { AsOfArgs, RolesArgs } from '../schema/arguments';
import { Organisation } from '../schema/organisation';
import { OdsRole, RoleHolding } from '../schema/role';

@Resolver(() => Organisation)
export class RolesResolver {
  @FieldResolver(() => OdsRole, {
    nullable: true,
    description: 'The primary role. Null if the record has none.',
  })
  primaryRole(@Root() organisation: OrganisationAt, @Ctx() { loaders }: Context) {
    return primaryRoleOf(organisation, loaders);
  }

  @FieldResolver(() => [RoleHolding], {
    description:
      'The roles held on the date; with `includeInactive` all stored roles. The primary role is first, then by role code.',
  })
  roles(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => RolesArgs) { asOf, includeInactive }: RolesArgs,
    @Ctx() context: Context,
  ) {
    return rolesOf(code, within(moment, asOf, context), includeInactive, context.loaders);
  }

  @Query(() => [OdsRole], {
    name: 'roles',
    description: 'The role code list of a release, ordered by the number in the code: RO76 before RO177.',
  })
  roleList(@Args(() => AsOfArgs) { asOf }: AsOfArgs, @Ctx() context: Context) {
    return codeListEntries('role', within(context.root, asOf, context), context.loaders);
  }
}

@Resolver(() => RoleHolding)
export class RoleHoldingResolver {
  @FieldResolver(() => OdsRole, { description: 'The role, with its name in the code list of the release.' })
  role(@Root() { row, moment }: RoleHoldingAt, @Ctx() { loaders }: Context) {
    return roleByCode(row.code, moment, loaders);
  }
}
