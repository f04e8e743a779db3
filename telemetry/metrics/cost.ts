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
  /** Records the lists of a field that another subgraph returned. `field` is for example 'Organisation.clinics'. */
  recordLists(field: string, found: FoundLists): void;
}

/** The lists of one field in a response. */
export interface FoundLists {
  readonly subgraph: string;
  readonly lists: number;
  /** Of all lists together. */
  readonly items: number;
  readonly longest: number;
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
    recordLists: listMetrics(registry),
    recordEstimate: (cost) => estimated.observe(cost),
    recordActual: (cost) => actual.observe(cost),
    recordOverLimit: () => overLimit.inc(),
    recordUnderestimate: () => underestimated.inc(),
  };
}

/** The most list fields that are measured, because a schema may have any number. */
const MAX_LISTS = 1_000;

/** Measures the lengths of lists by field. Their number, sum and maximum are added up over processes. */
function listMetrics(registry: MetricRegistry): CostMetrics['recordLists'] {
  const labelNames = ['subgraph', 'field'] as const;
  const lists = registry.counter({
    name: 'ods_subgraph_lists_total',
    help: 'Lists that other subgraphs returned, by field.',
    labelNames,
  });
  const items = registry.counter({ name: 'ods_subgraph_list_items_total', help: 'Items of these lists.', labelNames });
  const longest = registry.gauge({
    name: 'ods_subgraph_list_items_max',
    aggregator: 'max',
    help: 'Items of the longest of these lists.',
    labelNames,
  });
  const known = new Map<string, number>();
  return (field, { subgraph, lists: found, items: length, longest: most }) => {
    const name = `${subgraph} ${field}`;
    const before = known.get(name);
    if (before === undefined && known.size >= MAX_LISTS) return;
    const labels = { subgraph, field };
    lists.inc(labels, found);
    items.inc(labels, length);
    if (before !== undefined && before >= most) return;
    known.set(name, most);
    longest.set(labels, most);
  };
}
