import { Field, ID, ObjectType } from 'type-graphql';
import { DateBasis, RecordStatus } from './enums';
import { Node } from './identity/node';
import { DatePeriod } from './period';

@ObjectType({
  simpleResolvers: true,
  description: "A type of the release's relationship code list, for example RE4, IS COMMISSIONED BY.",
})
export class RelationshipType {
  @Field(() => ID, { description: "The code of the relationship type, for example 'RE4'." })
  code!: string;

  @Field(() => String, { description: 'The name of the relationship type in the release.' })
  name!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'A dated relationship from its source to its target, stored on the source. For example, a practice (source) is commissioned by (RE4) a Sub ICB Location (target).',
})
export class Relationship extends Node {
  @Field(() => ID, { description: 'The ODS uniqueRelId: the number of the relationship in the release.' })
  uniqueRelId!: string;

  @Field(() => RecordStatus, {
    description: 'The published status. It applies to the publication day only; use `isActive` for other days.',
  })
  status!: RecordStatus;

  @Field(() => Boolean, { description: 'Whether the relationship held on the date, by its own dates.' })
  isActive!: boolean;

  @Field(() => DateBasis, {
    description: 'The basis that decided `isActive`: the requested one, or the other one if it has no dates of it.',
  })
  basisUsed!: DateBasis;

  @Field(() => DatePeriod, {
    nullable: true,
    description: 'The operational period: when systems use the relationship. Null if none was published.',
  })
  operational!: DatePeriod | null;

  @Field(() => DatePeriod, {
    nullable: true,
    description: 'The legal period: when the relationship is in legal force. Null if none was published.',
  })
  legal!: DatePeriod | null;
}
