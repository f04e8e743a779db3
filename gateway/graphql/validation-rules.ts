import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { fragmentsOf, type Fragments } from '../../federation/planning/fragments';
import type { Limits } from '../limits';

type Rule = (context: ValidationContext) => ASTVisitor;

/** Returns the validation rules for limits. They run after the specified rules, so every fragment exists and none is cyclic. */
export function validationRules(limits: Limits, introspection: boolean): Rule[] {
  return [
    supportedOperations,
    offeredDirectives,
    maxCount('aliases', limits.aliases),
    maxCount('directives', limits.directives),
    maxRootFields(limits.rootFields),
    maxDepth(limits.depth),
    ...(introspection ? [] : [noIntrospection]),
  ];
}

function supportedOperations(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (node.operation === 'subscription') reportError(context, 'Subscriptions are not offered.', node);
      else if (context.getSchema().getRootType(node.operation) === undefined)
        reportError(context, `The operation ${node.operation} is not supported.`, node);
      return false;
    },
  };
}

/** They would need responses in several parts. GraphQL itself only says that it does not know them. */
const NOT_OFFERED = new Set(['defer', 'stream']);

function offeredDirectives(context: ValidationContext): ASTVisitor {
  return {
    Directive(node) {
      if (NOT_OFFERED.has(node.name.value))
        reportError(context, `@${node.name.value} is not offered: a response is always whole.`);
    },
  };
}

function maxCount(construct: 'aliases' | 'directives', limit: number): Rule {
  return (context) => {
    let count = 0;
    const add = () => {
      if (++count === limit + 1) reportError(context, `The document exceeds the limit of ${limit} ${construct}.`);
    };
    return construct === 'aliases' ? { Field: (node) => (node.alias ? add() : undefined) } : { Directive: add };
  };
}

function maxRootFields(limit: number): Rule {
  return (context) => ({
    OperationDefinition(node) {
      if (countRootFields(node.selectionSet, fragmentsOf(context.getDocument()), limit) > limit)
        reportError(context, `The operation exceeds the limit of ${limit} root fields.`, node);
      return false;
    },
  });
}

/** Counts root fields, fragments expanded; stops above the limit. */
function countRootFields({ selections }: SelectionSetNode, fragments: Fragments, limit: number): number {
  let count = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) count++;
    else count += countRootFields(selectionSetOf(selection, fragments)!, fragments, limit - count);
    if (count > limit) break;
  }
  return count;
}

function maxDepth(limit: number): Rule {
  return (context) => ({
    Document(document) {
      const depths = createDepthCounter(fragmentsOf(document));
      for (const operation of document.definitions)
        if (operation.kind === Kind.OPERATION_DEFINITION && depths(operation.selectionSet) > limit)
          reportError(context, `The operation exceeds the depth limit of ${limit} fields.`, operation);
      return false;
    },
  });
}

/** Returns a function for the depth of a selection set in fields. It measures each set once, so the time is linear. */
function createDepthCounter(fragments: Fragments): (set: SelectionSetNode) => number {
  const depths = new Map<SelectionSetNode, number>();
  const depth = (set: SelectionSetNode): number => {
    let deepest = depths.get(set);
    if (deepest === undefined) {
      deepest = 0;
      for (const selection of set.selections) {
        const below = selectionSetOf(selection, fragments);
        deepest = Math.max(deepest, (selection.kind === Kind.FIELD ? 1 : 0) + (below ? depth(below) : 0));
      }
      depths.set(set, deepest);
    }
    return deepest;
  };
  return depth;
}

function noIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type')
        reportError(context, 'Introspection is disabled.', node);
    },
  };
}

function selectionSetOf(selection: SelectionNode, fragments: Fragments): SelectionSetNode | undefined {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return fragments.get(selection.name.value)?.selectionSet;
  return selection.selectionSet;
}

function reportError(
  context: ValidationContext,
  message: string,
  node?: OperationDefinitionNode | SelectionNode,
): void {
  context.reportError(new GraphQLError(message, node ? { nodes: node } : {}));
}
