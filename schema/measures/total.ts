import { Field, Float, Int, ObjectType } from 'type-graphql';
import { LocalDate } from '../local-date';
import { Measure, OrganisationValue } from '../measure';
import { Organisation } from '../organisation';
import { DIMENSION_VALUES } from './dimension';
import { MeasureSums } from './sums';

@ObjectType({
  simpleResolvers: true,
  description: 'The sum of a measure over several organisations, for example the patients of a network.',
})
export class MeasureTotal extends MeasureSums {
  @Field(() => Measure, { description: 'The measure that is summed.' })
  measure!: Measure;

  @Field(() => Float, { description: 'The sum over the organisations that have a value.' })
  value!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The date of the newest value in the sum. Null if no organisation has a value.',
  })
  date!: string | null;

  @Field(() => LocalDate, { description: 'The day of the values.' })
  valuesOn!: string;

  @Field(() => Int, { description: 'The number of organisations that have a value.' })
  counted!: number;

  @Field(() => [Organisation], {
    description:
      'The organisations without a value, ordered by code, at most 200. They do not count as 0. `measurementMissing` of each says why.',
  })
  missing!: Organisation[];

  @Field(() => Int, {
    description: 'The number of organisations without a value, also beyond the first 200 of `missing`.',
  })
  missingCount!: number;

  @Field(() => [OrganisationValue], {
    description: 'The values that are carried forward from an earlier day, ordered by code, at most 200.',
  })
  valuesCarriedForward!: OrganisationValue[];

  @Field(() => [OrganisationValue], {
    description: 'The values under the code of a predecessor or successor, ordered by code, at most 200.',
  })
  valuesUnderOtherCodes!: OrganisationValue[];

  @Field(() => [String], { description: DIMENSION_VALUES })
  dimensionValues!: readonly string[];
}
