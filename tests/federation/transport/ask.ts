import { createHttpExecutor, type HttpExecutorSettings } from '../../../federation/subgraphs/http-executor';
import type { ClientRequest, SubgraphResult } from '../../../federation/subgraphs/subgraph-executor';
import { KnownError } from '../../../errors';

/** Closes what a test has opened when the test has ended. */
export function closing() {
  const opened: { close(): Promise<unknown> }[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });
  return <T extends { close(): Promise<unknown> }>(each: T): T => {
    opened.push(each);
    return each;
  };
}

export interface Asked extends Partial<ClientRequest> {
  readonly kind?: 'query' | 'mutation';
  readonly query?: string;
}

/** Opens the executor of a subgraph, with a function that sends an operation and returns the result or the error. */
export function openSubgraph(url: string, settings: Partial<HttpExecutorSettings> = {}) {
  const executor = createHttpExecutor({ name: 'beds', url, timeoutMs: 2_000, ...settings });
  const send = async ({ kind = 'query', query = '{ a }', ...client }: Asked = {}): Promise<SubgraphResult> =>
    executor.execute({
      operation: { subgraph: 'beds', kind, query },
      variables: {},
      variablesText: () => '{}',
      context: undefined,
      ...client,
    });
  const failure = (asked?: Asked): Promise<KnownError> =>
    send(asked).then(
      (result) => Promise.reject(new Error(`no failure: ${JSON.stringify(result)}`)),
      (error: KnownError) => error,
    );
  return { ...executor, send, failure };
}

/** What an operator reads in the log of a failure. */
export function causeOf({ cause }: Error): string {
  return (cause as Error | undefined)?.message ?? String(cause);
}
