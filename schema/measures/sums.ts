import { Field, Float, Int, ObjectType } from 'type-graphql';
import { LocalDate } from '../local-date';
import { TOTALS } from './dimension';

/** What every sum of a measure says of its values. */
@ObjectType({ simpleResolvers: true })
export abstract class MeasureSums {
  @Field(() => [LocalDate], {
    description:
      'The dates of the values in the total, in order: each organisation has its newest value on or before the day of the values. Empty without a measure.',
  })
  dates!: readonly string[];

  @Field(() => Int, {
    description:
      'The number of organisations whose value was counted before the day of the values, and is carried forward.',
  })
  carriedForward!: number;

  @Field(() => Int, { description: 'The number of organisations without a value only because theirs is too old.' })
  tooOld!: number;

  @Field(() => Int, {
    description: 'The number of organisations whose value stands under the code of a predecessor or successor.',
  })
  underOtherCodes!: number;

  @Field(() => Int, {
    description:
      'The number of values that are left out because the successor counts with a value of its own from before the succession. It may not hold theirs: nothing counts twice, and `leftOutTotal` says how much may be lacking.',
  })
  leftOut!: number;

  @Field(() => Float, { description: 'The sum of the values that are left out.' })
  leftOutTotal!: number;

  @Field(() => [Float], { description: TOTALS })
  totals!: readonly number[];
}
