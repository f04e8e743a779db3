import { isEnumType, isSpecifiedScalarType, type GraphQLEnumType, type GraphQLLeafType } from 'graphql';
import type { Supergraph } from '../supergraph/supergraph';

/** Coerces a subgraph's value for the client; undefined for a value that the type does not allow. */
export type LeafCoercion = (value: unknown) => unknown;

/** Checks values of built-in scalars and enums; values of custom scalars pass unless they are nested too deeply. */
export function compileLeafCoercion(type: GraphQLLeafType, supergraph: Supergraph): LeafCoercion {
  if (isEnumType(type)) return compileEnum(type, supergraph);
  return isSpecifiedScalarType(type) ? BUILT_IN[type.name]! : custom;
}

const BUILT_IN: Readonly<Record<string, LeafCoercion>> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  Int: (value) => (Number.isInteger(value) ? value : undefined),
  Float: (value) => (typeof value === 'number' ? value : undefined),
  ID: (value) => (typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : undefined),
};

/** Levels of nesting in one value; deeper values could not be serialized. */
const MAX_LEVELS = 100;

const custom: LeafCoercion = (value) => (isNestedBeyond(value, MAX_LEVELS) ? undefined : value);

function isNestedBeyond(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isNestedBeyond(inner, levels - 1));
}

/** An enum value that is @inaccessible becomes null; an enum value that no subgraph declares is invalid. */
function compileEnum(type: GraphQLEnumType, { schema }: Supergraph): LeafCoercion {
  const visible = new Set(type.getValues().map(({ name }) => name));
  const complete = schema.getType(type.name);
  const declared = new Set(isEnumType(complete) ? complete.getValues().map(({ name }) => name) : []);
  return (value) => (visible.has(value as string) ? value : declared.has(value as string) ? null : undefined);
}
