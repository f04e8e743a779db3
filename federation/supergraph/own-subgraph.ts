import { isInterfaceType, isObjectType, isScalarType, isSpecifiedScalarType } from 'graphql';
import type { ConstDirectiveNode, GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';
import type { SubgraphDefinition } from '../composition/compose';
import { joinGraphValue, SupergraphError, type Supergraph } from './supergraph';

/** The subgraph that this process executes itself. */
export interface OwnSubgraph extends SubgraphDefinition {
  readonly schema: GraphQLSchema;
  /** The command that prints its SDL, for error messages. */
  readonly sdlCommand: string;
}

/**
 * Checks that our own subgraph has all fields that a supergraph expects of it; a missing field would silently be null in
 * responses. Throws a SupergraphError.
 */
export function checkOwnSubgraph({ schema, subgraphs }: Supergraph, own: OwnSubgraph): void {
  const { name, sdlCommand } = own;
  if (!subgraphs.has(name))
    throw new SupergraphError(
      `The supergraph has no subgraph ${name}, which is our own: compose it with the SDL that ${sdlCommand} prints.`,
    );
  const missing = Object.values(schema.getTypeMap()).flatMap((type) => missingFields(type, own));
  if (missing.length === 0) return;
  const examples = missing.slice(0, 3).join(', ');
  throw new SupergraphError(
    `The supergraph expects ${missing.length} fields that ${name} does not have, for example ${examples}: compose it again with the SDL that ${sdlCommand} prints.`,
  );
}

function missingFields(type: GraphQLNamedType, { name: subgraph, schema }: OwnSubgraph): string[] {
  if ((!isObjectType(type) && !isInterfaceType(type)) || !isTypeOf(subgraph, type)) return [];
  const ownType = schema.getType(type.name);
  const fields = isObjectType(ownType) || isInterfaceType(ownType) ? ownType.getFields() : {};
  return Object.values(type.getFields())
    .filter((field) => isResolvedBy(subgraph, field) && !fields[field.name])
    .map(({ name }) => `${type.name}.${name}`);
}

type Described = Pick<GraphQLNamedType | GraphQLField<unknown, unknown>, 'astNode'>;

/** Whether a subgraph defines a type of the supergraph. */
export function isTypeOf(subgraph: string, type: Described): boolean {
  return joinDirectives(type, 'join__type').some((join) => isOfSubgraph(subgraph, join));
}

/** Whether a subgraph resolves a field of a type that it defines. A field without `join__field` is resolved by all of them. */
export function isResolvedBy(subgraph: string, field: Described): boolean {
  const joins = joinDirectives(field, 'join__field');
  return joins.length === 0 || joins.some((join) => isOfSubgraph(subgraph, join) && !isTrue(join, 'external'));
}

function joinDirectives({ astNode }: Described, name: string): readonly ConstDirectiveNode[] {
  return astNode?.directives?.filter((directive) => directive.name.value === name) ?? [];
}

function isOfSubgraph(subgraph: string, { arguments: args }: ConstDirectiveNode): boolean {
  const graph = args?.find(({ name }) => name.value === 'graph')?.value;
  return graph?.kind === 'EnumValue' && graph.value === joinGraphValue(subgraph);
}

function isTrue({ arguments: args }: ConstDirectiveNode, argument: string): boolean {
  const value = args?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === 'BooleanValue' && value.value;
}

/**
 * Makes the API schema parse its custom scalars as our own subgraph does. SDL has only their names, so without this an
 * invalid value would be refused by a subgraph in the middle of a plan instead of by the gateway.
 */
export function useScalarsOf(own: GraphQLSchema, { apiSchema }: Supergraph): void {
  for (const type of Object.values(apiSchema.getTypeMap())) {
    const ownType = own.getType(type.name);
    if (!isScalarType(type) || isSpecifiedScalarType(type) || !isScalarType(ownType)) continue;
    const { parseValue, parseLiteral, serialize } = ownType;
    Object.assign(type, { parseValue, parseLiteral, serialize });
  }
}
