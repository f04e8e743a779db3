import { errorCodeOf } from '../../errors';
import type { FetchOutcome, FederationMetrics } from '../../telemetry/metrics';
import type { SubgraphExecutor, SubgraphRequest, SubgraphResult } from './subgraph-executor';
import { telemetryOf } from '../../telemetry/request-telemetry';

/** Wraps an executor so that each fetch is counted, timed and recorded in the telemetry of its client request. */
export function instrumentExecutor(
  name: string,
  execute: SubgraphExecutor,
  metrics: Pick<FederationMetrics, 'recordFetch'>,
): SubgraphExecutor {
  return (request) => {
    const started = performance.now();
    const record = telemetryOf(request.context)?.startFetch(name, request);
    const end = (outcome: FetchOutcome, result?: SubgraphResult) => {
      metrics.recordFetch(name, outcome, (performance.now() - started) / 1_000);
      record?.end(outcome, result);
    };
    const succeed = (result: SubgraphResult) => {
      end(result.errors?.length ? 'errors' : 'answered', result);
      return result;
    };
    const fail = (error: unknown): never => {
      end(outcomeOf(error, request));
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
