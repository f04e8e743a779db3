import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { KIND_DEFINITIONS } from '../ods/kinds';
import { relationshipTypesOf, VIEW_DEFINITIONS } from '../ods/views';
import { all } from '../maybe-promise';
import { KindDefinition, ViewDefinition } from '../schema/definition';
import { RelationshipType } from '../schema/relationship';
import { relationshipTypeNamed } from '../domain/records/code-lists';
import type { Context } from '../domain/context';

@Resolver(() => ViewDefinition)
export class DefinitionResolver {
  @Query(() => [ViewDefinition], {
    description: 'The named hierarchies and the exact links of each, for example OPERATION.',
  })
  views() {
    return Object.values(VIEW_DEFINITIONS);
  }

  @Query(() => [KindDefinition], {
    description: 'The kinds, most specific first, with the rule of each, for example PCN.',
  })
  kinds() {
    return KIND_DEFINITIONS;
  }

  @FieldResolver(() => [RelationshipType], {
    description: "The relationship types that the view may follow, for example 'RE6' of OPERATION.",
  })
  relationshipTypes(@Root() { view }: ViewDefinition, @Ctx() { root, loaders }: Context) {
    return all(relationshipTypesOf(view).map((code) => relationshipTypeNamed(code, root, loaders)));
  }
}
