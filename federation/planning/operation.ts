import { getOperationAST, Kind, visit } from 'graphql';
import type { ASTVisitor, DirectiveNode, DocumentNode, OperationDefinitionNode } from 'graphql';
import { badInput, KnownError } from '../../errors';
import { fragmentsOf, type Fragments } from './fragments';
import { chooseSafeNames, type SafeNames } from './safe-names';
import type { JsonObject } from '../json-object';

/** An operation of a validated document. */
export interface Operation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly names: SafeNames;
}

/** Returns the named operation. Throws BAD_USER_INPUT without one, GRAPHQL_VALIDATION_FAILED for a subscription. */
export function readOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
  fieldNames: ReadonlySet<string>,
): Operation {
  const operation = getOperationAST(document, operationName);
  if (!operation)
    throw badInput('The document has no operation with this name, or several operations and no name was given.');
  if (operation.operation === 'subscription') {
    throw new KnownError('GRAPHQL_VALIDATION_FAILED', 'Subscriptions are not supported.');
  }
  return { operation, fragments: fragmentsOf(document), names: chooseSafeNames(document, fieldNames) };
}

/** Names of the variables that @skip and @include use, in the order of their declaration. */
export function conditionVariables({ operation, fragments }: Operation): string[] {
  const found = new Set<string>();
  const visitor: ASTVisitor = {
    Directive(directive) {
      const condition = conditionOf(directive);
      if (condition?.kind === Kind.VARIABLE) found.add(condition.name.value);
    },
  };
  visit(operation, visitor);
  for (const fragment of fragments.values()) visit(fragment, visitor);
  const declared = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  return declared.filter((name) => found.has(name));
}

/**
 * Removes @skip and @include, and the selections that they exclude; a selection set may become empty. Plans and
 * projections then need no conditions: the planner fails on some, and the order of the response's keys depends on them.
 */
export function applyConditions(
  { operation, fragments, names }: Operation,
  variables: Readonly<JsonObject>,
): Operation {
  const apply = <Selection extends { readonly directives?: readonly DirectiveNode[] }>(selection: Selection) => {
    if (!selection.directives?.length) return undefined;
    if (selection.directives.some((directive) => isExcludedBy(directive, variables))) return null;
    return { ...selection, directives: selection.directives.filter((directive) => !conditionOf(directive)) };
  };
  const visitor: ASTVisitor = { Field: apply, InlineFragment: apply, FragmentSpread: apply };
  return {
    operation: visit(operation, visitor),
    fragments: new Map([...fragments].map(([name, fragment]) => [name, visit(fragment, visitor)])),
    names,
  };
}

/** Whether the directive is a @skip or @include that excludes its selection. */
export function isExcludedBy(directive: DirectiveNode, variables: Readonly<JsonObject>): boolean {
  const condition = conditionOf(directive);
  if (!condition) return false;
  const value =
    condition.kind === Kind.VARIABLE ? variables[condition.name.value] : 'value' in condition && condition.value;
  return (value === true) === (directive.name.value === 'skip');
}

function conditionOf({ name, arguments: args }: DirectiveNode) {
  if (name.value !== 'skip' && name.value !== 'include') return undefined;
  return args?.find((argument) => argument.name.value === 'if')?.value;
}
