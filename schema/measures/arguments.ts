import { ArgsType, Field, ID, Int } from 'type-graphql';
import { MAX_AGE_MONTHS } from '../../ods/value-age';
import { AsOfField, KindsField } from '../arguments';
import type { AsOf } from '../as-of';
import { HierarchyView, type OrganisationKind } from '../enums';
import { LocalDate } from '../local-date';
import { DimensionInput } from './dimension';

export const MeasureDescription = "The id of a measure, for example 'gp-list-size'.";

/** The arguments that say which values of a measure count. */
export const ValuesOnField = () =>
  Field(() => LocalDate, {
    nullable: true,
    description:
      'The day of the values, apart from the day of the organisations: each organisation has its newest value on or before it. Absent: the day of `asOf`.',
  });
export const MaxAgeMonthsField = () =>
  Field(() => Int, {
    defaultValue: MAX_AGE_MONTHS,
    description:
      'How many months before the day of the values a value may have been counted, 0 to 1200. An older value does not count: its organisation is without a value. 0: only values of that very day.',
  });
export const DimensionField = () =>
  Field(() => DimensionInput, {
    nullable: true,
    description: 'Values by a dimension, for example of one age band. Absent: the values without a dimension.',
  });

/** What the fields with values of a measure have in common. */
export interface ValuesArgs {
  valuesOn?: string | null;
  /** Absent only where no request gives arguments: the default. */
  maxAgeMonths?: number;
  dimension?: DimensionInput | null;
}

@ArgsType()
export class MeasurementArgs implements ValuesArgs {
  @Field(() => ID, { description: MeasureDescription })
  measure!: string;
  @AsOfField() asOf?: AsOf | null;
  @ValuesOnField() valuesOn?: string | null;
  @MaxAgeMonthsField() maxAgeMonths?: number;
  @DimensionField() dimension?: DimensionInput | null;
}

@ArgsType()
export class TotalArgs implements ValuesArgs {
  @Field(() => ID, { description: MeasureDescription })
  measure!: string;
  @Field(() => HierarchyView, {
    nullable: true,
    description: 'The hierarchy to follow. Absent: the members of a network.',
  })
  view?: HierarchyView | null;
  @KindsField() kinds?: OrganisationKind[] | null;
  @AsOfField() asOf?: AsOf | null;
  @ValuesOnField() valuesOn?: string | null;
  @MaxAgeMonthsField() maxAgeMonths?: number;
  @DimensionField() dimension?: DimensionInput | null;
}
