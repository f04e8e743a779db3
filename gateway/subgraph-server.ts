import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { badInput, KnownError } from '../errors';
import type { Seen } from '../graph/loaders';
import type { MaybePromise } from '../maybe-promise';
import type { Context } from '../domain/context';
import type { Subgraph } from '../resolvers/subgraph';
import { admission, type Admit } from './graphql/request-body';
import { startApollo } from './graphql/apollo';
import { openDoor } from './graphql/fixed-gateway';
import { createEdge } from './http/app';
import { SECRET_HEADER } from '../federation/subgraphs/header-forwarding';
import { graphqlRoute } from './graphql/route';
import type { Limits } from './graphql/limits';
import { executeLocally } from '../federation/subgraphs/schema-executor';
import { throttled, type Logger } from '../telemetry/logger';
import { UNCOUNTED } from '../telemetry/metrics';
import type { RequestContext } from './graphql/request-context';
import type { StartTrace } from '../telemetry/request-telemetry';

export interface SubgraphPortSettings {
  readonly subgraph: Subgraph;
  /** What other routers must send. */
  readonly secret: string;
  /** The limits of clients; those of routers are made out of them. */
  readonly limits: Limits;
  readonly logger: Logger;
  /** Absent: no traces are made. */
  readonly trace?: StartTrace | undefined;
  makeContext(asOf: string | undefined, seen: Seen | undefined, limits: Limits): MaybePromise<Context>;
}

export interface SubgraphPort {
  /** The HTTP application; it can be asked without a port. */
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

/** Our own subgraph for other routers, with `_service` and `_entities`, behind a secret. It has no port yet. */
export async function createSubgraphPort(settings: SubgraphPortSettings): Promise<SubgraphPort> {
  const { subgraph, secret, logger, makeContext } = settings;
  const limits = forRouters(settings.limits);
  const log = throttled(logger);
  const metrics = UNCOUNTED;
  const door = openDoor(subgraph.schema, executeLocally<RequestContext>(subgraph.schema));
  const apollo = await startApollo({ door, limits, introspection: true, suggestions: false, logger, log, metrics });
  const app = await createEdge({ body: limits.body, corsOrigins: [], log, metrics });
  const isSecret = equalTo(secret);
  app.addHook('onRequest', (request, _reply, done) => {
    done(isSecret(request.headers[SECRET_HEADER]) ? undefined : stranger());
  });
  graphqlRoute(app, {
    apollo,
    limits,
    metrics,
    trace: settings.trace,
    makeContext: (asOf, seen) => makeContext(asOf, seen, limits),
    admit: withoutLongLists(admission(limits), limits.representations),
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

/** A router has judged its clients already: its fetches are longer than what they wrote, and come many at a time. */
function forRouters(limits: Limits): Limits {
  return {
    ...limits,
    body: Math.max(limits.body, 1_048_576),
    source: Math.max(limits.source, 262_144),
    tokens: Math.max(limits.tokens, 20_000),
    depth: 40,
    aliases: 1_000,
    directives: 1_000,
    rootFields: 100,
    representations: 1_000,
    variables: { ...limits.variables, nodes: 20_000 },
  };
}

/** Whether a text is the secret; takes the same time for every text that is not. */
function equalTo(secret: string): (given: unknown) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(secret);
  return (given) => typeof given === 'string' && timingSafeEqual(digest(given), expected);
}

function stranger(): KnownError {
  return new KnownError('UNAUTHENTICATED', 'This address is for routers that know its secret.');
}

/** Lists of representations are variables of a fetch; too long ones are refused before anything is parsed. */
function withoutLongLists(admit: Admit, most: number): Admit {
  return (body) => {
    const admitted = admit(body);
    const longest = Math.max(0, ...Object.values(admitted.variables ?? {}).map(lengthOf));
    if (longest > most) throw badInput(`A list in the variables has ${longest} items; at most ${most} are answered.`);
    return admitted;
  };
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
