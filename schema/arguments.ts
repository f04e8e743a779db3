import { ArgsType, Field, ID, Int } from 'type-graphql';
import { AsOf } from './as-of';
import { ChangeKind, HierarchyView, LinkDirection, OrganisationKind, RecordClass } from './enums';
import { LocalDate } from './local-date';
import { Within } from './within';

/**
 * The arguments of the fields, in the order in which clients read them. They come as graphql has coerced them: absent
 * ones are undefined, or null where null was sent.
 */
const AsOfField = () =>
  Field(() => AsOf, {
    nullable: true,
    description: "The moment asked about, for example { date: '2021-03-31' }; inherited from the field above.",
  });
const ViewField = () => Field(() => HierarchyView, { description: 'The hierarchy, for example COMMISSIONING.' });
const KindsField = () =>
  Field(() => [OrganisationKind], {
    nullable: true,
    description: 'Any of these kinds, for example [GP_PRACTICE]; none or an empty list for all.',
  });
const IncludeInactiveField = (what: string) =>
  Field(() => Boolean, { defaultValue: false, description: `Whether to list ${what}, for example true.` });
const FirstField = (most: number) =>
  Field(() => Int, { defaultValue: most, description: `Size of the page, 1 to 200, for example ${most}.` });
const AfterField = () =>
  Field(() => String, {
    nullable: true,
    description: "`endCursor` of the page before, for example 'WyJ…'; absent for the first page.",
  });

const MaxDepthField = () =>
  Field(() => Int, { defaultValue: 12, description: 'Levels to walk at most, 1 to 25, for example 12.' });

