import { ArgsType, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { AsOfField, KindsField } from './arguments';
import type { AsOf } from './as-of';
import { HierarchyView, OrganisationKind } from './enums';
import { LocalDate } from './local-date';
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
}

@ObjectType({ simpleResolvers: true, description: 'The value of a measure for one organisation on one date.' })
export class Measurement {
  @Field(() => Measure, { description: 'The measure of the value.' })
  measure!: Measure;

  @Field(() => Float, { description: 'The value, in the unit of the measure.' })
  value!: number;

  @Field(() => LocalDate, { description: 'The date of the value.' })
  date!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The sum of a measure over several organisations, for example the patients of a network.',
})
export class MeasureTotal {
  @Field(() => Measure, { description: 'The measure that is summed.' })
  measure!: Measure;

  @Field(() => Float, { description: 'The sum over the organisations that have a value.' })
  value!: number;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The date of the newest value in the sum. Null if no organisation has a value.',
  })
  date!: string | null;

  @Field(() => Int, { description: 'The number of organisations that have a value.' })
  counted!: number;

  @Field(() => [Organisation], {
    description: 'The organisations without a value, ordered by code, at most 200. They do not count as 0.',
  })
  missing!: Organisation[];

  @Field(() => Int, {
    description: 'The number of organisations without a value, also beyond the first 200 of `missing`.',
  })
  missingCount!: number;
}

export const MeasureDescription = "The id of a measure, for example 'gp-list-size'.";

@ArgsType()
export class MeasurementArgs {
  @Field(() => ID, { description: MeasureDescription })
  measure!: string;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class TotalArgs {
  @Field(() => ID, { description: MeasureDescription })
  measure!: string;
  @Field(() => HierarchyView, {
    nullable: true,
    description: 'The hierarchy to follow. Absent: the members of a network.',
  })
  view?: HierarchyView | null;
  @KindsField() kinds?: OrganisationKind[] | null;
  @AsOfField() asOf?: AsOf | null;
}
