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
  if (params.operationName !== 'IntrospectionQuery') say(summary(response, performance.now() - started));
  return answer;
};

/** One line, for example: Release 2024-10-31 · status 200 · 12 ms here, 8.1 ms on the server. */
function summary({ headers, status }: Response, ms: number): string {
  const release = headers.get('x-ods-release');
  const onServer = /total;dur=([\d.]+)/.exec(headers.get('server-timing') ?? '')?.[1];
  const time = `${Math.round(ms)} ms here${onServer === undefined ? '' : `, ${onServer} ms on the server`}`;
  return [release === null ? 'No release' : `Release ${release}`, `status ${status}`, time].join(' · ');
}
