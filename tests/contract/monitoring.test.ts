import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { HOME } from '../../config';
import { combineMetrics } from '../../cli/serving/combined-metrics';
import { PAGE_URLS } from '../../gateway/http/pages';
import { CATALOGUE, KnownError, type ErrorCode } from '../../errors';
import { createMetrics } from '../../telemetry/metrics';
import { textOf } from './sources';

const FOLDER = 'deploy/monitoring';
const RULES = `${FOLDER}/ods-graph.rules.yml`;
const RULE_TESTS = `${FOLDER}/ods-graph.rules.test.yml`;
const DASHBOARD = `${FOLDER}/ods-graph.dashboard.json`;

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
const { groups } = parse(textOf(RULES)) as { groups: readonly { readonly rules: readonly Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

interface Source {
  readonly uid: string;
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: Source;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
  readonly targets?: readonly { readonly expr: string; readonly datasource: Source }[];
}
interface Variable {
  readonly name: string;
  readonly type: string;
  readonly definition?: string;
  readonly [field: string]: unknown;
}
const dashboard = JSON.parse(textOf(DASHBOARD)) as {
  readonly editable: boolean;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly Variable[] };
};
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
const expressions = [...rules.map(({ expr }) => expr), ...queries];

/** The range that Grafana chooses for the rate of a counter. */
const RANGE = '$__rate_interval';

/** A metric in an expression, with the labels of its selector. */
interface Selector {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly operator: string; readonly value: string }[];
}

function selectorsOf(expression: string): Selector[] {
  return [...expression.matchAll(/\b(ods_\w+)(?:\{([^}]*)\})?/g)].map(([, metric, matchers = '']) => ({
    metric: metric!,
    matchers: [...matchers.matchAll(/(\w+)(=~|!~|!=|=)"([^"]*)"/g)].map(([, label, operator, value]) => ({
      label: label!,
      operator: operator!,
      value: value!,
    })),
  }));
}

/** Labels that Prometheus adds to each series. */
const ADDED = ['job', 'instance'];

/** Each served series name with its labels and their values, after every kind of record was made once. */
async function servedLabels(): Promise<Map<string, Map<string, Set<string>>>> {
  const metrics = createMetrics({ operations: 1, clients: 1 });
  recordEverything(metrics);
  const texts = [await metrics.text(), await combineMetrics(() => []).text()];
  metrics.close();
  const served = new Map<string, Map<string, Set<string>>>();
  for (const [, name, labels = ''] of texts.join('\n').matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = served.get(name!) ?? new Map<string, Set<string>>();
    for (const [, label, value] of labels.matchAll(/(\w+)="([^"]*)"/g))
      known.set(label!, (known.get(label!) ?? new Set()).add(value!));
    served.set(name!, known);
  }
  return served;
}

function recordEverything(metrics: ReturnType<typeof createMetrics>): void {
  for (const route of ['/graphql', '/readyz', '/livez', '/metrics', '/*', ...PAGE_URLS])
    metrics.recordResponse(route, 503, 1);
  for (const outcome of ['answered', 'errors', 'abandoned', 'cached', 'SUBGRAPH_TIMEOUT'] as const)
    metrics.recordFetch('payments', outcome, 1);
  for (const code of Object.keys(CATALOGUE) as ErrorCode[])
    metrics.recordRead({ statement: 'state', keys: 1, seconds: 1, error: new KnownError(code, '') });
  metrics.recordPlan('made', 1);
  metrics.recordCacheLookups('payments', { hits: 1, misses: 1 });
  for (const outcome of ['done', 'failed', 'late', 'skipped']) metrics.recordStoreCommand('get', outcome);
  metrics.cost.recordEstimate(1);
  metrics.cost.recordActual(1);
  metrics.observeRelease(() => ({ id: '2024-10-31', number: 2, publicationDate: '2024-10-31' }));
  metrics.observeReadiness(() => Promise.resolve(true));
  metrics.observeBreakers(() => new Map([['payments', true]]));
  metrics.observeSdl(() => new Map([['payments', 'missing']]));
  metrics.observeCaches(() => new Map([['facts', { bytes: 1, limit: 2 }]]));
  for (const name of OBSERVED) metrics.observe(name, () => 1);
}

