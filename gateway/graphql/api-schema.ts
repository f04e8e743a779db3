import { GraphQLObjectType, GraphQLSchema, specifiedDirectives } from 'graphql';

/** Types of the federation subgraph specification, which clients must not see. */
const ROUTER_TYPES = new Set(['_Any', '_Entity', '_Service', 'FieldSet', '_FieldSet', 'federation__FieldSet']);

/** Returns the API schema of an executable subgraph: without `_entities`, `_service` and the federation directives. */
export function toApiSchema(subgraph: GraphQLSchema): GraphQLSchema {
  const config = subgraph.toConfig();
  const query = withoutFields(config.query!, ['_entities', '_service']);
  return new GraphQLSchema({
    ...config,
    query,
    directives: specifiedDirectives,
    types: config.types.filter(({ name }) => name !== query.name && !isRouterType(name)),
    extensions: {},
    astNode: undefined,
    extensionASTNodes: [],
  });
}

function withoutFields(type: GraphQLObjectType, names: readonly string[]): GraphQLObjectType {
  const config = type.toConfig();
  const fields = Object.entries(config.fields).filter(([name]) => !names.includes(name));
  return new GraphQLObjectType({ ...config, fields: Object.fromEntries(fields) });
}

function isRouterType(name: string): boolean {
  return ROUTER_TYPES.has(name) || name.startsWith('federation__') || name.startsWith('link__');
}
