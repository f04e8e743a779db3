import { Field, ID, ObjectType } from 'type-graphql';
import { HierarchyView, OrganisationKind } from './enums';

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
