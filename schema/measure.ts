import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { LocalDate } from './local-date';
import { Organisation } from './organisation';

@ObjectType({
  simpleResolvers: true,
  description: 'A figure that is published by organisation and date, for example the list sizes of practices.',
})
export class Measure {
  @Field(() => ID, { description: "Its id, for example 'gp-list-size'." })
  id!: string;

  @Field(() => String, { description: "What it is called, for example 'Patients registered at a GP practice'." })
  name!: string;

  @Field(() => String, { description: "What its values count, for example 'patients'." })
  unit!: string;

  @Field(() => String, { description: "Where it was published, for example 'NHS England'." })
  source!: string;

  @Field(() => [LocalDate], { description: "The dates it was published for, in order, for example ['2021-01-01']." })
  dates!: readonly string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A value of a measure for one organisation, for example 7,310 patients.',
})
export class Measurement {
  @Field(() => Measure, { description: "What was measured, for example 'gp-list-size'." })
  measure!: Measure;

  @Field(() => Float, { description: 'The value, in the unit of the measure, for example 7310.' })
  value!: number;

  @Field(() => LocalDate, { description: "The day it is for, for example '2021-01-01'." })
  date!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A measure summed over organisations, for example the patients of a network.',
})
export class MeasureTotal {
  @Field(() => Measure, { description: "What was summed, for example 'gp-list-size'." })
  measure!: Measure;

  @Field(() => Float, { description: 'The sum over those that have a value, for example 43120.' })
  value!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: "The newest extract used, for example '2021-01-01'; null when none has a value.",
  })
  date!: string | null;

  @Field(() => Int, { description: 'How many organisations have a value, for example 5.' })
  counted!: number;

  @Field(() => [Organisation], {
    description: "Those without a value, the first 200 by code, for example 'G81086'; never counted as 0.",
  })
  missing!: Organisation[];

  @Field(() => Int, { description: 'How many have no value, for example 1.' })
  missingCount!: number;
}
