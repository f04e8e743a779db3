import { errorCodeOf, findKnownError } from '../../errors';
import type { FetchOutcome, FederationMetrics } from '../../telemetry/metrics';
import type { SubgraphExecutor, SubgraphRequest, SubgraphResult } from './subgraph-executor';
import { telemetryOf, type Attributes, type FetchEnd } from '../../telemetry/request-telemetry';

/**
 * Wraps an executor so that each fetch is counted, timed and recorded in the telemetry of its client request. `url` is the
 * address of a subgraph that is called over HTTP.
 */
export function instrumentExecutor(
  name: string,
  execute: SubgraphExecutor,
  metrics: Pick<FederationMetrics, 'recordFetch'>,
  url?: string,
): SubgraphExecutor {
  const remote = url === undefined ? undefined : clientAttributes(name, url);
  return (request) => {
    const started = performance.now();
    const record = telemetryOf(request.context)?.startFetch(name, request, remote);
    const end = (outcome: FetchOutcome, result?: FetchEnd) => {
      metrics.recordFetch(name, outcome, (performance.now() - started) / 1_000);
      record?.end(outcome, result);
    };
    const succeed = (result: SubgraphResult) => {
      end(result.errors?.length ? 'errors' : 'answered', result);
      return result;
    };
    const fail = (error: unknown): never => {
      end(outcomeOf(error, request), { status: statusOf(error) });
      throw error;
    };
    try {
      const result = execute(record?.request ?? request);
      return result instanceof Promise ? result.then(succeed, fail) : succeed(result);
    } catch (error) {
      return fail(error);
    }
  };
}

function outcomeOf(error: unknown, { signal }: SubgraphRequest): FetchOutcome {
  return signal?.aborted ? 'abandoned' : errorCodeOf(error);
}

/** The HTTP status of the response that an error is about. */
function statusOf(error: unknown): number | undefined {
  const cause = findKnownError(error)?.cause as { readonly status?: unknown } | undefined;
  return typeof cause?.status === 'number' ? cause.status : undefined;
}

/** What OpenTelemetry wants to know of a call over HTTP, without user, password and query. */
function clientAttributes(name: string, url: string): Attributes | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, origin, pathname } = new URL(url);
  return {
    'peer.service': name,
    'http.request.method': 'POST',
    'server.address': hostname,
    'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    'url.full': `${origin}${pathname}`,
  };
}
