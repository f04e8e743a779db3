import { Field, ID, ObjectType } from 'type-graphql';
import { ChangeGroup } from './changes/group';
import { ChangeKind } from './enums';
import { Organisation } from './organisation';

@ObjectType({
  simpleResolvers: true,
  description:
    "One difference of an organisation between two releases. A role, relationship or succession is one line of text: its code or type, the other code, the operational dates, the legal dates if there are any, and the status if it is INACTIVE, for example 'RE4 10R 2013-04-01..'. Without `before` it is new. Without `after` it was withdrawn; a relationship that ended has both.",
})
export class ChangeDetail {
  @Field(() => String, {
    description:
      "The path of the field, for example 'name', 'operational.end', 'address.postcode' or 'contacts'. Otherwise 'role', 'relationship' or 'succession'.",
  })
  what!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The ODS uniqueRoleId, uniqueRelId or uniqueSuccId. Null for a field, and where none was published.',
  })
  id!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The value in the release `from`, for example 'RE4 10R 2013-04-01..'. Null if there was none.",
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The value in the release `to`, for example 'RE4 10R 2013-04-01..2024-03-31 INACTIVE'. Null if there is none.",
  })
  after!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The differences of one organisation between two releases. A changed relationship counts as a change of its source, and a changed succession as a change of the predecessor.',
})
export class OrganisationChange {
  @Field(() => ID, { description: 'The ODS code of the organisation.' })
  code!: string;

  @Field(() => ChangeKind, {
    description: 'The kind of change: the first that applies of ADDED, REMOVED, CLOSED, REOPENED and CHANGED.',
  })
  kind!: ChangeKind;

  @Field(() => [ChangeGroup], { description: 'What changed, in the order of the groups. There is at least one.' })
  groups!: ChangeGroup[];

  @Field(() => Organisation, {
    nullable: true,
    description:
      'The organisation in the release `to`, or in the release `from` if it is REMOVED. The date is the publication date of that release, unless the header `ods-as-of` gives one.',
  })
  organisation!: Organisation | null;

  @Field(() => [ChangeDetail], {
    description:
      'Every difference except that of `lastChanged`: fields first, then roles, relationships and successions. Empty for ADDED and REMOVED, and where only its place below the organisation of `within` differs.',
  })
  detail!: ChangeDetail[];
}
