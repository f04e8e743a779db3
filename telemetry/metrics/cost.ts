import type { MetricRegistry } from './registry';

/** Costs of GraphQL operations, in points. */
export interface CostMetrics {
  /** Records the estimated upper bound of an operation. */
  recordEstimate(cost: number): void;
  /** Records the cost of a response. */
  recordActual(cost: number): void;
  /** Counts an operation that was executed although its estimate is above the limit. */
  recordOverLimit(): void;
  /** Counts a response that cost more than its estimate. */
  recordUnderestimate(): void;
}

const COSTS = [1, 10, 100, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 1_000_000];

export function costMetrics(registry: MetricRegistry): CostMetrics {
  const histogram = (name: string, help: string) => registry.histogram({ name, help, buckets: COSTS });
  const counter = (name: string, help: string) => registry.counter({ name, help });
  const estimated = histogram('ods_operation_cost_estimated', 'The estimated maximum cost of operations.');
  const actual = histogram('ods_operation_cost_actual', 'The cost of responses.');
  const overLimit = counter(
    'ods_operations_over_cost_limit_total',
    'Operations executed although their estimate is above COST_LIMIT.',
  );
  const underestimated = counter(
    'ods_operations_underestimated_total',
    'Responses that cost more than their estimate: a list is longer than its @listSize states.',
  );
  return {
    recordEstimate: (cost) => estimated.observe(cost),
    recordActual: (cost) => actual.observe(cost),
    recordOverLimit: () => overLimit.inc(),
    recordUnderestimate: () => underestimated.inc(),
  };
}
