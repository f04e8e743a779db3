import { dirname, posix } from 'node:path';
import { importsOf, syntaxOf, textOf, typescriptFiles, walk } from './sources';
import ts from 'typescript';

const EVERYTHING = [
  ...['errors', 'maybe-promise', 'time-limit', 'work-budget', 'ods', 'telemetry', 'schema', 'graph', 'graph-seed'],
  ...['domain', 'resolvers', 'federation', 'gateway', 'updates'],
];

/**
 * The floors: a folder imports only what stands below it. This table is the documentation of the layout.
 * A name with '(types)' may be imported for its types alone.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  'maybe-promise': [],
  'time-limit': [],
  'is-running': [],
  'temporary-folder': ['is-running'],
  'make-folder': [],
  'work-budget': ['maybe-promise'],
  'setting-types': [],
  config: ['settings'],
  settings: ['setting-types'],
  database: ['make-folder', 'temporary-folder'],
  sample: ['make-folder'],
  explorer: [],
  ods: ['errors'],
  telemetry: ['errors', 'time-limit'],
  schema: ['ods'],
  'shared-store': [],
  graph: ['ods', 'errors', 'maybe-promise', 'time-limit', 'work-budget'],
  'graph-seed': ['graph', 'ods', 'errors', 'is-running', 'make-folder', 'temporary-folder'],
  updates: ['graph-seed (types)', 'is-running', 'make-folder'],
  domain: ['ods', 'errors', 'maybe-promise', 'work-budget', 'schema (types)', 'graph (types)'],
  resolvers: ['domain', 'schema', 'ods', 'errors', 'maybe-promise'],
  federation: ['telemetry', 'errors', 'maybe-promise', 'make-folder'],
  gateway: [
    ...['federation', 'telemetry', 'resolvers', 'domain', 'schema', 'graph', 'ods', 'errors', 'maybe-promise'],
    ...['time-limit', 'work-budget'],
  ],
  cli: [
    ...EVERYTHING,
    'database',
    'sample',
    'shared-store',
    'config',
    'setting-types',
    'make-folder',
    'temporary-folder',
  ],
  bench: [...EVERYTHING, 'database', 'sample', 'config', 'cli'],
};

/** Packages that only one file imports, or one in each of two folders that do not know each other. */
const ONLY_IMPORTER: Readonly<Record<string, string | readonly string[]>> = {
  'neo4j-driver': 'graph/neo4j/neo4j.ts',
  '@graphql-hive/router-query-planner': 'federation/planning/planner.ts',
  undici: ['federation/subgraphs/http/connections.ts', 'updates/http/client.ts'],
  '@redis/client': 'shared-store/client.ts',
  jose: 'gateway/auth/verify-token.ts',
  'prom-client': 'telemetry/metrics/registry.ts',
  '@opentelemetry/api': 'telemetry/tracing.ts',
  '@opentelemetry/core': 'telemetry/tracing.ts',
  '@opentelemetry/exporter-trace-otlp-http': 'telemetry/tracing.ts',
  '@opentelemetry/resources': 'telemetry/tracing.ts',
  '@opentelemetry/sdk-trace': 'telemetry/tracing.ts',
};

const product = typescriptFiles().filter((file) => layerOf(file) in MAY_IMPORT);

test('each folder imports only what stands below it', () => {
  expect(product.length).toBeGreaterThan(100);
  expect(product.flatMap((file) => breaches(file))).toEqual([]);
});

test('no file imports itself by way of others, not even for types', () => {
  expect(circles(importGraph())).toEqual([]);
});

/** Node.js never returns for a folder such as /proc/x: see make-folder.ts. */
test('no folder is made with the option recursive', () => {
  const makers = product.filter((file) => /\bmkdir(Sync)?\([^;]*recursive/.test(textOf(file)));
  expect(makers).toEqual([]);
});

test('a circle is found and printed as the way round', () => {
  const graph = new Map([
    ['a.ts', ['b.ts']],
    ['b.ts', ['c.ts']],
    ['c.ts', ['b.ts']],
  ]);
  expect(circles(graph)).toEqual(['b.ts > c.ts > b.ts']);
});

test.each(Object.entries(ONLY_IMPORTER))('%s is imported by %s only', (packageName, importer) => {
  const users = product.filter(
    (file) => !file.startsWith('bench/') && importsOf(syntaxOf(file)).some(({ from }) => from === packageName),
  );
  expect(users.toSorted()).toEqual([importer].flat().toSorted());
});

test('the environment is read by main files alone', () => {
  const readers = product.filter((file) => readsEnvironment(syntaxOf(file)));
  const allowed = ['cli/main.ts', 'database/environment.ts']; // the second one only passes it on, without secrets
  expect(readers.filter((file) => !allowed.includes(file) && !file.startsWith('bench/'))).toEqual([]);
});

test('an upward import is refused with what to do; a folder that may import types may import no values', () => {
  const text = "import { openNeo4j } from '../graph/neo4j/neo4j'; import type { X } from '../graph/loaders';";
  expect(breaches('schema/organisation.ts', text)).toEqual([
    'schema/organisation.ts imports graph/neo4j/neo4j: schema/ may import ods only. Move what both need to a folder below, or hand it in.',
    'schema/organisation.ts imports graph/loaders: schema/ may import ods only. Move what both need to a folder below, or hand it in.',
  ]);
  expect(breaches('domain/payment.ts', text)).toEqual([
    'domain/payment.ts imports graph/neo4j/neo4j: domain/ may import ods, errors, maybe-promise, work-budget, schema (types), graph (types) only. Move what both need to a folder below, or hand it in.',
  ]);
  expect(readsEnvironment(syntaxOf('x.ts', 'const { PORT } = process.env;'))).toBe(true);
});

function breaches(file: string, text?: string): string[] {
  const layer = layerOf(file);
  return importsOf(syntaxOf(file, text))
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from, typesOnly }) => ({ target: posix.normalize(posix.join(dirname(file), from)), typesOnly }))
    .filter(({ target, typesOnly }) => !allowed(layer, target, typesOnly))
    .map(({ target }) => `${file} imports ${target}: ${mayImport(layer)}`);
}

function mayImport(layer: string): string {
  const may = MAY_IMPORT[layer] ?? [];
  const list = may.length > 0 ? `${may.join(', ')} only` : 'nothing of ours';
  return `${layer}/ may import ${list}. Move what both need to a folder below, or hand it in.`;
}

/** The product's files, each with the files of ours that it imports. */
function importGraph(): ReadonlyMap<string, readonly string[]> {
  const files = new Set(product);
  const resolved = (path: string) => [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((name) => files.has(name));
  return new Map(
    product.map((file) => {
      const targets = importsOf(syntaxOf(file))
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => resolved(posix.normalize(posix.join(dirname(file), from))));
      return [file, targets.filter((target) => target !== undefined)] as const;
    }),
  );
}

/** Each circle of imports, as the way round. A depth-first search: an import of a file that is still open closes a circle. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (file: string) => {
    if (open.includes(file)) return void found.push([...open.slice(open.indexOf(file)), file].join(' > '));
    if (done.has(file)) return;
    open.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    open.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
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
