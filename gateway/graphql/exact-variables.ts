import { GraphQLID, isInputObjectType, isListType, isNonNullType, isSpecifiedScalarType, typeFromAST } from 'graphql';
import type { GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/**
 * Variables with each BigInt of the parsed body as its type expects it: an ID as its digits, an Int or a Float as a number.
 * For a custom scalar it stays a BigInt.
 */
export function exactVariables(variables: Values, operation: OperationDefinitionNode, schema: GraphQLSchema): Values {
  if (!holdsBigInt(variables)) return variables;
  const typed = { ...variables };
  for (const { variable, type: node } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    const type = typeFromAST(schema, node as never) as GraphQLInputType | undefined;
    if (type && Object.hasOwn(typed, name)) typed[name] = exactValue(typed[name], type);
  }
  return typed;
}

function holdsBigInt(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint';
  return Object.values(value).some(holdsBigInt);
}

function exactValue(value: unknown, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return exactValue(value, type.ofType);
  if (isListType(type)) {
    return Array.isArray(value) ? value.map((item) => exactValue(item, type.ofType)) : exactValue(value, type.ofType);
  }
  if (typeof value === 'bigint') {
    if (!isSpecifiedScalarType(type)) return value;
    return type === GraphQLID ? String(value) : Number(value);
  }
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return value;
  const fields = type.getFields();
  const entries = Object.entries(value).map(([key, part]) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return [key, field ? exactValue(part, field.type) : part];
  });
  return Object.fromEntries(entries);
}
