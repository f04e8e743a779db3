import type { Fetcher } from '@graphiql/toolkit';
import { showStatus } from './status-message';

/** Sends a query to this gateway, and shows the release, status, cost and time of the response. */
export const fetcher: Fetcher = async (params, { headers } = {}) => {
  const started = performance.now();
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(params),
  });
  const body = await response.json();
  if (params.operationName !== 'IntrospectionQuery') showStatus(summary(response, body, performance.now() - started));
  return body;
};

interface ResponseBody {
  readonly extensions?: { readonly ods?: { readonly cost?: Cost } };
}

interface Cost {
  readonly estimated: number;
  readonly actual?: number;
  readonly limit: number;
}

/** One line, for example: Release 2024-10-31 · status 200 · cost 12 (estimated 45) · 12 ms in the browser, 8.1 ms on the server. */
function summary({ headers, status }: Response, { extensions }: ResponseBody, ms: number): string {
  const release = headers.get('x-ods-release');
  const onServer = /total;dur=([\d.]+)/.exec(headers.get('server-timing') ?? '')?.[1];
  const time = `${Math.round(ms)} ms in the browser${onServer === undefined ? '' : `, ${onServer} ms on the server`}`;
  const parts = [release === null ? 'No release' : `Release ${release}`, `status ${status}`];
  return [...parts, ...costText(extensions?.ods?.cost), time].join(' · ');
}

/** The actual and the estimated cost; for a refused query, the estimated cost and the limit. */
function costText(cost: Cost | undefined): string[] {
  if (!cost) return [];
  const { estimated, actual, limit } = cost;
  return [
    actual === undefined ? `estimated cost ${estimated}, limit ${limit}` : `cost ${actual} (estimated ${estimated})`,
  ];
}