const OBSERVED = [
  'ods_requests_in_work',
  'ods_exports_in_work',
  'ods_fhir_requests_in_work',
  'ods_fact_cache_hits_total',
  'ods_fact_cache_misses_total',
  'ods_cache_reductions_total',
  'ods_process_heap_limit_bytes',
  'ods_process_heap_used_ratio',
] as const;

/** Returns what an expression reads that is not served: metrics, labels, and label values that never occur. */
function unknownIn(expression: string, served: Map<string, Map<string, Set<string>>>): string[] {
  const grouped = [...expression.matchAll(/\b(?:by|on) \(([^)]*)\)/g)].flatMap(([, labels]) => labels!.split(/,\s*/));
  const selectors = selectorsOf(expression);
  const all = new Set([...ADDED, ...selectors.flatMap(({ metric }) => [...(served.get(metric)?.keys() ?? [])])]);
  const groups = /\bods_/.test(expression) ? grouped.filter((label) => !all.has(label)) : [];
  return [...groups, ...selectors.flatMap((selector) => unknownOf(selector, served))];
}

function unknownOf({ metric, matchers }: Selector, served: Map<string, Map<string, Set<string>>>): string[] {
  const labels = served.get(metric);
  if (!labels) return [metric];
  return matchers.flatMap(({ label, operator, value }) => {
    if (ADDED.includes(label)) return [];
    const values = [...(labels.get(label) ?? [])];
    if (values.length === 0) return [`${metric}.${label}`];
    const wanted = operator.endsWith('~') ? value.split('|') : [value];
    return wanted.filter((one) => !values.some((known) => new RegExp(`^${one}$`).test(known)));
  });
}

test('the alert rules and the dashboard use only metrics, labels and label values that are served', async () => {
  const served = await servedLabels();
  expect(expressions.length).toBeGreaterThan(60);
  expect(expressions.flatMap((expression) => unknownIn(expression, served))).toEqual([]);
  expect(unknownIn('sum by (team) (rate(ods_errors_total{kind="x",code="GONE"}[5m])) > ods_gone', served)).toEqual([
    'team',
    'ods_errors_total.kind',
    'GONE',
    'ods_gone',
  ]);
});

test('no page counts in the ratio of errors, except /enrich, whose address is also one of the API', () => {
  const { expr } = rules.find(({ alert }) => alert === 'OdsErrorRatioHigh')!;
  const excluded = selectorsOf(expr).map(({ matchers }) => matchers.find(({ label }) => label === 'route')!.value);
  expect(excluded.length).toBe(3);
  const pages = PAGE_URLS.filter((url) => url !== '/enrich');
  for (const routes of excluded) expect(routes.split('|')).toEqual(expect.arrayContaining([...pages, '/[*]']));
});

