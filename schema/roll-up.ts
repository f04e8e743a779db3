import { Field, Float, Int, ObjectType } from 'type-graphql';
import { MissingReason } from './enums';
import { Measure } from './measure';
import { Organisation } from './organisation';

@ObjectType({
  simpleResolvers: true,
  description: 'What belongs to one organisation of the level asked for, for example the practices of an ICB.',
})
export class RollUpGroup {
  @Field(() => Organisation, { description: "What they belong to, for example the ICB 'QWE'." })
  organisation!: Organisation;

  @Field(() => Int, { description: 'How many belong to it, for example 204.' })
  count!: number;

  @Field(() => Float, { description: 'The sum of their values, for example 1803220; without a measure their count.' })
  total!: number;

  @Field(() => Int, { description: 'How many of them have no value, for example 2.' })
  missing!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What belongs to no organisation of the level asked for, for one reason, for example NO_SUCH_LINK.',
})
export class UnassignedGroup {
  @Field(() => MissingReason, { description: 'Why, for example NO_SUCH_LINK.' })
  reason!: MissingReason;

  @Field(() => Int, { description: 'How many, for example 12.' })
  count!: number;

  @Field(() => Float, { description: 'The sum of their values, for example 40210; without a measure their count.' })
  total!: number;

  @Field(() => [Organisation], { description: "The first 10 by code, for example 'G81086'." })
  sample!: Organisation[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Organisations of a kind, counted or with a measure summed, by what they belong to, for example practices by ICB. Without a measure, totals are counts. Sum of the groups + unassigned - repeats of the multiply assigned = total.',
})
export class RollUp {
  @Field(() => Measure, {
    nullable: true,
    description: "What was summed, for example 'gp-list-size'; null for counts.",
  })
  measure!: Measure | null;

  @Field(() => [RollUpGroup], { description: 'By code, those with a count above 0, for example 42 ICBs.' })
  groups!: RollUpGroup[];

  @Field(() => [UnassignedGroup], {
    description: 'Those that belong to no organisation of the level asked for, by reason, for example NO_SUCH_LINK.',
  })
  unassigned!: UnassignedGroup[];

  @Field(() => [Organisation], {
    description: 'Those that belong to several, by code, for example []: counted in each group, once in the total.',
  })
  multiplyAssigned!: Organisation[];

  @Field(() => Float, { description: 'The sum over all of them, each once, for example 60606345.' })
  total!: number;

  @Field(() => Int, { description: 'How many there are, each once, for example 6658.' })
  count!: number;

  @Field(() => Int, { description: 'How many had no value for the measure, for example 14.' })
  missing!: number;
}
