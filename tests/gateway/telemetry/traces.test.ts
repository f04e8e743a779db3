import pino from 'pino';
import { openTracing, type Tracing } from '../../../telemetry/tracing';
import { startTraceCollector, type CollectedSpan, type TraceCollector } from '../../support/gateway/trace-collector';
import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { waitFor } from '../../support/process/wait-for';
import { respondWithWeather, startFakeSubgraph, type FakeSubgraph } from '../../support/gateway/fake-subgraph';

jest.setTimeout(120_000); // the first reads of a new database are slow

const QUERY = 'query($code: ID!) { organisation(code: $code) { code weather } }';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CLOCK_PRECISION = 2_000_000n; // starts have a precision of milliseconds, ends of nanoseconds
const CLIENT = 'b7ad6b7169203331';
/** Kinds of spans in OTLP. */
const [WITHIN, CALL] = [1, 3];
let weather: FakeSubgraph;
let collector: TraceCollector;
let tracing: Tracing;
let gateway: FederatedGateway;
const lines: string[] = [];
beforeAll(async () => {
  [weather, collector] = await Promise.all([startFakeSubgraph(), startTraceCollector()]);
  const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
  tracing = openTracing({ endpoint: `${collector.url}/`, logger, exportIntervalMs: 50 });
  const headers = { forward: ['traceparent'] };
  gateway = await openFederatedGateway([{ name: 'weather', url: weather.url, schema: 'introspect', headers }], {
    limits: { timeoutMs: 30_000 },
    parts: { trace: tracing.start, responseCacheBytes: 1_000_000 },
  });
});
afterEach(() => void (weather.respond = respondWithWeather));
afterAll(async () => {
  await gateway.close();
  await tracing.close();
  await Promise.all([weather.close(), collector.close()]);
});

const parent = (traceId: string, recorded = true) => ({
  traceparent: `00-${traceId}-${CLIENT}-${recorded ? '01' : '00'}`,
});
const query = (code: string, headers: Record<string, string>, document = QUERY) =>
  gateway.query(document, { variables: { code }, headers });

/** Returns the spans of a trace by name. Waits for the span of the request, which ends last. */
async function spansOf(traceId: string) {
  const own = () => collector.spans.filter((span) => span.traceId === traceId);
  await waitFor('the span of the request', () => own().some(({ name }) => name === 'POST /graphql'));
  return new Map(own().map((span) => [span.name, span]));
}

const attributesOf = ({ attributes }: CollectedSpan) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

test('a request has spans for its steps, fetches and reads in the trace of the client', async () => {
  expect((await query('ZXP0003', parent(TRACE))).errors).toEqual([]);
  const spans = await spansOf(TRACE);
  const steps = ['parse', 'validate', 'plan', 'fetch organisations', 'read state', 'fetch weather'];
  expect([...spans.keys()].sort()).toEqual(['POST /graphql', ...steps].sort());
  const request = spans.get('POST /graphql')!;
  expect(request).toMatchObject({ parentSpanId: CLIENT, kind: 2 });
  expect(attributesOf(request)).toMatchObject({
    'http.request.method': 'POST',
    'http.route': '/graphql',
    'url.path': '/graphql',
    'http.response.status_code': 200,
    'graphql.operation.type': 'query',
    'graphql.document.hash': expect.stringMatching(/^[0-9a-f]{16}$/) as string,
  });
  for (const step of steps) expect([step, spans.get(step)!.parentSpanId]).toEqual([step, request.spanId]);
  expect(attributesOf(spans.get('read state')!)).toMatchObject({ 'db.system.name': 'neo4j', keys: 1 });
  expect(spans.get('read state')!.kind).toBe(CALL);
  expect(attributesOf(spans.get('fetch weather')!)).toMatchObject({ subgraph: 'weather', outcome: 'answered' });
  expect(spans.get('fetch organisations')!.kind).toBe(WITHIN);
  const [start, end] = [request.startTimeUnixNano, request.endTimeUnixNano].map(BigInt);
  for (const step of steps) {
    expect(BigInt(spans.get(step)!.startTimeUnixNano)).toBeGreaterThanOrEqual(start!);
    expect(BigInt(spans.get(step)!.endTimeUnixNano)).toBeLessThanOrEqual(end! + CLOCK_PRECISION);
  }
  expect(weather.requestHeaders.at(-1)!.traceparent).toBe(`00-${TRACE}-${spans.get('fetch weather')!.spanId}-01`);
});

test('a request without a valid traceparent starts a new trace', async () => {
  const own = () => collector.spans.filter(({ name, parentSpanId }) => name === 'POST /graphql' && !parentSpanId);
  const before = own().length;
  await query('ZXP0003', {});
  await query('ZXP0003', { traceparent: `00-${'0'.repeat(32)}-${CLIENT}-01` });
  await query('ZXP0003', { traceparent: '{"no":"trace"}' });
  await waitFor('three traces', () => own().length === before + 3);
});

