import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { KIND_DEFINITIONS } from '../ods/kinds';
import { defaultCodes } from '../ods/default-codes';
import { LEVEL_DEFINITIONS } from '../ods/levels';
import { relationshipTypesOf, VIEW_DEFINITIONS } from '../ods/views';
import { all } from '../maybe-promise';
import { DefaultCode, KindDefinition, LevelDefinition, ViewDefinition } from '../schema/definition';
import { RelationshipType } from '../schema/relationship';
import { relationshipTypeByCode } from '../domain/records/code-lists';
import type { Context } from '../domain/context';
import { within } from '../domain/moment';

@Resolver(() => ViewDefinition)
export class ViewDefinitionResolver {
  @Query(() => [ViewDefinition], {
    description: 'The named hierarchies, with the exact links of each.',
  })
  views() {
    return Object.values(VIEW_DEFINITIONS);
  }

  @Query(() => [KindDefinition], {
    description: 'The kinds of organisation, most specific first, with the rule of each.',
  })
  kinds() {
    return KIND_DEFINITIONS;
  }

  @Query(() => [LevelDefinition], {
    description: 'The levels that different kinds of organisations filled over the years, with the first day of each.',
  })
  levels() {
    return LEVEL_DEFINITIONS.map(({ steps, ...level }) => ({
      ...level,
      steps: steps.map(({ from, name, target }) => ({ from, name, kind: 'kind' in target ? target.kind : null })),
    }));
  }

  @Query(() => [DefaultCode], {
    description:
      'The codes that stand for no organisation, such as V81999 for a GP practice code that is not known, ordered by code.',
  })
  defaultCodes() {
    return defaultCodes();
  }

  @FieldResolver(() => [RelationshipType], {
    description: 'The relationship types that the view can follow.',
  })
  relationshipTypes(@Root() { view }: ViewDefinition, @Ctx() context: Context) {
    const at = within(context.root, null, context);
    return all(relationshipTypesOf(view).map((code) => relationshipTypeByCode(code, at, context.loaders)));
  }
}
