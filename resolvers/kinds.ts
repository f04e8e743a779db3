import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../domain/context';
import { kindsAt } from '../domain/records/kinds';
import type { OrganisationAt } from '../domain/records/organisation';
import { OrganisationKind } from '../schema/enums';
import { Organisation } from '../schema/organisation';

@Resolver(() => Organisation)
export class KindsResolver {
  @FieldResolver(() => [OrganisationKind], {
    description: 'The kinds of the organisation, most specific first. [OTHER] if no other kind applies.',
  })
  kinds(@Root() { state, moment }: OrganisationAt, @Ctx() { loaders }: Context) {
    return kindsAt(state, moment, loaders);
  }
}
