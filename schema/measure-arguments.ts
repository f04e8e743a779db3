import { ArgsType, Field, ID } from 'type-graphql';
import { AsOfField, KindsField, ViewField } from './arguments';
import type { AsOf } from './as-of';
import { HierarchyView, OrganisationKind, OrganisationLevel } from './enums';
import { Within } from './within';

/** The arguments of the fields that read measures. */
const MeasureDescription = "The id of a measure, for example 'gp-list-size'.";

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

@ArgsType()
export class RollUpArgs {
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
}
