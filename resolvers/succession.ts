import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Organisation } from '../schema/organisation';
import { Succession } from '../schema/succession';
import type { Context } from '../domain/context';
import { organisationOrStub, type OrganisationAt } from '../domain/records/organisation';
import { predecessorsOf, successorsOf, type SuccessionAt } from '../domain/succession/succession';

@Resolver(() => Organisation)
export class SuccessionsResolver {
  @FieldResolver(() => [Succession], {
    description:
      'The direct predecessors, ordered by date, then code, for example both predecessors of a merged trust.',
  })
  predecessors(@Root() organisation: OrganisationAt, @Ctx() context: Context) {
    return predecessorsOf(organisation, context);
  }

  @FieldResolver(() => [Succession], {
    description:
      'The direct successors, ordered by date, then code, for example both successors of a board that was split.',
  })
  successors(@Root() organisation: OrganisationAt, @Ctx() context: Context) {
    return successorsOf(organisation, context);
  }
}

@Resolver(() => Succession)
export class SuccessionResolver {
  @FieldResolver(() => Organisation, {
    description: 'The predecessor or successor, at the same moment.',
  })
  organisation(@Root() { other, moment }: SuccessionAt, @Ctx() { loaders }: Context) {
    return organisationOrStub(other, moment, loaders);
  }
}