test('docs/alerting.md describes each alert, with its severity, threshold and duration as in the rules', () => {
  const rows = [...textOf('docs/alerting.md').matchAll(/^\| \[(\w+)\]\(#(\w+)\) +\| (\w+) +\| .*? \| (.*?) +\|$/gm)];
  const documented = rows.map(([, alert, anchor, severity, duration]) => ({ alert, anchor, severity, duration }));
  expect(documented).toEqual(
    rules.map(({ alert, labels: { severity }, for: duration }) => ({
      alert,
      anchor: alert.toLowerCase(),
      severity,
      duration: durationText(duration),
    })),
  );
  const headings = [...textOf('docs/alerting.md').matchAll(/^### (Ods\w+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(rules.map(({ alert }) => alert));
  expect(rules.map(({ annotations }) => annotations.runbook)).toEqual(
    rules.map(({ alert }) => `docs/alerting.md#${alert.toLowerCase()}`),
  );
});

function durationText(duration: string | undefined): string {
  if (duration === undefined) return 'at once';
  const [, number, unit] = /^(\d+)([mh])$/.exec(duration)!;
  const word = unit === 'm' ? 'minute' : 'hour';
  return `${number} ${word}${number === '1' ? '' : 's'}`;
}

test('each alert has a unit test that raises it and one that does not', () => {
  const { tests } = parse(textOf(RULE_TESTS)) as {
    tests: readonly {
      readonly alert_rule_test: readonly [{ readonly alertname: string; readonly exp_alerts: readonly object[] }];
    }[];
  };
  const cases = tests.map(({ alert_rule_test: [{ alertname, exp_alerts }] }) => `${alertname} ${exp_alerts.length}`);
  expect([...new Set(cases)]).toEqual(rules.flatMap(({ alert }) => [`${alert} 1`, `${alert} 0`]));
});

test('each panel of the dashboard has a title, a description, a unit, and queries for the chosen jobs and instances', () => {
  expect(panels.length).toBeGreaterThan(20);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  for (const { title, description = '', fieldConfig, datasource, targets = [] } of panels) {
    expect([title, description.length > 20, typeof fieldConfig?.defaults.unit]).toEqual([title, true, 'string']);
    expect([title, targets.length > 0]).toEqual([title, true]);
    for (const source of [datasource, ...targets.map((target) => target.datasource)])
      expect([title, source?.uid]).toEqual([title, '$datasource']);
  }
  for (const query of queries) {
    for (const { metric, matchers } of selectorsOf(query))
      expect([metric, ...matchers.slice(0, 2).map(({ label, value }) => `${label} ${value}`)]).toEqual([
        metric,
        'job $job',
        'instance $instance',
      ]);
    expect([...query.matchAll(/\[([^\]*]+)\]/g)].filter(([, range]) => range !== RANGE)).toEqual([]);
    const counters = selectorsOf(query).filter(({ metric }) => metric.endsWith('_total'));
    expect([query, query.match(/\b(?:rate|increase)\(ods_\w+_total\b/g)?.length ?? 0]).toEqual([
      query,
      counters.length,
    ]);
  }
});

test('the panels do not overlap, and every alert that a panel names exists', () => {
  const overlapping = dashboard.panels.flatMap((one, at) =>
    dashboard.panels.slice(at + 1).filter((other) => overlap(one.gridPos, other.gridPos)),
  );
  expect(overlapping.map(({ title }) => title)).toEqual([]);
  expect(dashboard.panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  const named = panels.flatMap(({ description = '' }) => description.match(/Ods\w+/g) ?? []);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !rules.some(({ alert }) => alert === name))).toEqual([]);
});

function overlap(one: Panel['gridPos'], other: Panel['gridPos']): boolean {
  const apart = one.x + one.w <= other.x || other.x + other.w <= one.x;
  return !apart && one.y < other.y + other.h && other.y < one.y + one.h;
}

test('the dashboard can be pointed at any Prometheus, job and instance', () => {
  expect(dashboard.editable).toBe(false);
  expect(dashboard.templating.list.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'datasource datasource',
    'job query',
    'instance query',
  ]);
  for (const variable of dashboard.templating.list.slice(1))
    expect(variable).toMatchObject({ datasource: { uid: '$datasource' }, multi: true, allValue: '.+', refresh: 2 });
});

const promtool = spawnSync('promtool', ['--version']).error === undefined;
if (!promtool) process.stderr.write('promtool is not installed: the alert rules were not run.\n');

const run = (...options: string[]) => execFileSync('promtool', options, { cwd: HOME, encoding: 'utf8' });

if (promtool)
  test('promtool accepts the rules, their unit tests and every query of the dashboard', () => {
    expect(run('check', 'rules', RULES)).toMatch(`${rules.length} rules found`);
    expect(run('test', 'rules', RULE_TESTS)).toMatch('SUCCESS');
    const records = queries.map((query, at) => ({ record: `query${at}`, expr: query.replaceAll(RANGE, '5m') }));
    const file = join(mkdtempSync(join(tmpdir(), 'queries-')), 'rules.json');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'queries', rules: records }] }));
    expect(run('check', 'rules', file)).toMatch(`${queries.length} rules found`);
    rmSync(dirname(file), { recursive: true });
  });
