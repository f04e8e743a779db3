import { getNullableType, isInputType, isListType, isScalarType, Kind, parseType, TypeInfo, visit } from 'graphql';
import {
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import { exactValue } from '../exact-literals';

/** The integers that the planner can read in a document. */
const [MIN, MAX] = [-(2n ** 63n), 2n ** 63n - 1n];

/** Values by the name of the variable that replaces their literal. */
export type LongLiterals = Map<string, unknown>;

/**
 * Replaces literals with integers beyond 64 bits by variables, because the planner cannot read them, and adds their values
 * to `into`. `freeName` makes a name that the document does not use.
 */
export function replaceLongLiterals(
  document: DocumentNode,
  schema: GraphQLSchema,
  { into, freeName }: { readonly into: LongLiterals; freeName(name: string): string },
): DocumentNode {
  if (!isLong(document)) return document;
  const typeInfo = new TypeInfo(schema);
  const types = new Map<string, string>();
  const replace = (node: ValueNode) => {
    const type = typeInfo.getInputType();
    if (!isInputType(type) || !isReplaced(node, type)) return undefined;
    const value = freeName(`literal${into.size}`);
    into.set(value, valueOf(node, type));
    types.set(value, String(type));
    return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } };
  };
  const replaced = visit(
    withoutLongDefaults(document),
    visitWithTypeInfo(typeInfo, { IntValue: replace, ListValue: replace, ObjectValue: replace }),
  );
  return declare(replaced, types);
}

/** Whether a document or a value holds an integer beyond 64 bits. */
function isLong(node: DocumentNode | ValueNode): boolean {
  let found = false;
  visit(node, {
    IntValue({ value }) {
      found ||= BigInt(value) < MIN || BigInt(value) > MAX;
    },
  });
  return found;
}

/** Whether a value of a scalar is long; the lists and objects of other types are searched. */
function isReplaced(node: ValueNode, type: GraphQLInputType): boolean {
  return isScalarType(getNullableType(type)) && !isListType(getNullableType(type)) && isLong(node);
}

/** The value as JSON for a subgraph: built-in scalars have no integers beyond 2^53. */
function valueOf(node: ValueNode, type: GraphQLInputType): unknown {
  const scalar = getNullableType(type);
  if (node.kind !== Kind.INT || !isScalarType(scalar)) return exactValue(node);
  return scalar.name === 'ID' ? node.value : scalar.name === 'Float' ? Number(node.value) : exactValue(node);
}

/** The gateway sends a value for each variable with a default, so that the plan does not need the default. */
function withoutLongDefaults(document: DocumentNode): DocumentNode {
  return visit(document, {
    VariableDefinition: (node) =>
      node.defaultValue && isLong(node.defaultValue) ? { ...node, defaultValue: undefined } : undefined,
  });
}

function declare(document: DocumentNode, types: ReadonlyMap<string, string>): DocumentNode {
  const added = [...types].map(([value, type]) => ({
    kind: Kind.VARIABLE_DEFINITION as const,
    variable: { kind: Kind.VARIABLE as const, name: { kind: Kind.NAME as const, value } },
    type: parseType(type, { noLocation: true }),
  }));
  return visit(document, {
    OperationDefinition: (node) => ({
      ...node,
      variableDefinitions: [...(node.variableDefinitions ?? []), ...added],
    }),
  });
}
