import { CATALOGUE, type ErrorCode } from '../../errors';
import { REQUEST_SECONDS, type MetricRegistry } from './registry';

/** How an operation ended: from the response cache, with the response of an identical one, without errors, or with errors. */
export type OperationOutcome = 'kept' | 'shared' | 'answered' | 'errors';

export interface RequestMetrics {
  /** Records an HTTP response. `route` is the registered path; undefined for a path that is not registered. */
  recordResponse(route: string | undefined, status: number, seconds: number): void;
  recordOperation(outcome: OperationOutcome): void;
  /** Records an operation of a contract, in addition to `recordOperation`. */
  recordContractOperation(contract: string, outcome: OperationOutcome): void;
  recordError(code: ErrorCode): void;
}

export function requestMetrics(registry: MetricRegistry): RequestMetrics {
  const requests = registry.counter({
    name: 'ods_http_requests_total',
    help: 'HTTP requests by route and status.',
    labelNames: ['route', 'status'],
  });
  const seconds = registry.histogram({
    name: 'ods_http_request_duration_seconds',
    help: 'Time from the headers of a request to the end of its response.',
    labelNames: ['route'],
    buckets: REQUEST_SECONDS,
  });
  const operations = registry.counter({
    name: 'ods_operations_total',
    help: 'GraphQL operations: served from the response cache, by the execution of an identical query, answered, answered with errors.',
    labelNames: ['outcome'],
  });
  const ofContracts = registry.counter({
    name: 'ods_contract_operations_total',
    help: 'GraphQL operations of each contract, which are also in ods_operations_total.',
    labelNames: ['contract', 'outcome'],
  });
  const errors = registry.counter({ name: 'ods_errors_total', help: 'Errors by code.', labelNames: ['code'] });
  for (const outcome of ['kept', 'shared', 'answered', 'errors']) operations.inc({ outcome }, 0);
  for (const code of Object.keys(CATALOGUE)) errors.inc({ code }, 0);
  return {
    recordResponse(route = 'none', status, duration) {
      requests.inc({ route, status });
      seconds.observe({ route }, duration);
    },
    recordOperation: (outcome) => operations.inc({ outcome }),
    recordContractOperation: (contract, outcome) => ofContracts.inc({ contract, outcome }),
    recordError: (code) => errors.inc({ code }),
  };
}
