import { ArgsType, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { AsOfField, ViewField } from './arguments';
import type { AsOf } from './as-of';
import { HierarchyView, MissingReason, OrganisationKind, OrganisationLevel } from './enums';
import { LocalDate } from './local-date';
import { Measure } from './measure';
import {
  DimensionField,
  MaxAgeMonthsField,
  MeasureDescription,
  ValuesOnField,
  type ValuesArgs,
} from './measures/arguments';
import { DIMENSION_VALUES, DimensionInput } from './measures/dimension';
import { MeasureSums } from './measures/sums';
import { Organisation } from './organisation';
import { Within } from './within';

@ObjectType({
  simpleResolvers: true,
  description: 'The organisations that belong to one organisation of the level, for example the practices of an ICB.',
})
export class RollUpGroup extends MeasureSums {
  @Field(() => Organisation, { description: 'The organisation of the level, for example an ICB.' })
  organisation!: Organisation;

  @Field(() => Int, { description: 'The number of organisations in the group.' })
  count!: number;

  @Field(() => Float, { description: 'The sum of their values. Without a measure, their count.' })
  total!: number;

  @Field(() => Int, { description: 'The number of organisations in the group without a value.' })
  missing!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The organisations that belong to no organisation of the level, for one reason.',
})
export class UnassignedGroup extends MeasureSums {
  @Field(() => MissingReason, { description: 'The reason why they belong to none.' })
  reason!: MissingReason;

  @Field(() => Int, { description: 'The number of organisations in the group.' })
  count!: number;

  @Field(() => Float, { description: 'The sum of their values. Without a measure, their count.' })
  total!: number;

  @Field(() => Int, { description: 'The number of organisations in the group without a value.' })
  missing!: number;

  @Field(() => [Organisation], { description: 'The first 10 organisations of the group, ordered by code.' })
  sample!: Organisation[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The organisations of a kind, counted or with a measure summed, by the organisation that they belong to, for example practices by ICB. Without a measure, each total is a count. The total is the sum of all groups, assigned and unassigned, where an organisation of several groups counts once.',
})
export class RollUp extends MeasureSums {
  @Field(() => Measure, {
    nullable: true,
    description: 'The measure that is summed. Null if organisations are counted.',
  })
  measure!: Measure | null;

  @Field(() => [RollUpGroup], { description: 'The groups that are not empty, ordered by code.' })
  groups!: RollUpGroup[];

  @Field(() => [UnassignedGroup], {
    description: 'The organisations that belong to no organisation of the level, grouped by reason.',
  })
  unassigned!: UnassignedGroup[];

  @Field(() => [Organisation], {
    description:
      'The organisations that belong to several groups, ordered by code. They count in each group, and once in the total.',
  })
  multiplyAssigned!: Organisation[];

  @Field(() => Float, { description: 'The sum over all organisations, each counted once.' })
  total!: number;

  @Field(() => Int, { description: 'The number of organisations, each counted once.' })
  count!: number;

  @Field(() => Int, { description: 'The number of organisations without a value of the measure.' })
  missing!: number;

  @Field(() => LocalDate, { nullable: true, description: 'The day of the values. Null without a measure.' })
  valuesOn!: string | null;

  @Field(() => [String], { description: DIMENSION_VALUES })
  dimensionValues!: readonly string[];
}

@ArgsType()
export class RollUpArgs implements ValuesArgs {
  @Field(() => OrganisationKind, { description: 'The kind of the organisations to count.' })
  of!: OrganisationKind;
  @Field(() => OrganisationKind, {
    nullable: true,
    description: 'The kind of the organisations to group by. Give `by` or `byLevel`, not both.',
  })
  by?: OrganisationKind | null;
  @ViewField() view!: HierarchyView;
  @Field(() => ID, { nullable: true, description: `${MeasureDescription} Absent: organisations are counted.` })
  measure?: string | null;
  @Field(() => Within, { nullable: true, description: 'Counts only organisations below one organisation in a view.' })
  within?: Within | null;
  @AsOfField() asOf?: AsOf | null;
  @Field(() => OrganisationLevel, {
    nullable: true,
    description: 'Instead of `by`: the level to group by, whatever kind of organisation fills it on the date.',
  })
  byLevel?: OrganisationLevel | null;
  @ValuesOnField() valuesOn?: string | null;
  @MaxAgeMonthsField() maxAgeMonths?: number;
  @DimensionField() dimension?: DimensionInput | null;
}
