import type { FastifyInstance } from 'fastify';
import { badInput, KnownError } from '../errors';
import type { ReadObserver } from '../graph/loaders';
import type { MaybePromise } from '../maybe-promise';
import type { Context } from '../domain/context';
import type { Subgraph } from '../resolvers/subgraph';
import { createParamsParser, type ParseParams } from './graphql/request-body';
import { startApollo } from './graphql/apollo';
import { fixedGateway } from './graphql/fixed-gateway';
import { createHttpApp } from './http/app';
import { createSecretCheck } from './secret-check';
import { SECRET_HEADER } from '../federation/subgraphs/http/header-forwarding';
import { graphqlRoute } from './graphql/route';
import type { Limits } from './limits';
import { createSchemaExecutor } from '../federation/subgraphs/schema-executor';
import { throttled, type Logger } from '../telemetry/logger';
import { NO_METRICS } from '../telemetry/metrics';
import type { RequestContext } from './graphql/request-context';
import type { CacheBudget } from './memory/cache-budget';
import type { StartTrace } from '../telemetry/request-telemetry';

export interface SubgraphServerSettings {
  readonly subgraph: Subgraph;
  /** Secret that routers must send as `x-subgraph-secret`. */
  readonly secret: string;
  /** Limits of the public API; routers get larger ones. */
  readonly limits: Limits;
  readonly logger: Logger;
  /** Absent: the cache of documents has a size of its own. */
  readonly caches?: Pick<CacheBudget, 'add' | 'sizes'> | undefined;
  /** Absent: no tracing. */
  readonly trace?: StartTrace | undefined;
  /** Creates the context of one request from its header `ods-as-of`. Throws NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined, onRead: ReadObserver | undefined, limits: Limits): MaybePromise<Context>;
}

export interface SubgraphServer {
  /** The HTTP application; tests can inject requests without a port. */
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

/** Creates the server that offers our own subgraph, with `_service` and `_entities`, to other routers. It does not listen yet. */
export async function createSubgraphServer(settings: SubgraphServerSettings): Promise<SubgraphServer> {
  const { subgraph, secret, logger, caches, makeContext } = settings;
  const limits = limitsForRouters(settings.limits);
  const log = throttled(logger);
  const metrics = NO_METRICS;
  const gateway = fixedGateway(
    subgraph.schema,
    createSchemaExecutor<RequestContext>(subgraph.schema),
    undefined,
    limits.response,
  );
  const options = { introspection: true, suggestions: false, caches };
  const apollo = await startApollo({ gateway, limits, logger, log, metrics, ...options });
  const app = await createHttpApp({ maxBodyBytes: limits.body, corsOrigins: [], log, metrics });
  const isSecret = createSecretCheck(secret);
  app.addHook('onRequest', (request, _reply, done) => {
    done(isSecret(request.headers[SECRET_HEADER]) ? undefined : unauthenticated());
  });
  graphqlRoute(app, {
    apollo,
    limits,
    metrics,
    trace: settings.trace,
    makeContext: (asOf, onRead) => makeContext(asOf, onRead, limits),
    parseParams: limitListLengths(createParamsParser(limits), limits.representations),
  });
  await app.ready();
  return {
    app,
    async close() {
      await app.close();
      await apollo.stop();
    },
  };
}

/** Returns limits for routers, which have checked their clients' operations; their fetches are longer and more frequent. */
function limitsForRouters(limits: Limits): Limits {
  return {
    ...limits,
    body: Math.max(limits.body, 1_048_576),
    source: Math.max(limits.source, 262_144),
    tokens: Math.max(limits.tokens, 20_000),
    name: Math.max(limits.name, 1_000),
    depth: 40,
    aliases: 1_000,
    directives: 1_000,
    rootFields: 100,
    representations: 1_000,
    batch: 0,
    variables: { ...limits.variables, nodes: 20_000 },
  };
}

function unauthenticated(): KnownError {
  return new KnownError('UNAUTHENTICATED', 'This endpoint requires the secret of the subgraph port.');
}

/** Limits the lists in variables, which include entity representations, before the document is parsed. */
function limitListLengths(parseParams: ParseParams, max: number): ParseParams {
  return (params) => {
    const body = parseParams(params);
    const longest = Math.max(0, ...Object.values(body.variables ?? {}).map(lengthOf));
    if (longest > max) throw badInput(`A list in the variables has ${longest} items; the limit is ${max}.`);
    return body;
  };
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
