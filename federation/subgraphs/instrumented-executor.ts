import { codeOf } from '../../gateway/http/error-response';
import type { FetchOutcome, GraphMetrics } from '../../telemetry/metrics';
import type { SubgraphExecutor, SubgraphRequest, SubgraphResult } from './subgraph-executor';
import { watchOf } from '../../telemetry/request-telemetry';

/** The same executor, each of whose fetches is counted, timed, and seen by the request that it is for. */
export function watchedSubgraph(
  name: string,
  execute: SubgraphExecutor,
  metrics: Pick<GraphMetrics, 'fetched'>,
): SubgraphExecutor {
  return (given) => {
    const started = performance.now();
    const seen = watchOf(given.context)?.fetching(name, given);
    const end = (outcome: FetchOutcome, result?: SubgraphResult) => {
      metrics.fetched(name, outcome, (performance.now() - started) / 1_000);
      seen?.end(outcome, result);
    };
    const answered = (result: SubgraphResult) => {
      end(result.errors?.length ? 'errors' : 'answered', result);
      return result;
    };
    const failed = (error: unknown): never => {
      end(outcomeOf(error, given));
      throw error;
    };
    try {
      const answer = execute(seen?.request ?? given);
      return answer instanceof Promise ? answer.then(answered, failed) : answered(answer);
    } catch (error) {
      return failed(error);
    }
  };
}

function outcomeOf(error: unknown, { signal }: SubgraphRequest): FetchOutcome {
  return signal?.aborted ? 'abandoned' : codeOf(error);
}
