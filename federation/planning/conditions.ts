import { Kind, visit } from 'graphql';
import type { ASTVisitor, DirectiveNode, OperationDefinitionNode, SelectionNode } from 'graphql';
import { badInput, type KnownError } from '../../errors';
import type { JsonObject } from '../json-object';
import type { Fragments } from './fragments';

/** The parts of a validated document that can have @skip and @include. */
export interface ConditionalOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** The largest number of combinations of condition values that is cached for one operation. */
export const MAX_VARIANTS = 64;

/** Names of the variables that @skip and @include use, in the order of their declaration. */
export function conditionVariables({ operation, fragments }: ConditionalOperation): string[] {
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

/** A text that is the same for the same values of the condition variables: one of `y`, `n` and `0` for each. */
export function conditionKey(names: readonly string[], variables: Readonly<JsonObject>): string {
  let key = '';
  for (const name of names) key += variables[name] === true ? 'y' : variables[name] === false ? 'n' : UNDECIDED;
  return key;
}

const UNDECIDED = '0';

/** Whether a condition of this key is null. */
export function isUndecided(key: string): boolean {
  return key.includes(UNDECIDED);
}

/**
 * Removes @skip and @include, and the selections that they exclude; a selection set may become empty. What is made from
 * the result then needs no conditions: the query planner and graphql-jit fail on some, and the order of the response's
 * keys depends on them. A selection whose condition is null keeps it.
 */
export function applyConditions<T extends ConditionalOperation>(operation: T, variables: Readonly<JsonObject>): T {
  return rewrite(operation, (directives) => decide(directives, variables));
}

/** Removes the selections whose condition is null. */
export function withoutUndecided<T extends ConditionalOperation>(operation: T): T {
  return rewrite(operation, (directives) => (directives.some(conditionOf) ? 'excluded' : 'included'));
}

/** Returns the error of graphql-js for a selection whose condition is null. */
export function undecidedCondition({ directives }: SelectionNode): KnownError | undefined {
  return directives?.some(conditionOf)
    ? badInput('Argument "if" of non-null type "Boolean!" must not be null.')
    : undefined;
}

type Decision = 'included' | 'excluded' | 'undecided';

/** Decides in the order of graphql-js: @skip, then @include. */
function decide(directives: readonly DirectiveNode[], variables: Readonly<JsonObject>): Decision {
  for (const name of ['skip', 'include']) {
    const directive = directives.find((each) => each.name.value === name);
    if (!directive) continue;
    if (typeof valueOf(directive, variables) !== 'boolean') return 'undecided';
    if (isExcludedBy(directive, variables)) return 'excluded';
  }
  return 'included';
}

function rewrite<T extends ConditionalOperation>(
  operation: T,
  decideBy: (of: readonly DirectiveNode[]) => Decision,
): T {
  const apply = <Selection extends { readonly directives?: readonly DirectiveNode[] }>(selection: Selection) => {
    const { directives = [] } = selection;
    if (directives.length === 0) return undefined;
    const decision = decideBy(directives);
    if (decision === 'excluded') return null;
    return decision === 'undecided'
      ? undefined
      : { ...selection, directives: directives.filter((directive) => !conditionOf(directive)) };
  };
  const visitor: ASTVisitor = { Field: apply, InlineFragment: apply, FragmentSpread: apply };
  const fragments = new Map([...operation.fragments].map(([name, fragment]) => [name, visit(fragment, visitor)]));
  return { ...operation, operation: visit(operation.operation, visitor), fragments };
}

/** Whether the directive is a @skip or @include that excludes its selection. */
export function isExcludedBy(directive: DirectiveNode, variables: Readonly<JsonObject>): boolean {
  if (!conditionOf(directive)) return false;
  return (valueOf(directive, variables) === true) === (directive.name.value === 'skip');
}

function valueOf(directive: DirectiveNode, variables: Readonly<JsonObject>): unknown {
  const condition = conditionOf(directive)!;
  return condition.kind === Kind.VARIABLE ? variables[condition.name.value] : 'value' in condition && condition.value;
}

function conditionOf({ name, arguments: args }: DirectiveNode) {
  if (name.value !== 'skip' && name.value !== 'include') return undefined;
  return args?.find((argument) => argument.name.value === 'if')?.value;
}
