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
import type { Limits } from './limits';

type Rule = (context: ValidationContext) => ASTVisitor;

/** What a valid document may not do. They run after GraphQL's own rules, so every fragment is known and none is cyclic. */
export function documentRules(limits: Limits, introspection: boolean): Rule[] {
  return [
    onlyOfferedOperations,
    atMost('aliases', limits.aliases),
    atMost('directives', limits.directives),
    maxRootFields(limits.rootFields),
    maxDepth(limits.depth),
    ...(introspection ? [] : [noIntrospection]),
  ];
}

function onlyOfferedOperations(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation) === undefined || node.operation === 'subscription')
        refuse(context, `The operation ${node.operation} is not offered.`, node);
      return false;
    },
  };
}

function atMost(what: 'aliases' | 'directives', limit: number): Rule {
  return (context) => {
    let count = 0;
    const add = () => {
      if (++count === limit + 1) refuse(context, `The document has more than ${limit} ${what}, the most allowed.`);
    };
    return what === 'aliases' ? { Field: (node) => (node.alias ? add() : undefined) } : { Directive: add };
  };
}

function maxRootFields(limit: number): Rule {
  return (context) => ({
    OperationDefinition(node) {
      if (rootFields(node.selectionSet, fragmentsOf(context.getDocument()), limit) > limit)
        refuse(context, `The operation has more than ${limit} root fields, the most allowed.`, node);
      return false;
    },
  });
}

/** Fields at the root, fragments spread out; stops counting above the limit. */
function rootFields({ selections }: SelectionSetNode, fragments: Fragments, limit: number): number {
  let count = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) count++;
    else count += rootFields(setOf(selection, fragments)!, fragments, limit - count);
    if (count > limit) break;
  }
  return count;
}

function maxDepth(limit: number): Rule {
  return (context) => ({
    Document(document) {
      const depths = depthsOf(fragmentsOf(document));
      for (const operation of document.definitions)
        if (operation.kind === Kind.OPERATION_DEFINITION && depths(operation.selectionSet) > limit)
          refuse(context, `The operation is more than ${limit} fields deep, the most allowed.`, operation);
      return false;
    },
  });
}

/** The depth of a selection set in fields. Each set is measured once, whatever spreads it. */
function depthsOf(fragments: Fragments): (set: SelectionSetNode) => number {
  const known = new Map<SelectionSetNode, number>();
  const depth = (set: SelectionSetNode): number => {
    let deepest = known.get(set);
    if (deepest === undefined) {
      deepest = 0;
      for (const selection of set.selections) {
        const below = setOf(selection, fragments);
        deepest = Math.max(deepest, (selection.kind === Kind.FIELD ? 1 : 0) + (below ? depth(below) : 0));
      }
      known.set(set, deepest);
    }
    return deepest;
  };
  return depth;
}

function noIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      if (node.name.value === '__schema' || node.name.value === '__type')
        refuse(context, 'Introspection is switched off.', node);
    },
  };
}

function setOf(selection: SelectionNode, fragments: Fragments): SelectionSetNode | undefined {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return fragments.get(selection.name.value)?.selectionSet;
  return selection.selectionSet;
}

function refuse(context: ValidationContext, message: string, node?: OperationDefinitionNode | SelectionNode): void {
  context.reportError(new GraphQLError(message, node ? { nodes: node } : {}));
}
