import { costMetrics, type CostMetrics } from './metrics/cost';
import { databaseMetrics, type DatabaseMetrics } from './metrics/database';
import { federationMetrics, type FederationMetrics } from './metrics/federation';
import { operationMetrics, type LabelLimits, type OperationMetrics } from './metrics/operations';
import { processMetrics, type ProcessMetrics } from './metrics/process';
import { createRegistry, type MetricValues } from './metrics/registry';
import { requestMetrics, type RequestMetrics } from './metrics/requests';
import { sharedStoreMetrics, type SharedStoreMetrics } from './metrics/shared-store';

export type { FederationMetrics, FetchOutcome, PlanOutcome, SdlState } from './metrics/federation';

/**
 * Every metric of the service. Label values are fixed or configured names, and what a client sent only as far as the label
 * limits allow it.
 */
export interface Metrics
  extends RequestMetrics, OperationMetrics, DatabaseMetrics, FederationMetrics, ProcessMetrics, SharedStoreMetrics {
  readonly cost: CostMetrics;
  /** Returns every metric in the Prometheus text format. */
  text(): Promise<string>;
  /** Content type of `text()`. */
  readonly contentType: string;
  /** Returns every metric as data, from which those of several processes are added up. */
  values(): Promise<MetricValues>;
}

/** Records nothing: for a server without metrics. */
export const NO_METRICS: RequestMetrics & OperationMetrics & FederationMetrics & Pick<ProcessMetrics, 'observe'> = {
  recordResponse: () => undefined,
  recordOperation: () => undefined,
  recordContractOperation: () => undefined,
  recordError: () => undefined,
  recordNamedOperation: () => undefined,
  observe: () => undefined,
  recordFetch: () => undefined,
  recordCacheLookups: () => undefined,
  recordPlan: () => undefined,
  recordReload: () => undefined,
  observeBreakers: () => undefined,
  observeSdl: () => undefined,
};

/** Creates the metrics of one gateway, in a registry of their own. Without `labels`, no client's text is a label. */
export function createMetrics(labels: LabelLimits = { operations: 0, clients: 0 }): Metrics {
  const registry = createRegistry();
  return {
    ...requestMetrics(registry),
    ...operationMetrics(registry, labels),
    cost: costMetrics(registry),
    ...databaseMetrics(registry),
    ...federationMetrics(registry),
    ...processMetrics(registry),
    ...sharedStoreMetrics(registry),
    text: registry.text,
    contentType: registry.contentType,
    values: registry.values,
  };
}