@ArgsType()
export class AsOfArgs {
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class OrganisationArgs {
  @Field(() => ID, { description: "ODS code in any case, for example 'j82028'." })
  code!: string;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class OrganisationsArgs {
  @Field(() => [ID], { description: "1 to 500 ODS codes in any case, for example ['J82028', 'G81086']." })
  codes!: string[];
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class RolesArgs {
  @IncludeInactiveField('roles that were not held on the date too') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class RelationshipsArgs {
  @Field(() => [ID], {
    nullable: true,
    description: "Any of these relationship types, for example ['RE4', 'RE6']; none or an empty list for all.",
  })
  types?: string[] | null;
  @Field(() => LinkDirection, {
    nullable: true,
    description:
      'UP for those of which it is the source, DOWN for those of which it is the target, for example UP; absent for both.',
  })
  direction?: LinkDirection | null;
  @IncludeInactiveField('relationships that did not hold on the date too') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(20) first!: number;
  @AfterField() after?: string | null;
}

@ArgsType()
export class ParentsArgs {
  @ViewField() view!: HierarchyView;
  @AsOfField() asOf?: AsOf | null;
}

/** Also the arguments of `descendantCodes`. */
@ArgsType()
export class ChildCountArgs {
  @ViewField() view!: HierarchyView;
  @KindsField() kinds?: OrganisationKind[] | null;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class ChildrenArgs {
  @ViewField() view!: HierarchyView;
  @KindsField() kinds?: OrganisationKind[] | null;
  @IncludeInactiveField('those that were not active on the date too') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(20) first!: number;
  @AfterField() after?: string | null;
}

@ArgsType()
export class AncestorsArgs {
  @ViewField() view!: HierarchyView;
  @MaxDepthField() maxDepth!: number;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class DescendantsArgs {
  @ViewField() view!: HierarchyView;
  @KindsField() kinds?: OrganisationKind[] | null;
  @MaxDepthField() maxDepth!: number;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(20) first!: number;
  @AfterField() after?: string | null;
}

@ArgsType()
export class TreeArgs {
  @ViewField() view!: HierarchyView;
  @Field(() => LinkDirection, {
    defaultValue: 'DOWN',
    description: 'DOWN for everything below, UP for everything above, for example DOWN.',
  })
  direction!: LinkDirection;
  @KindsField() kinds?: OrganisationKind[] | null;
  @MaxDepthField() maxDepth!: number;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class BelongsToArgs {
  @Field(() => OrganisationKind, { description: 'The kind looked for, for example ICB.' })
  kind!: OrganisationKind;
  @Field(() => HierarchyView, { defaultValue: 'REPORTING', description: 'The hierarchy, for example COMMISSIONING.' })
  view!: HierarchyView;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class PathsArgs {
  @Field(() => ID, { description: "Where the paths start, for example 'G81086'." })
  from!: string;
  @Field(() => ID, { description: "Where they end, for example 'Y59'." })
  to!: string;
  @ViewField() view!: HierarchyView;
  @AsOfField() asOf?: AsOf | null;
  @Field(() => Int, { defaultValue: 3, description: 'Paths to name at most, 1 to 20, for example 3.' })
  limit!: number;
}

@ArgsType()
export class MembersArgs {
  @IncludeInactiveField('members that were not active on the date too') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(100) first!: number;
  @AfterField() after?: string | null;
}

@ArgsType()
export class SuggestArgs {
  @Field(() => String, { description: "What has been typed so far, for example 'old mi'." })
  text!: string;
  @KindsField() kinds?: OrganisationKind[] | null;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class SearchArgs {
  @Field(() => String, {
    nullable: true,
    description: "Code, part of a code, name, town or postcode, for example 'old mill'.",
  })
  text?: string | null;
  @Field(() => String, { nullable: true, description: "Whole, or the outward part, for example 'SO23 8DQ' or 'SO23'." })
  postcode?: string | null;
  @Field(() => String, { nullable: true, description: "Unique Property Reference Number, for example '100062519301'." })
  uprn?: string | null;
  @KindsField() kinds?: OrganisationKind[] | null;
  @Field(() => [ID], {
    nullable: true,
    description: "Any of these roles, held on the date, for example ['RO76']; none or an empty list for all.",
  })
  roles?: string[] | null;
  @Field(() => RecordClass, { nullable: true, description: 'For example SITE.' })
  recordClass?: RecordClass | null;
  @Field(() => Within, {
    nullable: true,
    description: "Only what lies under an organisation, for example { code: 'QWE', view: COMMISSIONING }.",
  })
  within?: Within | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: "Only records that ODS has changed on this day or since, for example '2024-09-30'.",
  })
  changedSince?: string | null;
  @IncludeInactiveField('those that were not active on the date too') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(20) first!: number;
  @AfterField() after?: string | null;
}

const MeasureDescription = "The id of a measure, for example 'gp-list-size'";

@ArgsType()
export class MeasurementArgs {
  @Field(() => ID, { description: `${MeasureDescription}.` })
  measure!: string;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class TotalArgs {
  @Field(() => ID, { description: `${MeasureDescription}.` })
  measure!: string;
  @Field(() => HierarchyView, {
    nullable: true,
    description: 'The hierarchy, for example COMMISSIONING; absent for the members of a network.',
  })
  view?: HierarchyView | null;
  @KindsField() kinds?: OrganisationKind[] | null;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class RollUpArgs {
  @Field(() => OrganisationKind, { description: 'What is counted, for example GP_PRACTICE.' })
  of!: OrganisationKind;
  @Field(() => OrganisationKind, { description: 'The level to group by, for example ICB.' })
  by!: OrganisationKind;
  @ViewField() view!: HierarchyView;
  @Field(() => ID, { nullable: true, description: `${MeasureDescription}; absent for counts.` })
  measure?: string | null;
  @Field(() => Within, {
    nullable: true,
    description: "Only what lies under an organisation, for example { code: 'Y56', view: COMMISSIONING }.",
  })
  within?: Within | null;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class ReleaseArgs {
  @Field(() => ID, {
    nullable: true,
    description: "Its publication date, for example '2024-10-31'; absent for the live one.",
  })
  id?: string | null;
}

@ArgsType()
export class ChangesArgs {
  @Field(() => ID, {
    description:
      "The release to compare with, by its publication date, for example '2024-09-30'; it may be the later one.",
  })
  from!: string;
  @Field(() => ID, {
    nullable: true,
    description: "The release that is compared, for example '2024-10-31'; absent for the live one.",
  })
  to?: string | null;
  @Field(() => [ChangeKind], {
    nullable: true,
    description: 'Any of these kinds, for example [CLOSED, REMOVED]; none or an empty list for all.',
  })
  kinds?: ChangeKind[] | null;
  @Field(() => ID, {
    nullable: true,
    description: "Only what changed about one organisation, for example 'G81086'; absent for all.",
  })
  code?: string | null;
  @FirstField(100) first!: number;
  @AfterField() after?: string | null;
}

@ArgsType()
export class FindingsArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      "The id of a rule, for example 'open-to-closed-target'; absent for all. An unknown one is an error that lists them.",
  })
  rule?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      "What they are about, for example 'G81086'; '' for what is about the release as a whole; absent for all.",
  })
  code?: string | null;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(20) first!: number;
  @AfterField() after?: string | null;
}
