import { Field, ID, ObjectType } from 'type-graphql';
import { DateBasis, RecordStatus } from './enums';
import { DatePeriod } from './period';

@ObjectType({
  simpleResolvers: true,
  description: 'An entry of the relationship code list of the release, for example RE4, IS COMMISSIONED BY.',
})
export class RelationshipType {
  @Field(() => ID, { description: "The relationship type's code, for example 'RE4'." })
  code!: string;

  @Field(() => String, { description: "Its name in the release, for example 'IS COMMISSIONED BY'." })
  name!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A dated relationship from its source to its target, as stored on the source, for example a practice that is commissioned by (RE4) a Sub ICB Location.',
})
export class Relationship {
  @Field(() => ID, { description: "ODS uniqueRelId, for example '617400'." })
  id!: string;

  @Field(() => RecordStatus, { description: 'As published, for example ACTIVE; says nothing about other days.' })
  status!: RecordStatus;

  @Field(() => Boolean, {
    description: 'Whether the relationship itself held on the date, by its own dates, for example true.',
  })
  isActive!: boolean;

  @Field(() => DateBasis, {
    description: 'The basis that decided `isActive`, after the fallback, for example OPERATIONAL.',
  })
  basisUsed!: DateBasis;

  @Field(() => DatePeriod, { nullable: true, description: "In use by systems, for example from '2019-10-01', open." })
  operational!: DatePeriod | null;

  @Field(() => DatePeriod, { nullable: true, description: "In legal force, for example from '2019-07-01', open." })
  legal!: DatePeriod | null;
}
