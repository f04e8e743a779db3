import {
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  valueFromASTUntyped,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
import { exactInteger } from './exact-json';

type Variables = Parameters<typeof valueFromASTUntyped>[1];

/** The value of a literal of a custom scalar. An integer beyond 2^53 becomes a BigInt. */
export function exactValue(node: ValueNode, variables?: Variables): unknown {
  switch (node.kind) {
    case Kind.INT:
      return exactInteger(node.value);
    case Kind.LIST:
      return node.values.map((value) => exactValue(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, exactValue(value, variables)]));
    default:
      return valueFromASTUntyped(node, variables);
  }
}

/** Makes the custom scalars of a schema that was built from SDL read their literals without losing digits. */
export function readLiteralsExactly(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type) && !isSpecifiedScalarType(type)) type.parseLiteral = exactValue;
  }
}
