import type { FastifyInstance, HTTPMethods } from 'fastify';
import { KnownError } from '../../errors';

/** The configuration of routes that everybody may use, without a token: they have no data of the graph. */
export const OPEN = { config: { isOpen: true } } as const;

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
