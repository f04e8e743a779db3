import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { KIND_DEFINITIONS } from '../graph/kinds';
import { relationshipTypesOf, VIEW_DEFINITIONS } from '../graph/views';
import { all } from '../graph/when';
import { KindDefinition, ViewDefinition } from '../schema/definition';
import { RelationshipType } from '../schema/relationship';
import { relationshipTypeNamed } from './code-list';
import type { Context } from './context';

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
