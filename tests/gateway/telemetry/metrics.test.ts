import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { createCacheBudget } from '../../../gateway/memory/cache-budget';
import { chooseCacheSizes } from '../../../gateway/memory/cache-sizes';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { sampleGraph } from '../../support/database/sample-graph';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { readMetrics } from '../../support/gateway/metrics';

const QUERY = 'query($code: ID!) { organisation(code: $code) { code name } }';
const open: TestGateway[] = [];
afterEach(async () => {
  for (const gateway of open.splice(0)) await gateway.close();
});

async function openMetered(options: Parameters<typeof openGateway>[1] = {}, graph = sampleGraph()) {
  const gateway = await openGateway(graph, options);
  open.push(gateway);
  const metrics = async () => readMetrics((await gateway.app.inject('/metrics')).body);
  return { gateway, metrics };
}

test('requests are counted by route and status, operations by outcome, errors by code', async () => {
  const { gateway, metrics } = await openMetered({ responseCacheBytes: 1_000_000 });
  const body = { query: QUERY, variables: { code: 'ZXP0001' } };
  for (let times = 0; times < 3; times++) expect((await gateway.post(body)).statusCode).toBe(200);
  await gateway.query('{ nothing }');
  await gateway.post('no JSON');
  await gateway.app.inject('/secret-name');
  const values = await metrics();
  expect(values.get('ods_http_requests_total{route="/graphql",status="200"}')).toBe(3);
  expect(values.get('ods_http_requests_total{route="/graphql",status="400"}')).toBe(2);
  expect(values.get('ods_http_requests_total{route="none",status="404"}')).toBe(1);
  expect(values.get('ods_http_request_duration_seconds_count{route="/graphql"}')).toBe(5);
  expect(values.get('ods_operations_total{outcome="kept"}')).toBe(2);
  expect(values.get('ods_operations_total{outcome="answered"}')).toBe(1);
  expect(values.get('ods_operations_total{outcome="errors"}')).toBe(1);
  expect(values.get('ods_errors_total{code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(values.get('ods_errors_total{code="BAD_USER_INPUT"}')).toBe(1);
  expect(values.get('ods_errors_total{code="NOT_FOUND"}')).toBe(1);
  expect(values.get('ods_kept_answers')).toBe(1);
  expect(values.get('ods_kept_answers_bytes')).toBeGreaterThan(100);
  expect(values.get('ods_requests_in_work')).toBe(0);
});

test('database reads are counted by statement with their keys, and the fact cache counts hits and misses', async () => {
  const { gateway, metrics } = await openMetered();
  const query = 'query($codes: [ID!]!) { organisations(codes: $codes) { code } }';
  const before = await metrics();
  expect(before.get('ods_database_read_keys_count{statement="state"}')).toBeUndefined();
  for (let times = 0; times < 2; times++)
    expect(await gateway.query(query, { variables: { codes: ['ZXP0001', 'ZXP0002'] } })).toMatchObject({ status: 200 });
  const values = await metrics();
  expect(values.get('ods_database_read_duration_seconds_count{statement="state"}')).toBe(1);
  expect(values.get('ods_database_read_keys_sum{statement="state"}')).toBe(2);
  expect(values.get('ods_fact_cache_misses_total')).toBe(2);
  expect(values.get('ods_fact_cache_hits_total')).toBeGreaterThanOrEqual(2);
  expect(values.get('ods_fact_cache_entries')).toBe(2);
  expect(values.get('ods_release_live{release="2024-09-30",number="2"}')).toBe(1);
  expect(values.get('ods_release_timestamp_seconds{release="2024-09-30"}')).toBe(Date.UTC(2024, 8, 30) / 1_000);
});

test('the readiness is that of /readyz', async () => {
  const { gateway, metrics } = await openMetered();
  expect((await metrics()).get('ods_ready')).toBe(0);
  gateway.health.markWarm();
  expect((await metrics()).get('ods_ready')).toBe(1);
});

test('a lost database is counted by error code, and the metrics are still served', async () => {
  const lost = openNeo4j({ uri: 'bolt://127.0.0.1:1', user: 'neo4j', password: 'none' });
  const { gateway, metrics } = await openMetered({}, lost);
  gateway.health.markWarm();
  expect((await gateway.query('{ __typename }')).code).toBe('DATABASE_UNAVAILABLE');
  const values = await metrics();
  await lost.close();
  expect(values.get('ods_database_read_errors_total{statement="catalog",code="DATABASE_UNAVAILABLE"}')).toBeGreaterThan(
    0,
  );
  expect(values.get('ods_errors_total{code="DATABASE_UNAVAILABLE"}')).toBe(1);
  expect([...values.keys()].filter((name) => name.startsWith('ods_release_'))).toEqual([]);
  expect(values.get('ods_ready')).toBe(0);
});

test('no input of a client becomes a label', async () => {
  const { gateway, metrics } = await openMetered();
  const size = async () => (await metrics()).size;
  await gateway.query('query Marked { organisation(code: "MARKED") { marked: name } }');
  await gateway.app.inject('/marked');
  await size(); // this is a request too
  const before = await size();
  for (let at = 0; at < 20; at++) {
    await gateway.query(`query Marked${at} { organisation(code: "MARKED${at}") { marked${at}: name } }`);
    await gateway.app.inject(`/marked${at}?marked=${at}`);
  }
  expect(await size()).toBe(before);
  expect([...(await metrics()).keys()].filter((name) => /marked/i.test(name))).toEqual([]);
});

test('docs/operating.md lists exactly the served metrics', async () => {
  const limit = 2 ** 32;
  const wanted = { facts: 2 ** 26, responses: 2 ** 20 };
  const caches = createCacheBudget({ sizes: chooseCacheSizes(limit, wanted).sizes, heapLimit: limit });
  const { gateway } = await openMetered({ caches });
  const { body, headers } = await gateway.app.inject('/metrics');
  expect(headers).toMatchObject({ 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  const served = [...body.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name!).sort();
  const documented = readFileSync(join(HOME, 'docs/operating.md'), 'utf8').matchAll(/^\| `(ods_\w+)`/gm);
  expect([...documented].map(([, name]) => name!).sort()).toEqual(served);
  for (const file of ['rules.yml', 'dashboard.json'])
    expect(metricsIn(`deploy/monitoring/ods-graph.${file}`).filter((name) => !served.includes(name))).toEqual([]);
});

/** The metrics that a file names, without the endings of a histogram and without those of the primary process. */
function metricsIn(file: string): string[] {
  const names = readFileSync(join(HOME, file), 'utf8').match(/\bods_\w+/g) ?? [];
  expect(names.length).toBeGreaterThan(30);
  return [...new Set(names)]
    .map((name) => name.replace(/_(bucket|count|sum)$/, ''))
    .filter((name) => !['ods_worker_restarts_total', 'ods_workers'].includes(name));
}