test('a fetch is the call of a client, with the address and the status, so that a map of services has an edge', async () => {
  const traceId = TRACE.replace(/^0/, '6');
  await query('ZXP0004', parent(traceId));
  const fetch = (await spansOf(traceId)).get('fetch weather')!;
  const { hostname, port } = new URL(weather.url);
  expect(fetch.kind).toBe(CALL);
  expect(attributesOf(fetch)).toMatchObject({
    'peer.service': 'weather',
    'http.request.method': 'POST',
    'server.address': hostname,
    'server.port': Number(port),
    'url.full': weather.url,
    'http.response.status_code': 200,
    'graphql.operation.type': 'query',
  });
});

test('a span names the operation and the client', async () => {
  const traceId = TRACE.replace(/^0/, '7');
  const client = { 'apollographql-client-name': 'dashboard', 'apollographql-client-version': '1.2' };
  await query('ZXP0001', { ...parent(traceId), ...client }, QUERY.replace('query', 'query Weather'));
  expect(attributesOf((await spansOf(traceId)).get('POST /graphql')!)).toMatchObject({
    'graphql.operation.name': 'Weather',
    'graphql.client.name': 'dashboard',
    'graphql.client.version': '1.2',
  });
});

test('a failed fetch has an error status, but its request does not', async () => {
  const traceId = TRACE.replace(/^0/, '1');
  weather.respond = (_request, response) => response.writeHead(500).end('secret');
  await query('ZXP0001', parent(traceId));
  const spans = await spansOf(traceId);
  expect(spans.get('fetch weather')!.status).toEqual({ code: 2, message: 'SUBGRAPH_UNAVAILABLE' });
  expect(attributesOf(spans.get('fetch weather')!)).toMatchObject({
    'http.response.status_code': 500,
    'error.type': '500',
  });
  expect(spans.get('POST /graphql')!.status.code ?? 0).toBe(0);
});

test('a cached response has a trace of one span', async () => {
  const document = 'query($code: ID!) { organisation(code: $code) { name } }';
  await query('ZXP0001', parent(TRACE.replace(/^0/, '2')), document);
  await query('ZXP0001', parent(TRACE.replace(/^0/, '3')), document);
  expect([...(await spansOf(TRACE.replace(/^0/, '3'))).keys()]).toEqual(['POST /graphql']);
});

test('an unsampled trace is not exported and is forwarded as unsampled', async () => {
  const unsampled = TRACE.replace(/^0/, '4');
  await query('ZXP0002', parent(unsampled, false));
  expect(weather.requestHeaders.at(-1)!.traceparent).toMatch(new RegExp(`^00-${unsampled}-[0-9a-f]{16}-00$`));
  const sampled = TRACE.replace(/^0/, '5');
  await query('ZXP0002', parent(sampled));
  await spansOf(sampled);
  expect(collector.spans.filter(({ traceId }) => traceId === unsampled)).toEqual([]);
});

test('spans contain no variables, headers or response data', async () => {
  const traceId = TRACE.replace(/^0/, '6');
  await query('ZXP0006', { ...parent(traceId), authorization: 'Bearer s3cret', cookie: 's3cret' });
  await spansOf(traceId);
  expect(collector.bodies.join('\n')).not.toMatch(/ZXP000|s3cret|RAIN|secret|SURGERY/);
});

test('equal fetches of requests with different traces are shared', async () => {
  let release = () => undefined as unknown;
  weather.respond = (request, response) => void (release = () => respondWithWeather(request, response));
  const before = weather.requestHeaders.length;
  const requests = [7, 8, 9].map((at) => query('ZXP0001', parent(TRACE.replace(/^0/, String(at)))));
  await waitFor('the fetch', () => weather.requestHeaders.length > before);
  const waiting = () => gateway.app.inject('/metrics').then(({ body }) => /ods_requests_in_work 3\n/.test(body));
  await waitFor('all three requests', waiting);
  release();
  await Promise.all(requests);
  expect(weather.requestHeaders.length).toBe(before + 1);
});

test('a failing collector loses only spans, and failure and recovery are logged once each', async () => {
  const logged = (text: string) => lines.filter((line) => line.includes(text)).length;
  collector.respond = (_request, response) => void response.writeHead(400).end();
  expect((await query('ZXP0001', {})).errors).toEqual([]);
  await waitFor('the warning', () => logged('spans cannot be sent') === 1);
  collector.respond = collector.accept;
  await waitFor('the recovery', async () => {
    await query('ZXP0001', {});
    return logged('spans are sent again') === 1;
  });
  expect(logged('spans cannot be sent')).toBe(1);
});

test('a hanging collector does not delay the shutdown', async () => {
  const hanging = await startTraceCollector();
  hanging.respond = () => undefined;
  const other = openTracing({ endpoint: hanging.url, logger: pino({ enabled: false }) });
  other.start('POST /graphql', undefined).end();
  await other.close();
  await hanging.close();
});

test('spans that ended before the shutdown are sent', async () => {
  const other = openTracing({ endpoint: collector.url, logger: pino({ enabled: false }), exportIntervalMs: 3_600_000 });
  other.start('the last', undefined).end();
  await other.close();
  expect(collector.spans.map(({ name }) => name)).toContain('the last');
});
