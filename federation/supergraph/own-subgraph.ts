import { isInterfaceType, isObjectType, isScalarType, isSpecifiedScalarType } from 'graphql';
import type { ConstDirectiveNode, GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';
import { OWN } from '../subgraphs/own-executor';
import { SupergraphError, type Supergraph } from './supergraph';

/**
 * Checks that our own subgraph has all that a supergraph expects of it: a field that it does not know would silently be
 * missing from answers. Throws a SupergraphError.
 */
export function checkOwnPart({ schema: whole, subgraphs }: Supergraph, own: GraphQLSchema): void {
  if (!subgraphs.has(OWN))
    throw new SupergraphError(
      `The supergraph has no subgraph ${OWN}, which is our own: compose it with the SDL that ods-graph schema --subgraph prints.`,
    );
  const missing = Object.values(whole.getTypeMap()).flatMap((type) => missingOf(type, own));
  if (missing.length === 0) return;
  const examples = missing.slice(0, 3).join(', ');
  throw new SupergraphError(
    `The supergraph expects of ${OWN} what it does not have (${missing.length}, for example ${examples}): compose it anew with the SDL that ods-graph schema --subgraph prints.`,
  );
}

function missingOf(type: GraphQLNamedType, own: GraphQLSchema): string[] {
  if ((!isObjectType(type) && !isInterfaceType(type)) || !joins(type, 'join__type').some(isOurs)) return [];
  const ours = own.getType(type.name);
  const known = isObjectType(ours) || isInterfaceType(ours) ? ours.getFields() : {};
  return Object.values(type.getFields())
    .filter((field) => isAnsweredByUs(field) && !known[field.name])
    .map(({ name }) => `${type.name}.${name}`);
}

/** A field without `join__field` is answered by every subgraph that has its type. */
export function isAnsweredByUs(field: Described): boolean {
  const given = joins(field, 'join__field');
  return given.length === 0 || given.some((join) => isOurs(join) && !isTrue(join, 'external'));
}

type Described = Pick<GraphQLNamedType | GraphQLField<unknown, unknown>, 'astNode'>;

/** What a supergraph says about a type or a field by one of its own directives. */
export function joins({ astNode }: Described, name: string): readonly ConstDirectiveNode[] {
  return astNode?.directives?.filter((directive) => directive.name.value === name) ?? [];
}

/** Whether it is about our own subgraph. */
export function isOurs({ arguments: given }: ConstDirectiveNode): boolean {
  const graph = given?.find(({ name }) => name.value === 'graph')?.value;
  return graph?.kind === 'EnumValue' && graph.value === OWN.toUpperCase();
}

function isTrue({ arguments: given }: ConstDirectiveNode, argument: string): boolean {
  const value = given?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === 'BooleanValue' && value.value;
}

/**
 * Lets the scalars of clients be read as our own subgraph reads them: the SDL says their names only, and a wrong value
 * would be refused by a subgraph in the middle of a plan, not by the gateway before it.
 */
export function readScalarsAs(own: GraphQLSchema, { apiSchema }: Supergraph): void {
  for (const type of Object.values(apiSchema.getTypeMap())) {
    const ours = own.getType(type.name);
    if (!isScalarType(type) || isSpecifiedScalarType(type) || !isScalarType(ours)) continue;
    const { parseValue, parseLiteral, serialize } = ours;
    Object.assign(type, { parseValue, parseLiteral, serialize });
  }
}
