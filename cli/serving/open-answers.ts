import type { Config } from '../../config';
import { createAnswerCache, type AnswerCache } from '../../federation/caching/answer-cache';
import type { RequestContext } from '../../gateway/graphql/request-context';
import { createRateLimiter, type CreateLimiter } from '../../gateway/http/rate-limit';
import type { SharedStore } from '../../shared-store/shared-store';
import { throttled, type Logger } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import { cachePassword } from '../passwords';

interface Services {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Opens the Redis or Valkey of CACHE_URL; undefined if none is set. It connects in the background. */
export async function openStore(config: Config, { logger, metrics }: Services): Promise<SharedStore | undefined> {
  const { CACHE_URL: url, CACHE_USER: user, CACHE_PREFIX: prefix, CACHE_TIMEOUT_MS: timeoutMs } = config;
  if (url === undefined) return undefined;
  const { openSharedStore } = await import('../../shared-store/shared-store');
  const password = cachePassword(config);
  const { warn } = throttled(logger);
  return openSharedStore({ url, user, password, prefix, timeoutMs, warn, record: metrics.recordStoreCommand });
}

/** The cache for responses of other teams' subgraphs; undefined if it is off. */
export function openAnswers(
  bytes: number,
  store: SharedStore | undefined,
  { metrics }: Pick<Services, 'metrics'>,
): AnswerCache | undefined {
  if (bytes === 0 && !store) return undefined;
  return createAnswerCache({ bytes, shared: store?.entries, identityOf, metrics });
}

/** Who asks counts where a subgraph receives a header that is made from the claims of a token, under any name. */
function identityOf(context: unknown, carries: (header: string) => boolean): string | undefined {
  const { identity } = (context as Partial<Pick<RequestContext, 'request'>>).request ?? {};
  const isTold = identity && [...identity.headers.keys()].some(carries);
  return isTold ? identity.client : undefined;
}

/** Counts the points of clients in the shared store, and in this process while that does not answer. */
export function sharedLimiter(store: SharedStore): CreateLimiter {
  return (points, seconds) => store.createLimiter(points, seconds, createRateLimiter(points, seconds));
}
