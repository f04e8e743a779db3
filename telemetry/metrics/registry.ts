import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CounterConfiguration, GaugeConfiguration, HistogramConfiguration } from 'prom-client';

export type { Gauge } from 'prom-client';

/** Durations of requests, in seconds. */
export const REQUEST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Durations of reads from the database and of fetches from subgraphs, in seconds. */
export const READ_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2];

export type MetricRegistry = ReturnType<typeof createRegistry>;

/** The metrics of one process as data. */
export type MetricValues = readonly object[];

/** Adds up the metrics of several processes, and returns them in the Prometheus text format. */
export async function addUpMetrics(processes: readonly MetricValues[]): Promise<string> {
  return AggregatorRegistry.aggregate(processes.map((values) => [...values])).metrics();
}

/** Adds up the metrics of several processes, and returns them as those of one. */
export function joinMetrics(processes: readonly MetricValues[]): MetricValues {
  return AggregatorRegistry.aggregate(processes.map((values) => [...values])).getMetricsAsArray();
}

/** Parts the metrics of a process: counters and histograms, which only rise, and what holds at the moment. */
export function partMetrics(values: MetricValues): { readonly totals: MetricValues; readonly states: MetricValues } {
  const isTotal = (metric: object) => 'type' in metric && (metric.type === 'counter' || metric.type === 'histogram');
  return { totals: values.filter(isTotal), states: values.filter((metric) => !isTotal(metric)) };
}

/** Creates metrics in a registry of their own, so that one process can run several gateways. */
export function createRegistry() {
  const registry = new Registry();
  const registers = [registry];
  return {
    counter: <Label extends string>(settings: Omit<CounterConfiguration<Label>, 'registers'>) =>
      new Counter<Label>({ ...settings, registers }),
    gauge: <Label extends string>(settings: Omit<GaugeConfiguration<Label>, 'registers'>) =>
      new Gauge<Label>({ ...settings, registers }),
    histogram: <Label extends string>(settings: Omit<HistogramConfiguration<Label>, 'registers'>) =>
      new Histogram<Label>({ ...settings, registers }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    values: (): Promise<MetricValues> => registry.getMetricsAsJSON(),
  };
}
