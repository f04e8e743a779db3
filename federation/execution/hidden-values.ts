import { getNamedType, isEnumType, isInterfaceType, isObjectType, isScalarType, type GraphQLNamedType } from 'graphql';
import { isJsonObject } from '../json-object';
import type { Supergraph } from '../supergraph/supergraph';

/**
 * Whether a field of a representation must not be shown in a message: clients do not have it, or not all may read it, or its
 * value has such a field or is an enum value that clients do not have.
 */
export function isHiddenField(supergraph: Supergraph, typeName: string, name: string, value: unknown): boolean {
  const type = supergraph.apiSchema.getType(typeName);
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  if (!field || supergraph.access.ofField(typeName, name) !== undefined) return true;
  return isHiddenValue(supergraph, getNamedType(field.type), value);
}

function isHiddenValue(supergraph: Supergraph, type: GraphQLNamedType, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => isHiddenValue(supergraph, type, each));
  if (isEnumType(type)) return value !== null && !type.getValue(String(value));
  if (!isJsonObject(value) || isScalarType(type)) return false;
  const { __typename: typeName = type.name, ...fields } = value;
  return Object.entries(fields).some(([name, each]) => isHiddenField(supergraph, String(typeName), name, each));
}
