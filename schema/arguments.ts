import { ArgsType, Field, ID, Int } from 'type-graphql';
import { AsOf, CodeAsOf } from './as-of';
import { ChangeKind, HierarchyView, LinkDirection, OrganisationKind, OrganisationLevel, RecordClass } from './enums';
import { LocalDate } from './local-date';
import { NearField, type Near } from './nearby/near';
import { AfterField, BeforeField, FirstField, LastField } from './paging/page-fields';
import { GroupsField, WithinField, type ChangeGroup } from './changes/group';
import { Within } from './within';

/**
 * The arguments of the fields, in the order in which the schema prints them. The values are as GraphQL coerces them: an
 * absent argument is undefined, and null if the client sent null.
 */
export const AsOfField = () =>
  Field(() => AsOf, {
    nullable: true,
    description: 'The moment to read. Absent parts are inherited from the field above.',
  });
export const ViewField = () => Field(() => HierarchyView, { description: 'The hierarchy to follow.' });
export const KindsField = () =>
  Field(() => [OrganisationKind], {
    nullable: true,
    description: 'Returns only organisations of at least one of these kinds. Absent or empty: all kinds.',
  });
const IncludeInactiveField = (what: string) =>
  Field(() => Boolean, { defaultValue: false, description: `Whether to include ${what}.` });
const MaxDepthField = () =>
  Field(() => Int, { defaultValue: 12, description: 'The maximum number of levels, 1 to 25.' });

