import 'reflect-metadata';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { isObjectType, parse, printSchema, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import { ChangeResolver } from './change';
import {
  ChangeConnectionResolver,
  FindingConnectionResolver,
  OrganisationConnectionResolver,
  RelationshipConnectionResolver,
} from './connection';
import { addCostDirectives } from './sizes/list-sizes';
import { paceLists } from './sizes/paced-lists';
import { BelongsToResolver } from './hierarchy/belongs-to';
import { DescendantsResolver } from './hierarchy/descendants';
import { PathsResolver } from './hierarchy/paths';
import { PaymentResolver } from './payment';
import { HierarchyNodeResolver, TreeResolver } from './hierarchy/tree';
import { ViewDefinitionResolver } from './views-and-kinds';
import { FindingResolver, FindingRuleResolver, FindingsResolver } from './finding';
import { ParentsAndChildrenResolver } from './hierarchy/parents-and-children';
import { MatchResolver } from './matching/match';
import { MeasureResolver } from './measure';
import { MeasurementResolver, OrganisationValueResolver } from './measures/counted-under';
import { KindsResolver } from './kinds';
import { NodeResolver, typeOfNode } from './identity/node';
import { NearbyResolver } from './nearby/location';
import { NetworksResolver } from './hierarchy/networks';
import { RelationshipResolver, RelationshipsResolver } from './relationship';
import { ResolveCodesResolver } from './resolve-codes';
import { ReleaseResolver } from './release';
import { RoleHoldingResolver, RolesResolver } from './role';
import { RollUpResolver } from './roll-up';
import { SearchResolver } from './search';
import { SearchMatchResolver } from './search-match';
import { SuccessionResolver, SuccessionsResolver } from './succession';
import { MomentResolver, OrganisationResolver } from './organisation';
import { createResolverMap } from './type-graphql-adapter';
import { resolveEntities, type Representation } from './entities';
import type { Context } from '../domain/context';

/** The subgraph of this service, in the forms that a federation gateway and a client need. */
export interface Subgraph {
  /** The executable schema, with `_entities` and `_service`. */
  readonly schema: GraphQLSchema;
  /** The subgraph's SDL, federation v2.9. */
  readonly sdl: string;
  /** The schema for clients, without federation types. It has no resolvers of its own. */
  readonly api: GraphQLSchema;
  /** The SDL of `api`. */
  readonly apiSdl: string;
}

/** Every resolver class. A field is part of the schema only when its class is listed here. */
const RESOLVERS = [
  OrganisationResolver,
  MomentResolver,
  RolesResolver,
  RoleHoldingResolver,
  RelationshipsResolver,
  RelationshipResolver,
  KindsResolver,
  ParentsAndChildrenResolver,
  DescendantsResolver,
  TreeResolver,
  HierarchyNodeResolver,
  BelongsToResolver,
  PathsResolver,
  NetworksResolver,
  PaymentResolver,
  SearchResolver,
  NearbyResolver,
  SearchMatchResolver,
  MatchResolver,
  SuccessionsResolver,
  SuccessionResolver,
  ResolveCodesResolver,
  MeasureResolver,
  MeasurementResolver,
  OrganisationValueResolver,
  RollUpResolver,
  ReleaseResolver,
  ChangeResolver,
  FindingResolver,
  FindingRuleResolver,
  FindingsResolver,
  ViewDefinitionResolver,
  OrganisationConnectionResolver,
  RelationshipConnectionResolver,
  ChangeConnectionResolver,
  FindingConnectionResolver,
  NodeResolver,
] as const;

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize"])\n\n';

const ROOT =
  'The fields at which every query begins. Most take the moment to read; without it, they read the live release as of its publication date.';

/** Builds the subgraph from the classes of schema/ and resolvers/. The result is always the same, so build it once. */
export async function buildSubgraph(): Promise<Subgraph> {
  const api = addCostDirectives(await buildSchema({ resolvers: [...RESOLVERS], validate: false }));
  api.getQueryType()!.description = ROOT; // a root type has no class that could carry it
  const sdl = LINK + printSchemaWithDirectives(api);
  const schema = paceLists(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: toResolvers(api) }]));
  return { schema, sdl: `${sdl}\n`, api, apiSdl: `${printSchema(api)}\n` };
}

interface Representations {
  readonly representations: readonly (Representation | null)[];
}

/** Returns the resolvers of the executable schema: of our fields, of enums and scalars, and of `_entities`. */
function toResolvers(api: GraphQLSchema): GraphQLResolverMap<Context> {
  const { Query, ...types } = createResolverMap(RESOLVERS);
  const values = Object.entries(createResolversMap(api)).filter(([name]) => !isObjectType(api.getType(name)));
  const map = {
    ...Object.fromEntries(values),
    ...types,
    Query: {
      ...Query,
      _entities: (_root: unknown, { representations }: Representations, context: Context, info: GraphQLResolveInfo) =>
        resolveEntities(representations, context, info),
    },
    _Entity: { __resolveType: () => 'Organisation' },
    Node: { __resolveType: typeOfNode },
  };
  return map as GraphQLResolverMap<Context>; // the types of the two packages are incompatible
}
