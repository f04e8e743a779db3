import { Field, ID, ObjectType } from 'type-graphql';
import { HierarchyView, OrganisationKind, OrganisationLevel } from './enums';
import { LocalDate } from './local-date';

@ObjectType({ simpleResolvers: true, description: 'The definition of a view: which relationships it follows.' })
export class ViewDefinition {
  @Field(() => HierarchyView, { description: 'The view that is defined.' })
  view!: HierarchyView;

  @Field(() => String, { description: 'The relationships that the view follows, in words.' })
  description!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The definition of a kind: which roles decide it.' })
export class KindDefinition {
  @Field(() => OrganisationKind, { description: 'The kind that is defined.' })
  kind!: OrganisationKind;

  @Field(() => String, { description: "The rule that decides the kind, for example 'Primary role RO272.'." })
  rule!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A code of the NHS Data Dictionary that stands for no organisation: data sets use it where a code is not known or does not apply.',
})
export class DefaultCode {
  @Field(() => ID, { description: "The code, for example 'V81999'." })
  code!: string;

  @Field(() => String, { description: 'What the code stands for, for example that the GP practice code is not known.' })
  meaning!: string;

  @Field(() => String, { description: 'Where the meaning is published.' })
  source!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The organisations that fill a level from a day on.' })
export class LevelStep {
  @Field(() => LocalDate, { description: 'The first day of the step. It ends before the first day of the next one.' })
  from!: string;

  @Field(() => OrganisationKind, {
    nullable: true,
    description: 'The kind of the organisations. Null if they have no kind of their own, only a primary role.',
  })
  kind!: OrganisationKind | null;

  @Field(() => String, { description: "The organisations in words, for example 'clinical commissioning groups'." })
  name!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The definition of a level: which kinds of organisations filled it, and from which day.',
})
export class LevelDefinition {
  @Field(() => OrganisationLevel, { description: 'The level that is defined.' })
  level!: OrganisationLevel;

  @Field(() => String, { description: 'The level in words.' })
  description!: string;

  @Field(() => [LevelStep], { description: 'What fills the level, newest first. Before the last of them it is empty.' })
  steps!: LevelStep[];
}
