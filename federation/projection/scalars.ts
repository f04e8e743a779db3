import { isEnumType, isSpecifiedScalarType, type GraphQLEnumType, type GraphQLLeafType } from 'graphql';
import type { Supergraph } from '../supergraph/supergraph';

/** Coerces a subgraph's value for the client; undefined for a value that the type does not allow. */
export type LeafCoercion = (value: unknown) => unknown;

/** Checks values of built-in scalars and enums; values of custom scalars pass if they can be written as JSON. */
export function compileLeafCoercion(type: GraphQLLeafType, supergraph: Supergraph): LeafCoercion {
  if (isEnumType(type)) return compileEnum(type, supergraph);
  return isSpecifiedScalarType(type) ? BUILT_IN[type.name]! : custom;
}

const BUILT_IN: Readonly<Record<string, LeafCoercion>> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  Int: (value) => (isInteger(value) ? value : undefined),
  Float: (value) => (Number.isFinite(value) || typeof value === 'bigint' ? value : undefined),
  ID: (value) => (typeof value === 'string' ? value : isInteger(value) ? String(value) : undefined),
};

function isInteger(value: unknown): boolean {
  return Number.isInteger(value) || typeof value === 'bigint';
}

/** Levels of nesting in one value; deeper values could not be serialized. */
const MAX_LEVELS = 100;

const custom: LeafCoercion = (value) => (isWritable(value, MAX_LEVELS) ? value : undefined);

/** Whether a value is not nested too deeply, and holds no number beyond the range of numbers, such as 1e999. */
function isWritable(value: unknown, levels: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isWritable(inner, levels - 1));
}

/** An enum value that is @inaccessible becomes null; an enum value that no subgraph declares is invalid. */
function compileEnum(type: GraphQLEnumType, { schema }: Supergraph): LeafCoercion {
  const visible = new Set(type.getValues().map(({ name }) => name));
  const complete = schema.getType(type.name);
  const declared = new Set(isEnumType(complete) ? complete.getValues().map(({ name }) => name) : []);
  return (value) => (visible.has(value as string) ? value : declared.has(value as string) ? null : undefined);
}
