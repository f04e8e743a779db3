import { Field, ObjectType } from 'type-graphql';
import { HierarchyView, OrganisationKind } from './enums';

@ObjectType({
  simpleResolvers: true,
  description: 'What a view means, for example OPERATION: who operates it, by RE6.',
})
export class ViewDefinition {
  @Field(() => HierarchyView, { description: 'The view, for example COMMISSIONING.' })
  view!: HierarchyView;

  @Field(() => String, { description: "Its exact links in words, for example 'Who directs it: RE3.'." })
  description!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a kind means, for example PCN: primary role RO272.',
})
export class KindDefinition {
  @Field(() => OrganisationKind, { description: 'The kind, for example GP_PRACTICE.' })
  kind!: OrganisationKind;

  @Field(() => String, { description: "The roles that decide, for example 'Primary role RO272.'." })
  rule!: string;
}
