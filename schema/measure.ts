import { Field, Float, ID, ObjectType } from 'type-graphql';
import { LocalDate } from './local-date';
import { DIMENSION_VALUES, MeasureDimension, TOTALS } from './measures/dimension';
import { Organisation } from './organisation';

@ObjectType({
  simpleResolvers: true,
  description: 'A figure that is published by organisation and date, for example the list sizes of practices.',
})
export class Measure {
  @Field(() => ID, { description: "The id of the measure, for example 'gp-list-size'." })
  id!: string;

  @Field(() => String, { description: "The name of the measure, for example 'Patients registered at a GP practice'." })
  name!: string;

  @Field(() => String, { description: "The unit of its values, for example 'patients'." })
  unit!: string;

  @Field(() => String, { description: "The publisher of its values, for example 'NHS England'." })
  source!: string;

  @Field(() => [LocalDate], { description: 'The dates for which values are loaded, in order.' })
  dates!: readonly string[];

  @Field(() => [MeasureDimension], {
    description: 'The dimensions by which values are loaded, ordered by name, for example age bands.',
  })
  dimensions!: readonly MeasureDimension[];
}

const DATES = 'The days on which the value was counted, in order: several for the sum of several predecessors.';

@ObjectType({ simpleResolvers: true, description: 'The value of a measure for one organisation on one date.' })
export class Measurement {
  @Field(() => Measure, { description: 'The measure of the value.' })
  measure!: Measure;

  @Field(() => Float, { description: 'The value, in the unit of the measure.' })
  value!: number;

  @Field(() => LocalDate, { description: 'The date of the value: the day on which it was counted.' })
  date!: string;

  @Field(() => [LocalDate], { description: DATES })
  dates!: readonly string[];

  /** The field `valueOf`. */
  countedUnder!: readonly string[];

  @Field(() => Boolean, { description: 'Whether it was counted before the day of the values.' })
  isCarriedForward!: boolean;

  @Field(() => [String], { description: DIMENSION_VALUES })
  dimensionValues!: readonly string[];

  @Field(() => [Float], { description: TOTALS })
  totals!: readonly number[];
}

@ObjectType({ simpleResolvers: true, description: 'The value of one organisation in a total.' })
export class OrganisationValue {
  @Field(() => Organisation, { description: 'The organisation that the value counts for.' })
  organisation!: Organisation;

  @Field(() => Float, { description: 'The value, in the unit of the measure.' })
  value!: number;

  @Field(() => LocalDate, { description: 'The day on which it was counted.' })
  date!: string;

  @Field(() => [LocalDate], { description: DATES })
  dates!: readonly string[];

  /** The field `valueOf`. */
  countedUnder!: readonly string[];
}
