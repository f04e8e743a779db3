import type { ErrorLog } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import type { OperationIdentity } from '../../telemetry/metrics/operations';
import type { OperationOutcome } from '../../telemetry/metrics/requests';
import type { RequestTelemetry } from '../../telemetry/request-telemetry';
import type { RequestInfo } from './request-context';

export interface ObserveSettings {
  readonly metrics: Pick<Metrics, 'recordOperation' | 'recordNamedOperation'>;
  /** Absent: no log of slow operations. */
  readonly slow?: SlowLog | undefined;
  /** Logs an operation that is not listed. */
  readonly logUnlisted?: ((info: RequestInfo) => void) | undefined;
}

export interface SlowLog {
  /** Milliseconds from which an operation is logged. */
  readonly fromMs: number;
  readonly log: Pick<ErrorLog, 'warn'>;
}

/** Counts an operation that has ended, by its name and its client, and logs it if it was slow. */
export function observeOperation(
  info: RequestInfo,
  outcome: OperationOutcome,
  { metrics, slow, logUnlisted }: ObserveSettings,
): void {
  const { operation, client, telemetry } = info;
  const ms = telemetry.since(performance.now());
  metrics.recordOperation(outcome);
  metrics.recordNamedOperation({ operation, client, outcome, seconds: ms / 1_000 });
  if (operation?.isListed === false) logUnlisted?.(info);
  if (slow && ms >= slow.fromMs) slow.log.warn(slowDetails(info, ms, outcome), 'a slow operation');
}

/** Operations and clients that were logged. */
const MAX_LOGGED = 1_000;

/** Returns a function that logs operations that are not listed: each document once for each client. */
export function createUnlistedLog(log: Pick<ErrorLog, 'warn'>): (info: RequestInfo) => void {
  const logged = new Set<string>();
  return (info) => {
    const key = JSON.stringify([info.operation?.hash, info.client?.name, info.client?.version]);
    if (logged.has(key)) return;
    if (logged.size >= MAX_LOGGED) logged.clear();
    logged.add(key);
    log.warn({ ...identityDetails(info), requestId: info.id }, 'an operation was executed that is not listed');
  };
}

/** Where the time went, and the plan. It has no variables and no values of the document. */
function slowDetails(info: RequestInfo, ms: number, outcome: OperationOutcome): object {
  const { id: requestId, cost, executionMs, telemetry } = info;
  return {
    ...identityDetails(info),
    requestId,
    ms: round(ms),
    ...(executionMs !== undefined && { executionMs: round(executionMs) }),
    ...times(telemetry),
    outcome,
    cost,
    plan: telemetry.describePlan?.().split('\n'),
  };
}

function times(telemetry: RequestTelemetry) {
  const { planMs, databaseMs } = telemetry;
  const subgraphs = Object.fromEntries([...telemetry.subgraphMs()].map(([name, each]) => [name, round(each)]));
  return { ...(planMs !== undefined && { planMs: round(planMs) }), databaseMs: round(databaseMs), subgraphs };
}

/** The operation and the client of a request, for log lines. */
export function identityDetails({ operation, client }: Pick<RequestInfo, 'operation' | 'client'>): object {
  return {
    ...(operation && { operation: operation.name || 'anonymous', hash: operation.hash }),
    ...(client && { client: client.name, ...(client.version && { clientVersion: client.version }) }),
  };
}

/** Names the operation in the span of the request. */
export function nameSpan({ telemetry, client }: RequestInfo, { name, type, hash }: OperationIdentity): void {
  telemetry.span?.set({
    'graphql.operation.type': type,
    ...(name && { 'graphql.operation.name': name }),
    'graphql.document.hash': hash,
    ...(client && { 'graphql.client.name': client.name, 'graphql.client.version': client.version }),
  });
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
