import type { FastifyInstance, FastifyRequest } from 'fastify';
import { lexicographicSortSchema, printSchema } from 'graphql';
import type { ErrorLog } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import { createDemandControl, type CostMode } from '../cost/demand-control';
import type { CachingSettings } from '../http/caching/cache-control';
import { startApollo, type ApolloSettings } from '../graphql/apollo';
import { createPersistedDocuments } from '../graphql/persisted/persisted-documents';
import { createServiceIdentity, type QuerySources } from '../graphql/responses/service-identity';
import { graphqlRoute, type GraphqlRouteSettings } from '../graphql/route';

export interface EndpointSettings
  extends
    Omit<ApolloSettings, 'demandControl' | 'metrics'>,
    Omit<
      GraphqlRouteSettings,
      'apollo' | 'metrics' | 'caches' | 'queries' | 'labelHeader' | 'sharing' | 'supergraphVersion'
    >,
    QuerySources {
  readonly costMode?: CostMode;
  readonly caching: CachingSettings;
  readonly log: ErrorLog;
  readonly metrics: Pick<Metrics, 'recordOperation' | 'recordNamedOperation' | 'observe' | 'recordError' | 'cost'>;
}

/** One schema that clients query, with its documents, its costs and its cached responses. */
export interface Endpoint {
  /** The SDL of the schema; undefined if clients must not know it. */
  sdl(request: FastifyRequest): string | undefined;
  stop(): Promise<void>;
}

/** Serves a schema at a path. */
export async function openEndpoint(app: FastifyInstance, settings: EndpointSettings): Promise<Endpoint> {
  const { gateway, limits, caching, log, metrics, introspection, costMode: mode = 'enforce' } = settings;
  let [sdl, supergraph, supergraphVersion] = ['', '', 0];
  gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    supergraph = [coreSupergraphSdl, ...[...(gateway.overrides?.().labels ?? [])].sort()].join('\n');
    sdl = printSchema(lexicographicSortSchema(apiSchema));
    supergraphVersion++;
  });
  const demandControl = createDemandControl({ limits, mode, log, metrics });
  const apollo = await startApollo({ ...settings, demandControl });
  const persisted = createPersistedDocuments(settings.persisted ?? { mode: 'apq' });
  const identity = createServiceIdentity(settings, () => supergraph, persisted);
  const queries = { persisted, caching, identity };
  const labelHeader = () => gateway.overrides?.().header;
  const ofSupergraph = { labelHeader, sharing: () => gateway.sharing?.(), supergraphVersion: () => supergraphVersion };
  graphqlRoute(app, { ...settings, apollo, queries, ...ofSupergraph });
  const { introspectionNeedsToken } = settings;
  const maySee = ({ identity: client }: FastifyRequest) =>
    introspection && (!introspectionNeedsToken || client?.isAuthenticated === true);
  return { sdl: (request) => (maySee(request) ? sdl : undefined), stop: () => apollo.stop() };
}
