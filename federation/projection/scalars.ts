import { isEnumType, isSpecifiedScalarType, type GraphQLEnumType, type GraphQLLeafType } from 'graphql';
import type { Supergraph } from '../supergraph/supergraph';

/** What a subgraph's value means to the client; undefined for one that its type does not allow. */
export type Leaf = (value: unknown) => unknown;

/** Values of built-in scalars are checked; those of other scalars pass as they are, unless they are nested without end. */
export function compileLeaf(type: GraphQLLeafType, supergraph: Supergraph): Leaf {
  if (isEnumType(type)) return compileEnum(type, supergraph);
  return isSpecifiedScalarType(type) ? BUILT_IN[type.name]! : custom;
}

const BUILT_IN: Readonly<Record<string, Leaf>> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  Int: (value) => (Number.isInteger(value) ? value : undefined),
  Float: (value) => (typeof value === 'number' ? value : undefined),
  ID: (value) => (typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : undefined),
};

/** Levels within one value; the response could not be written with too many. */
const MOST_LEVELS = 100;

const custom: Leaf = (value) => (isNestedBeyond(value, MOST_LEVELS) ? undefined : value);

function isNestedBeyond(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isNestedBeyond(inner, levels - 1));
}

/** A value that is hidden by @inaccessible is null to clients; one that no subgraph has declared is a fault. */
function compileEnum(type: GraphQLEnumType, { schema }: Supergraph): Leaf {
  const visible = new Set(type.getValues().map(({ name }) => name));
  const whole = schema.getType(type.name);
  const declared = new Set(isEnumType(whole) ? whole.getValues().map(({ name }) => name) : []);
  return (value) => (visible.has(value as string) ? value : declared.has(value as string) ? null : undefined);
}
