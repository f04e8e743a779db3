import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../domain/context';
import { within } from '../domain/moment';
import { codeListEntries, relationshipTypeByCode } from '../domain/records/code-lists';
import { organisationOrStub, type OrganisationAt } from '../domain/records/organisation';
import type { RelationshipAt } from '../domain/records/relationship';
import { relationshipsPage } from '../domain/records/relationships';
import { AsOfArgs, RelationshipsArgs } from '../schema/arguments';
import { RelationshipConnection } from '../schema/connection';
import { Organisation } from '../schema/organisation';
import { Relationship, RelationshipType } from '../schema/relationship';

@Resolver(() => Organisation)
export class RelationshipsResolver {
  @FieldResolver(() => RelationshipConnection, {
    description:
      'The published relationships of the organisation, in both directions unless `direction` is given, ordered by type, code of the other end, start (none first) and id. Only those active on the date, unless `includeInactive`.',
  })
  relationships(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => RelationshipsArgs) args: RelationshipsArgs,
    @Ctx() context: Context,
  ) {
    return relationshipsPage(code, within(moment, args.asOf, context), args, context);
  }

  @Query(() => [RelationshipType], {
    description: 'The relationship code list of a release, ordered by the number in the code: RE2 before RE10.',
  })
  relationshipTypes(@Args(() => AsOfArgs) { asOf }: AsOfArgs, @Ctx() context: Context) {
    return codeListEntries('relationship', within(context.root, asOf, context), context.loaders);
  }
}

@Resolver(() => Relationship)
export class RelationshipResolver {
  @FieldResolver(() => RelationshipType, {
    description: 'The type of the relationship, with its name in the code list of the release.',
  })
  type(@Root() { row, moment }: RelationshipAt, @Ctx() { loaders }: Context) {
    return relationshipTypeByCode(row.type, moment, loaders);
  }

  @FieldResolver(() => Organisation, {
    description:
      'The organisation whose record holds the relationship. For RE4 (IS COMMISSIONED BY) this is the practice.',
  })
  source(@Root() { sourceCode, moment }: RelationshipAt, @Ctx() { loaders }: Context) {
    return organisationOrStub(sourceCode, moment, loaders);
  }

  @FieldResolver(() => Organisation, {
    description:
      'The organisation that the relationship points to. For RE4 (IS COMMISSIONED BY) this is the commissioner.',
  })
  target(@Root() { targetCode, moment }: RelationshipAt, @Ctx() { loaders }: Context) {
    return organisationOrStub(targetCode, moment, loaders);
  }
}