@ArgsType()
export class AsOfArgs {
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class OrganisationArgs {
  @Field(() => ID, { description: "The ODS code, in upper or lower case, for example 'j82028'." })
  code!: string;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class OrganisationsArgs {
  @Field(() => [ID], { description: '1 to 500 ODS codes, in upper or lower case.' })
  codes!: string[];
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class OrganisationsAsOfArgs {
  @Field(() => [CodeAsOf], { description: '1 to 500 codes, each with its own day. A code may appear on several days.' })
  items!: CodeAsOf[];
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class RolesArgs {
  @IncludeInactiveField('roles that were not held on the date') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class RelationshipsArgs {
  @Field(() => [ID], {
    nullable: true,
    description: "Returns only relationships of these types, for example ['RE4', 'RE6']. Absent or empty: all types.",
  })
  types?: string[] | null;
  @Field(() => LinkDirection, {
    nullable: true,
    description: 'UP: the organisation is the source. DOWN: the organisation is the target. Absent: both.',
  })
  direction?: LinkDirection | null;
  @IncludeInactiveField('relationships that did not hold on the date') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(20) first?: number | null;
  @AfterField() after?: string | null;
  @LastField() last?: number | null;
  @BeforeField() before?: string | null;
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
  @IncludeInactiveField('organisations that were not active on the date') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(20) first?: number | null;
  @AfterField() after?: string | null;
  @LastField() last?: number | null;
  @BeforeField() before?: string | null;
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
  @FirstField(20) first?: number | null;
  @AfterField() after?: string | null;
  @LastField() last?: number | null;
  @BeforeField() before?: string | null;
}

@ArgsType()
export class TreeArgs {
  @ViewField() view!: HierarchyView;
  @Field(() => LinkDirection, {
    defaultValue: 'DOWN',
    description: 'DOWN for everything below the organisation, UP for everything above it.',
  })
  direction!: LinkDirection;
  @KindsField() kinds?: OrganisationKind[] | null;
  @MaxDepthField() maxDepth!: number;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class BelongsToArgs {
  @Field(() => OrganisationKind, {
    nullable: true,
    description: 'The kind of organisation to look for, for example ICB. Give `kind` or `level`, not both.',
  })
  kind?: OrganisationKind | null;
  @Field(() => HierarchyView, { defaultValue: 'REPORTING', description: 'The hierarchy to follow.' })
  view!: HierarchyView;
  @AsOfField() asOf?: AsOf | null;
  @Field(() => OrganisationLevel, {
    nullable: true,
    description: 'Instead of `kind`: the level to look for, whatever kind of organisation fills it on the date.',
  })
  level?: OrganisationLevel | null;
}

@ArgsType()
export class PathsArgs {
  @Field(() => ID, { description: 'The code at which the paths start.' })
  from!: string;
  @Field(() => ID, { description: 'The code at which the paths end.' })
  to!: string;
  @ViewField() view!: HierarchyView;
  @AsOfField() asOf?: AsOf | null;
  @Field(() => Int, { defaultValue: 3, description: 'The maximum number of paths, 1 to 20.' })
  limit!: number;
}

@ArgsType()
export class MembersArgs {
  @IncludeInactiveField('members that were not active on the date') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(100) first?: number | null;
  @AfterField() after?: string | null;
  @LastField() last?: number | null;
  @BeforeField() before?: string | null;
}

@ArgsType()
export class SuggestArgs {
  @Field(() => String, {
    description: "The text that the user has typed so far, for example 'old mi'. Blank: no organisations.",
  })
  text!: string;
  @KindsField() kinds?: OrganisationKind[] | null;
  @NearField(' A complete code still comes first.') near?: Near | null;
  @AsOfField() asOf?: AsOf | null;
}

@ArgsType()
export class SearchArgs {
  @Field(() => String, {
    nullable: true,
    description:
      "What is typed into a search box: a code, name, former name, town, address, postcode or UPRN, for example 'old mill exampleton'. At most 100 characters and 8 words count. Blank: an error.",
  })
  text?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      "A postcode, its outward part, sector or area, for example 'SO23', 'SO23 8' or 'SO'. A sector needs its space. Blank: an error.",
  })
  postcode?: string | null;
  @Field(() => String, { nullable: true, description: 'A Unique Property Reference Number (UPRN). Blank: an error.' })
  uprn?: string | null;
  @KindsField() kinds?: OrganisationKind[] | null;
  @Field(() => [ID], {
    nullable: true,
    description:
      "Returns only organisations that held at least one of these roles on the date, for example ['RO76']. Absent or empty: all roles.",
  })
  roles?: string[] | null;
  @Field(() => RecordClass, { nullable: true, description: 'Returns only organisations of this record class.' })
  recordClass?: RecordClass | null;
  @Field(() => Within, { nullable: true, description: 'Returns only organisations below one organisation in a view.' })
  within?: Within | null;
  @NearField() near?: Near | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Returns only organisations whose record ODS has changed on or after this day.',
  })
  changedSince?: string | null;
  @IncludeInactiveField('organisations that were not active on the date') includeInactive!: boolean;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(20) first?: number | null;
  @AfterField() after?: string | null;
  @LastField() last?: number | null;
  @BeforeField() before?: string | null;
}

@ArgsType()
export class ReleaseArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      "The id of a release, which is its publication date, for example '2024-10-31'. Absent: the live release.",
  })
  id?: string | null;
}

@ArgsType()
export class ChangesArgs {
  @Field(() => ID, {
    description:
      "The release to compare from, by its publication date, for example '2024-09-30'. It may be later than `to`.",
  })
  from!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      "The release to compare to, by its publication date, for example '2024-10-31'. Absent: the live release.",
  })
  to?: string | null;
  @Field(() => [ChangeKind], {
    nullable: true,
    description: 'Returns only changes of these kinds. Absent or empty: all kinds.',
  })
  kinds?: ChangeKind[] | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Returns only the changes of the organisation with this code. Absent: all organisations.',
  })
  code?: string | null;
  @WithinField() within?: Within | null;
  @GroupsField() groups?: ChangeGroup[] | null;
  @FirstField(100) first?: number | null;
  @AfterField() after?: string | null;
  @LastField() last?: number | null;
  @BeforeField() before?: string | null;
}

@ArgsType()
export class FindingsArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      "Returns only findings of the rule with this id, for example 'open-to-closed-target'. Absent: all rules. An unknown id is an error that lists the rules.",
  })
  rule?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      "Returns only findings about the organisation with this code. '' returns findings about the release as a whole. Absent: all codes.",
  })
  code?: string | null;
  @AsOfField() asOf?: AsOf | null;
  @FirstField(20) first?: number | null;
  @AfterField() after?: string | null;
  @LastField() last?: number | null;
  @BeforeField() before?: string | null;
}
