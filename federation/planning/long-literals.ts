/** The planner cannot read integers beyond 64 bits. This file replaces them by variables before planning. */
import { getNullableType, isInputType, isListType, isScalarType, Kind, parseType, TypeInfo, visit } from 'graphql';
import {
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import { exactValue } from '../exact-literals';

/** The smallest and the largest integer that the planner can read. A literal is long if it holds one outside them. */
const [MIN, MAX] = [-(2n ** 63n), 2n ** 63n - 1n];

/** The values of the replaced literals, by the name of the variable that replaces each. */
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

/** Whether the value has a scalar type and is long. Other lists and objects are not replaced, but their items may be. */
function isReplaced(node: ValueNode, type: GraphQLInputType): boolean {
  return isScalarType(getNullableType(type)) && !isListType(getNullableType(type)) && isLong(node);
}

/** The value to send as JSON: a string for ID, a number for Float, and the exact value for other scalars. */
function valueOf(node: ValueNode, type: GraphQLInputType): unknown {
  const scalar = getNullableType(type);
  if (node.kind !== Kind.INT || !isScalarType(scalar)) return exactValue(node);
  return scalar.name === 'ID' ? node.value : scalar.name === 'Float' ? Number(node.value) : exactValue(node);
}

/** Removes the long default values of variables. The plan does not need them: the gateway always sends the values. */
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
