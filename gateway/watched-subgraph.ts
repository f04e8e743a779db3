import { codeOf } from './errors-format';
import type { FetchOutcome, GraphMetrics } from './metrics';
import type { SubgraphExecutor, SubgraphRequest, SubgraphResult } from './subgraph';

/** The same executor, each of whose fetches is counted and timed. */
export function watchedSubgraph(
  name: string,
  execute: SubgraphExecutor,
  metrics: Pick<GraphMetrics, 'fetched'>,
): SubgraphExecutor {
  return (request) => {
    const started = performance.now();
    const end = (outcome: FetchOutcome) => metrics.fetched(name, outcome, (performance.now() - started) / 1_000);
    const answered = (result: SubgraphResult) => {
      end(result.errors?.length ? 'errors' : 'answered');
      return result;
    };
    const failed = (error: unknown): never => {
      end(outcomeOf(error, request));
      throw error;
    };
    try {
      const answer = execute(request);
      return answer instanceof Promise ? answer.then(answered, failed) : answered(answer);
    } catch (error) {
      return failed(error);
    }
  };
}

function outcomeOf(error: unknown, { signal }: SubgraphRequest): FetchOutcome {
  return signal?.aborted ? 'abandoned' : codeOf(error);
}
