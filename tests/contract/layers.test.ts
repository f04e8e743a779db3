import { dirname, posix } from 'node:path';
import { importsOf, syntaxOf, typescriptFiles, walk } from './sources';
import ts from 'typescript';

const EVERYTHING = [
  ...['errors', 'maybe-promise', 'ods', 'telemetry', 'schema', 'graph', 'graph-seed'],
  ...['domain', 'resolvers', 'federation', 'gateway'],
];

/**
 * The floors: a folder imports only what stands below it. This table is the documentation of the layout.
 * A name with '(types)' may be imported for its types alone.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  'maybe-promise': [],
  config: [],
  database: [],
  sample: [],
  explorer: [],
  ods: ['errors'],
  telemetry: ['errors'],
  schema: ['ods'],
  graph: ['ods', 'errors', 'maybe-promise'],
  'graph-seed': ['graph', 'ods', 'errors'],
  domain: ['ods', 'errors', 'maybe-promise', 'schema (types)', 'graph (types)'],
  resolvers: ['domain', 'schema', 'ods', 'errors', 'maybe-promise'],
  federation: ['telemetry', 'errors', 'maybe-promise'],
  gateway: ['federation', 'telemetry', 'resolvers', 'domain', 'schema', 'graph', 'ods', 'errors', 'maybe-promise'],
  cli: [...EVERYTHING, 'database', 'sample', 'config'],
  bench: [...EVERYTHING, 'database', 'sample', 'config', 'cli'],
};

/** Packages with one door each. */
const DOORS: Readonly<Record<string, string>> = {
  'neo4j-driver': 'graph/neo4j/neo4j.ts',
  '@graphql-hive/router-query-planner': 'federation/planning/planner.ts',
  undici: 'federation/subgraphs/http-executor.ts',
  'prom-client': 'telemetry/metrics.ts',
  '@opentelemetry/api': 'telemetry/tracing.ts',
  '@opentelemetry/core': 'telemetry/tracing.ts',
  '@opentelemetry/exporter-trace-otlp-http': 'telemetry/tracing.ts',
  '@opentelemetry/resources': 'telemetry/tracing.ts',
  '@opentelemetry/sdk-trace': 'telemetry/tracing.ts',
};

const product = typescriptFiles().filter((file) => layerOf(file) in MAY_IMPORT);

test('each folder imports only what its layer may', () => {
  expect(product.length).toBeGreaterThan(100);
  expect(product.flatMap((file) => breaches(file))).toEqual([]);
});

test.each(Object.entries(DOORS))('%s has one door, %s', (packageName, door) => {
  const users = product.filter(
    (file) => !file.startsWith('bench/') && importsOf(syntaxOf(file)).some(({ from }) => from === packageName),
  );
  expect(users).toEqual([door]);
});

test('the environment is read by main files alone', () => {
  const readers = product.filter((file) => readsEnvironment(syntaxOf(file)));
  expect(readers.filter((file) => file !== 'cli/main.ts' && !file.startsWith('bench/'))).toEqual([]);
});

test('the table sees a breach', () => {
  const text = "import { openNeo4j } from '../graph/neo4j'; import type { X } from '../graph/rows';";
  expect(breaches('schema/organisation.ts', text)).toEqual([
    'schema/organisation.ts imports graph/neo4j',
    'schema/organisation.ts imports graph/rows',
  ]);
  expect(breaches('resolvers/organisation.ts', text)).toEqual(['resolvers/organisation.ts imports graph/neo4j']);
  expect(readsEnvironment(syntaxOf('x.ts', 'const { PORT } = process.env;'))).toBe(true);
});

function breaches(file: string, text?: string): string[] {
  const layer = layerOf(file);
  return importsOf(syntaxOf(file, text))
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from, typesOnly }) => ({ target: posix.normalize(posix.join(dirname(file), from)), typesOnly }))
    .filter(({ target, typesOnly }) => !allowed(layer, target, typesOnly))
    .map(({ target }) => `${file} imports ${target}`);
}

function allowed(layer: string, target: string, typesOnly: boolean): boolean {
  const to = layerOf(target);
  if (to === layer) return true;
  const may = MAY_IMPORT[layer] ?? [];
  if (may.includes(to)) return true;
  return may.includes(`${to} (types)`) && typesOnly;
}

function layerOf(path: string): string {
  return (path.split('/')[0] as string).replace(/\.ts$/, '');
}

function readsEnvironment(source: ts.SourceFile): boolean {
  let reads = false;
  walk(source, (node) => {
    if (ts.isPropertyAccessExpression(node) && node.getText(source) === 'process.env') reads = true;
  });
  return reads;
}
