import type { Fetcher } from '@graphiql/toolkit';
import { askedOrganisation } from './explorer-url';
import { ASKED, PLAN, STATUS } from './last-response';
import type { PlanReport } from './plan/plan-report';
import { isPlanWanted } from './plan/plan-wanted';
import { WORDS } from './words';

/** Sends a query to this gateway, and shows the release, status, cost, time and plan of the response. */
export const fetcher: Fetcher = async (params, { headers } = {}) => {
  const started = performance.now();
  const isOwn = params.operationName === 'IntrospectionQuery';
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { ...sent(!isOwn && isPlanWanted()), ...headers },
    body: JSON.stringify(params),
  });
  const body = (await response.json()) as ResponseBody;
  if (isOwn) return body as never;
  STATUS.set(summary(response, body, performance.now() - started));
  PLAN.set(body.extensions?.queryPlan ?? null);
  ASKED.set(askedOrganisation(params as Parameters<typeof askedOrganisation>[0]));
  return body as never;
};

function sent(withPlan: boolean): Record<string, string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return withPlan ? { ...headers, 'x-query-plan': '1' } : headers;
}

interface ResponseBody {
  readonly extensions?: { readonly ods?: { readonly cost?: Cost }; readonly queryPlan?: PlanReport };
}

interface Cost {
  readonly estimated: number;
  readonly actual?: number;
  readonly limit: number;
}

/** One line, for example: Release 2024-10-31 · status 200 · cost 12 (estimated 45) · 12 ms in the browser, 8.1 ms on the server. */
function summary({ headers, status }: Response, { extensions }: ResponseBody, ms: number): string {
  const words = WORDS.status;
  const release = headers.get('x-ods-release');
  const onServer = /total;dur=([\d.]+)/.exec(headers.get('server-timing') ?? '')?.[1];
  const time = words.time(Math.round(ms)) + (onServer === undefined ? '' : words.timeOnServer(onServer));
  const parts = [release === null ? words.noRelease : words.release(release), words.status(status)];
  return [...parts, ...costText(extensions?.ods?.cost), time].join(' · ');
}

/** The actual and the estimated cost; for a refused query, the estimated cost and the limit. */
function costText(cost: Cost | undefined): string[] {
  if (!cost) return [];
  const { estimated, actual, limit } = cost;
  return [actual === undefined ? WORDS.status.refused(estimated, limit) : WORDS.status.cost(actual, estimated)];
}
