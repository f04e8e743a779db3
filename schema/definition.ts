import { Field, ObjectType } from 'type-graphql';
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
