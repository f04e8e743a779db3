import 'reflect-metadata';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { isObjectType, parse, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import { ChangeResolver } from './change';
import {
  ChangeConnectionResolver,
  FindingConnectionResolver,
  OrganisationConnectionResolver,
  RelationshipConnectionResolver,
} from './connection';
import { withCosts } from './list-sizes';
import { BelongingResolver } from './hierarchy/belongs-to';
import { DescentResolver } from './hierarchy/descendants';
import { PathsResolver } from './hierarchy/paths';
import { PaymentResolver } from './payment';
import { HierarchyNodeResolver, TreeResolver } from './hierarchy/tree';
import { DefinitionResolver } from './views-and-kinds';
import { FindingResolver, FindingRuleResolver, FindingsResolver } from './finding';
import { HierarchyResolver } from './hierarchy/hierarchy';
import { MeasureResolver } from './measure';
import { KindsResolver } from './kinds';
import { NetworkResolver } from './hierarchy/network';
import { RelationshipResolver, RelationshipsResolver } from './relationship';
import { ResolutionResolver } from './resolve-codes';
import { ReleaseResolver } from './release';
import { RoleHoldingResolver, RolesResolver } from './role';
import { RollUpResolver } from './roll-up';
import { SearchResolver } from './search';
import { SuccessionResolver, SuccessionsResolver } from './succession';
import { MomentResolver, OrganisationResolver } from './organisation';
import { plainResolvers } from './type-graphql-adapter';
import { entitiesOf, type Representation } from './entities';
import type { Context } from '../domain/context';

/** Our part of the graph, for a federation gateway and for clients. */
export interface Subgraph {
  /** Executable, with `_entities` and `_service`. */
  readonly schema: GraphQLSchema;
  /** The subgraph's SDL, federation v2.9. */
  readonly sdl: string;
  /** What clients see: without anything of federation. Not for execution. */
  readonly api: GraphQLSchema;
  readonly apiSdl: string;
}

/** Every class of sentences; a field is part of the schema when its class is named here. */
const RESOLVERS = [
  OrganisationResolver,
  MomentResolver,
  RolesResolver,
  RoleHoldingResolver,
  RelationshipsResolver,
  RelationshipResolver,
  KindsResolver,
  HierarchyResolver,
  DescentResolver,
  TreeResolver,
  HierarchyNodeResolver,
  BelongingResolver,
  PathsResolver,
  NetworkResolver,
  PaymentResolver,
  SearchResolver,
  SuccessionsResolver,
  SuccessionResolver,
  ResolutionResolver,
  MeasureResolver,
  RollUpResolver,
  ReleaseResolver,
  ChangeResolver,
  FindingResolver,
  FindingRuleResolver,
  FindingsResolver,
  DefinitionResolver,
  OrganisationConnectionResolver,
  RelationshipConnectionResolver,
  ChangeConnectionResolver,
  FindingConnectionResolver,
] as const;

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize"])\n\n';

/** Builds the subgraph from the classes of schema/ and resolvers/. The same every time; build it once. */
export async function buildSubgraph(): Promise<Subgraph> {
  const api = withCosts(await buildSchema({ resolvers: [...RESOLVERS], validate: false }));
  const sdl = LINK + printSchemaWithDirectives(api);
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: toResolvers(api) }]);
  return { schema, sdl: `${sdl}\n`, api, apiSdl: `${printSchema(api)}\n` };
}

/** All resolvers of the executable schema: ours, the values of enums and scalars, and the door for other subgraphs. */
function toResolvers(api: GraphQLSchema): GraphQLResolverMap<Context> {
  const { Query, ...types } = plainResolvers(RESOLVERS);
  const values = Object.entries(createResolversMap(api)).filter(([name]) => !isObjectType(api.getType(name)));
  const map = {
    ...Object.fromEntries(values),
    ...types,
    Query: {
      ...Query,
      _entities: (_root: unknown, { representations }: { representations: Representation[] }, context: Context) =>
        entitiesOf(representations, context),
    },
    _Entity: { __resolveType: () => 'Organisation' },
  };
  return map as GraphQLResolverMap<Context>; // the types of the two packages do not meet
}
