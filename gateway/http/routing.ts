import type { FastifyInstance, HTTPMethods } from 'fastify';
import { KnownError } from '../../errors';

/** What protects a route. */
export interface RoutePolicy {
  /** Who may use it: everybody; where AUTH is set, clients as it says; or who sends the secret of the route. */
  readonly access: 'everybody' | 'clients' | 'secret';
  /** The points of RATE_LIMIT_POINTS that a request takes: none; one if it is refused; one; one, and what its response costs. */
  readonly points: 'none' | 'refused' | 'request' | 'response';
  /** The setting that ends a request: none, because it computes nothing; REQUEST_TIMEOUT_MS; EXPORT_TIMEOUT_MS. */
  readonly deadline: 'none' | 'request' | 'export';
  /** The limited places that a request takes: none; of LIMIT_CONCURRENCY; of LIMIT_EXPORTS. */
  readonly places: 'none' | 'requests' | 'exports';
}

const FREE = { points: 'none', deadline: 'none', places: 'none' } as const;

/** The kinds of routes. Each route names its kind as `config.policy`; without one, the gateway does not start. */
export const ROUTES = {
  /** Files without data of the graph. */
  page: { access: 'everybody', ...FREE },
  /** The state of the process, for those who run it: probes have no tokens and no points. */
  health: { access: 'everybody', ...FREE },
  /** A text that does not depend on the graph. */
  document: { access: 'clients', points: 'request', deadline: 'none', places: 'none' },
  query: { access: 'clients', points: 'response', deadline: 'request', places: 'requests' },
  /** A file of any size. */
  file: { access: 'clients', points: 'response', deadline: 'export', places: 'exports' },
  secret: { access: 'secret', points: 'refused', deadline: 'none', places: 'none' },
  /** A request that is refused before its body is read. */
  refusal: { access: 'clients', ...FREE },
} as const satisfies Record<string, RoutePolicy>;

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: RoutePolicy;
  }
  interface FastifyInstance {
    /** The policy of each route, by method and path. */
    readonly policies: ReadonlyMap<string, RoutePolicy>;
  }
}

/** Makes every route of the app state its policy. Throws an Error when one is registered without. */
export function requirePolicies(app: FastifyInstance): void {
  const policies = new Map<string, RoutePolicy>();
  app.decorate('policies', policies);
  app.addHook('onRoute', ({ method, url, config }) => {
    const methods = [method].flat().filter((each) => each !== 'OPTIONS'); // it names the methods only
    if (methods.length === 0) return;
    if (!config?.policy) throw new Error(`The route ${methods.join(', ')} ${url} names no policy. See ROUTES.`);
    for (const each of methods) policies.set(`${each} ${url}`, config.policy);
  });
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Responds with 405 to every other method of a path, and to OPTIONS with the methods. */
export function allowOnly(app: FastifyInstance, methods: readonly HTTPMethods[], url: string): void {
  const others = METHODS.filter(
    (method) => !methods.includes(method) && !(method === 'HEAD' && methods.includes('GET')),
  );
  const allow = methods.join(', ');
  app.route({
    method: others,
    url,
    config: { policy: ROUTES.refusal },
    onRequest: (_request, reply, done) => {
      void reply.header('allow', allow);
      done(new KnownError('METHOD_NOT_ALLOWED', `Only ${allow} is allowed here.`));
    },
    handler: () => undefined,
  });
  const all = [...methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method)), 'OPTIONS'].join(', ');
  app.options(url, async (_request, reply) => reply.code(204).header('allow', all).send());
}

/** Handles a path that is not registered. Throws NOT_FOUND. */
export function throwNotFound(): never {
  throw new KnownError('NOT_FOUND', 'There is no resource at this path.');
}
