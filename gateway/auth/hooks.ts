import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorCodeOf } from '../../errors';
import { joinVary } from '../http/caching/cache-control';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { invalidToken, tokenNeeded, type Authenticator } from './authenticator';
import type { RequestIdentity } from './identity';
import { tokenIn, type TokenGiven } from './token-in-request';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent the request; null where nobody is asked. */
    identity: RequestIdentity | null;
  }
}

const REALM = 'Bearer realm="ods-graph"';

/**
 * Finds out who sends each request, before its body is read: requests without a valid token get 401 as RFC 6750 says, on every
 * route that is not open, also on those that do not exist. A token that is not valid is never taken for none. Any other refusal
 * says nothing of the token, so that clients keep it, and costs them nothing.
 */
export function authenticateRequests(app: FastifyInstance, authenticator: Authenticator, rateLimit?: RateLimit): void {
  app.addHook('onRequest', async (request, reply) => {
    if (isOpen(request)) return;
    const given = tokenIn(request.raw, authenticator.settings.token);
    try {
      request.identity = await identityOf(given, authenticator);
    } catch (error) {
      if (errorCodeOf(error) === 'UNAUTHENTICATED') {
        await rateLimit?.charge(request.client, POINTS_PER_REQUEST);
        void reply.header('www-authenticate', given === 'none' ? REALM : `${REALM}, error="invalid_token"`);
      }
      throw error;
    }
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (!isOpen(request)) limitSharing(request, reply, authenticator);
    done(null, payload);
  });
}

/** Preflights of browsers have no token, and some routes need none. */
function isOpen({ method, routeOptions }: FastifyRequest): boolean {
  const { access = 'clients' } = routeOptions?.config?.policy ?? {};
  return method === 'OPTIONS' || access !== 'clients';
}

async function identityOf(given: TokenGiven, { settings, nobody, identify }: Authenticator): Promise<RequestIdentity> {
  if (given === 'malformed') throw invalidToken();
  if (given !== 'none') return identify(given.token);
  if (settings.anonymous) return nobody;
  throw tokenNeeded();
}

/** Shared caches must not give the response for one client to another, or to one without a token. */
function limitSharing({ identity }: FastifyRequest, reply: FastifyReply, { settings }: Authenticator): void {
  const given = reply.getHeader('cache-control');
  if (typeof given !== 'string' || given === 'no-store') return;
  const { header, cookie } = settings.token;
  void reply.header('vary', joinVary(reply.getHeader('vary'), [header, ...(cookie === undefined ? [] : ['cookie'])]));
  const isShared = settings.anonymous && identity?.isAuthenticated !== true;
  if (!isShared && !/\bprivate\b/.test(given))
    void reply.header('cache-control', ['private', given.replace(/\bpublic\b,? ?/, '')].filter(Boolean).join(', '));
}
