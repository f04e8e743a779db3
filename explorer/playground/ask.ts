import type { Fetcher } from '@graphiql/toolkit';
import { say } from './notice';

/** Asks our own GraphQL and says which release answered and how long it took. */
export const ask: Fetcher = async (params, { headers } = {}) => {
  const started = performance.now();
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(params),
  });
  const answer = await response.json();
  if (params.operationName !== 'IntrospectionQuery') say(summary(response, answer, performance.now() - started));
  return answer;
};

interface Answered {
  readonly extensions?: { readonly ods?: { readonly cost?: Cost } };
}

interface Cost {
  readonly estimated: number;
  readonly actual?: number;
  readonly limit: number;
}

/** One line, for example: Release 2024-10-31 · status 200 · cost 12, at most 45 · 12 ms here, 8.1 ms on the server. */
function summary({ headers, status }: Response, { extensions }: Answered, ms: number): string {
  const release = headers.get('x-ods-release');
  const onServer = /total;dur=([\d.]+)/.exec(headers.get('server-timing') ?? '')?.[1];
  const time = `${Math.round(ms)} ms here${onServer === undefined ? '' : `, ${onServer} ms on the server`}`;
  const parts = [release === null ? 'No release' : `Release ${release}`, `status ${status}`];
  return [...parts, ...costText(extensions?.ods?.cost), time].join(' · ');
}

/** What the answer cost, and what it might have; of one that was refused, what is allowed. */
function costText(cost: Cost | undefined): string[] {
  if (!cost) return [];
  const { estimated, actual, limit } = cost;
  return [actual === undefined ? `cost up to ${estimated} of ${limit}` : `cost ${actual}, at most ${estimated}`];
}
