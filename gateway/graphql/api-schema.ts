import { GraphQLObjectType, GraphQLSchema, specifiedDirectives } from 'graphql';

/** What federation adds to a subgraph for routers; no client sees it. */
const FOR_ROUTERS = new Set(['_Any', '_Entity', '_Service', 'FieldSet', '_FieldSet', 'federation__FieldSet']);

/** An executable subgraph as its clients see it: without `_entities`, `_service` and the directives of federation. */
export function clientSchema(subgraph: GraphQLSchema): GraphQLSchema {
  const config = subgraph.toConfig();
  const query = withoutFields(config.query!, ['_entities', '_service']);
  return new GraphQLSchema({
    ...config,
    query,
    directives: specifiedDirectives,
    types: config.types.filter(({ name }) => name !== query.name && !isForRouters(name)),
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

function isForRouters(name: string): boolean {
  return FOR_ROUTERS.has(name) || name.startsWith('federation__') || name.startsWith('link__');
}
