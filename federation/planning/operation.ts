import { getOperationAST, Kind, visit } from 'graphql';
import type { ASTVisitor, DirectiveNode, DocumentNode, OperationDefinitionNode } from 'graphql';
import { badInput, KnownError } from '../../errors';
import { fragmentsOf, type Fragments } from './fragments';
import { renamer, type Names } from './safe-names';
import type { Data } from '../subgraphs/subgraph-executor';

/** An operation of a validated document. */
export interface Operation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly names: Names;
}

/** Picks the operation asked for. Errors: BAD_USER_INPUT, GRAPHQL_VALIDATION_FAILED for a subscription. */
export function readOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
  fieldNames: ReadonlySet<string>,
): Operation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw badInput('The document holds no operation of the name asked for, or several and no name.');
  if (operation.operation === 'subscription') {
    throw new KnownError('GRAPHQL_VALIDATION_FAILED', 'Subscriptions are not offered.');
  }
  return { operation, fragments: fragmentsOf(document), names: renamer(document, fieldNames) };
}

/** Variables of an operation that @skip and @include depend on. */
export function decidingVariables({ operation, fragments }: Operation): string[] {
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
 * The operation with its variables known: what @skip and @include leave out is gone, and so are they. A selection set
 * may be left empty. One plan and one shape for each combination of conditions keep both free of conditions: the planner
 * gives up on some, and the order of the answer's keys depends on them.
 */
export function decide({ operation, fragments, names }: Operation, variables: Readonly<Data>): Operation {
  const leave = <Selection extends { readonly directives?: readonly DirectiveNode[] }>(selection: Selection) => {
    if (!selection.directives?.length) return undefined;
    if (selection.directives.some((directive) => leavesOut(directive, variables))) return null;
    return { ...selection, directives: selection.directives.filter((directive) => !conditionOf(directive)) };
  };
  const visitor: ASTVisitor = { Field: leave, InlineFragment: leave, FragmentSpread: leave };
  return {
    operation: visit(operation, visitor),
    fragments: new Map([...fragments].map(([name, fragment]) => [name, visit(fragment, visitor)])),
    names,
  };
}

/** Whether a condition that is not met stands at a selection. */
export function leavesOut(directive: DirectiveNode, variables: Readonly<Data>): boolean {
  const condition = conditionOf(directive);
  if (!condition) return false;
  const value =
    condition.kind === Kind.VARIABLE ? variables[condition.name.value] : 'value' in condition && condition.value;
  return (value === true) === (directive.name.value === 'skip');
}

function conditionOf({ name, arguments: given }: DirectiveNode) {
  if (name.value !== 'skip' && name.value !== 'include') return undefined;
  return given?.find((argument) => argument.name.value === 'if')?.value;
}
