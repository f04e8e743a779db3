import { Field, ID, ObjectType } from 'type-graphql';
import { ChangeKind } from './enums';
import { Organisation } from './organisation';

@ObjectType({
  simpleResolvers: true,
  description:
    "One difference of an organisation, for example of 'address.postcode' from 'SO23 8DQ' to 'SO22 5PS'. Roles, relationships and successions are one line each: code or type, the other code, operational dates, legal ones if there are any, and the status if it is INACTIVE, for example 'RE4 10R 2013-04-01..'. Without `before` it is new; without `after` it was withdrawn, which is not to be ended: that has both.",
})
export class ChangeDetail {
  @Field(() => String, {
    description:
      "The field's path, for example 'name', 'status', 'operational.end', 'address.postcode' or 'contacts'; or 'role', 'relationship' or 'succession'.",
  })
  what!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "ODS uniqueRoleId, uniqueRelId or uniqueSuccId, for example '617400'; null for fields, and where none was published.",
  })
  id!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "As published in `from`, for example 'RE4 10R 2013-04-01..'; null for nothing.",
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "As published in `to`, for example 'RE4 10R 2013-04-01..2024-03-31 INACTIVE'; null for nothing.",
  })
  after!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What differs about one organisation between two releases, for example that 'G81086' was CLOSED. Only the source of a relationship and the predecessor of a succession change with it.",
})
export class OrganisationChange {
  @Field(() => ID, { description: "Its ODS code, for example 'G81086'." })
  code!: string;

  @Field(() => ChangeKind, {
    description: 'The first that applies of ADDED, REMOVED, CLOSED, REOPENED and CHANGED, for example CLOSED.',
  })
  kind!: ChangeKind;

  @Field(() => Organisation, {
    nullable: true,
    description:
      "The organisation as in the release `to`, for REMOVED as in `from`, for example 'G81086'; on the publication date of that release, unless the header `ods-as-of` says a date.",
  })
  organisation!: Organisation | null;

  @Field(() => [ChangeDetail], {
    description:
      'Every difference but that of `lastChanged`: fields, then roles, relationships and successions, for example of the name; [] for ADDED and REMOVED.',
  })
  detail!: ChangeDetail[];
}
