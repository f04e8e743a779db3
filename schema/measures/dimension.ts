import { Field, InputType, ObjectType } from 'type-graphql';
import { LocalDate } from '../local-date';

export const DIMENSION_VALUES =
  'The values of the dimension, in order. Empty unless `dimension` is given without a value.';
export const TOTALS =
  'The sums by value of the dimension, in the order of `dimensionValues`. Empty unless `dimension` is given without a value.';

@ObjectType({
  simpleResolvers: true,
  description: 'A dimension by which values of a measure are loaded, for example the age band of patients.',
})
export class MeasureDimension {
  @Field(() => String, { description: "The name of the dimension, for example 'age_group_5'." })
  name!: string;

  @Field(() => [String], { description: "The values of the dimension, in order, for example '0_4' and '95+'." })
  values!: readonly string[];

  @Field(() => [LocalDate], { description: 'The dates for which values by the dimension are loaded, in order.' })
  dates!: readonly string[];
}

@InputType({
  description:
    "Values by a dimension of the measure, for example { name: 'age_group_5', value: '0_4' }. The field `dimensions` of a measure lists them.",
})
export class DimensionInput {
  @Field(() => String, { description: "The name of the dimension, for example 'age_group_5'." })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: "One value of the dimension, for example '0_4'. Absent: the sum over all its values, with `totals`.",
  })
  value?: string | null;
}
