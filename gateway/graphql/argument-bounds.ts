import {
  getNamedType,
  getVariableValues,
  isInterfaceType,
  isObjectType,
  Kind,
  valueFromAST,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { badInput, type KnownError } from '../../errors';
import type { JsonObject } from '../../federation/json-object';
import { fragmentsOf } from '../../federation/planning/fragments';
import { isExcludedBy } from '../../federation/planning/conditions';

/** The largest values of numeric arguments of our own fields. The smallest is 1. */
export interface ArgumentBounds {
  /** By the name of the argument. */
  readonly largest: Readonly<Record<string, number>>;
  /** The fields that have such an argument, for example 'Organisation.tree'. */
  readonly fields: ReadonlySet<string>;
}

/** A parsed request whose operation is known. */
interface Requested {
  readonly schema: GraphQLSchema;
  readonly document?: DocumentNode;
  readonly operation?: OperationDefinitionNode;
  readonly request: { readonly variables?: JsonObject };
}

/** An operation before its execution. */
interface RequestedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<JsonObject>;
}

/** Finds the fields of our own schema whose arguments are bounded. Fields of other subgraphs have bounds of their own. */
export function readArgumentBounds(schema: GraphQLSchema, largest: ArgumentBounds['largest']): ArgumentBounds {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const fields = types.flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ args }) => args.some(({ name }) => name in largest))
      .map(({ name }) => `${type.name}.${name}`),
  );
  return { largest, fields: new Set(fields) };
}

/**
 * Throws BAD_USER_INPUT if an operation gives an argument a value out of its bounds, wherever the field is: without this
 * check, a nested field would be an error of a response that has other data, and a root field would refuse the request.
 */
export function checkArgumentBounds({ schema, document, operation, request }: Requested, bounds: ArgumentBounds): void {
  const { variables = {} } = request;
  if (!document || !operation || !mayExceed({ schema, document, operation, variables }, bounds)) return;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
  const problem = coerced && findProblem({ schema, document, operation, variables: coerced }, bounds);
  if (problem) throw problem;
}

/** The arguments of a document with a bounded name. */
const candidates = new WeakMap<DocumentNode, readonly ArgumentNode[]>();

/** Whether some argument may have a value out of its bounds, in any field and operation of the document. */
function mayExceed({ document, operation, variables }: RequestedOperation, { largest }: ArgumentBounds): boolean {
  let found = candidates.get(document);
  if (!found) candidates.set(document, (found = boundedArguments(document, largest)));
  return found.some(({ name, value }) => {
    if (name.value === 'last') return true; // it may stand beside `first`
    if (value.kind === Kind.INT) return isOutside(Number(value.value), largest[name.value]!);
    if (value.kind !== Kind.VARIABLE) return false;
    const { name: variable } = value;
    const definition = operation.variableDefinitions?.find((one) => one.variable.name.value === variable.value);
    const fallback = definition?.defaultValue;
    const given = variables[variable.value] ?? (fallback?.kind === Kind.INT ? Number(fallback.value) : undefined);
    return isOutside(given, largest[name.value]!);
  });
}

function boundedArguments(document: DocumentNode, largest: ArgumentBounds['largest']): readonly ArgumentNode[] {
  const found: ArgumentNode[] = [];
  visit(document, { Argument: (node) => void (node.name.value in largest && found.push(node)) });
  return found;
}

/** Returns the error of the first field that would be executed with a value out of its bounds. */
function findProblem(requested: RequestedOperation, bounds: ArgumentBounds): KnownError | undefined {
  const { schema, document, operation, variables } = requested;
  const fragments = fragmentsOf(document);
  const visited = new Map<SelectionSetNode, Set<GraphQLNamedType>>();
  const inSet = (set: SelectionSetNode, type: GraphQLNamedType): KnownError | undefined => {
    const types = visited.get(set) ?? new Set();
    if (types.has(type)) return undefined;
    visited.set(set, types.add(type));
    for (const selection of set.selections) {
      if (selection.directives?.some((directive) => isExcludedBy(directive, variables))) continue;
      const problem = selection.kind === Kind.FIELD ? inField(selection, type) : inFragment(selection, type);
      if (problem) return problem;
    }
    return undefined;
  };
  const inFragment = (selection: FragmentSpreadNode | InlineFragmentNode, type: GraphQLNamedType) => {
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
    const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
    return inSet(fragment.selectionSet, condition ?? type);
  };
  const inField = (node: FieldNode, parent: GraphQLNamedType) => {
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field) return undefined;
    const problem =
      bounds.fields.has(`${parent.name}.${field.name}`) && argumentProblem(node, field, variables, bounds);
    if (problem) return problem;
    return node.selectionSet && inSet(node.selectionSet, getNamedType(field.type));
  };
  return inSet(operation.selectionSet, schema.getRootType(operation.operation)!);
}

function argumentProblem(
  { arguments: given = [] }: FieldNode,
  { args }: GraphQLField<unknown, unknown>,
  variables: Readonly<JsonObject>,
  { largest }: ArgumentBounds,
): KnownError | undefined {
  const numbers = new Set<string>();
  for (const { name, value } of given) {
    const most = largest[name.value];
    const type = args.find((argument) => argument.name === name.value)?.type;
    const number = most === undefined || !type ? undefined : valueFromAST(value, type, variables);
    if (isOutside(number, most ?? 0)) return badInput(`${name.value} takes 1 to ${most}; got ${String(number)}.`);
    if (typeof number === 'number') numbers.add(name.value);
  }
  return numbers.has('first') && numbers.has('last') ? badInput(BOTH_ENDS) : undefined;
}

const BOTH_ENDS = 'Give `first` for a page from the beginning of the list, or `last` for one from its end, not both.';

function isOutside(value: unknown, most: number): boolean {
  return typeof value === 'number' && (value < 1 || value > most);
}
