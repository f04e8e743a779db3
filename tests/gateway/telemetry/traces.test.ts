import pino from 'pino';
import { openTracing, type Tracing } from '../../../telemetry/tracing';
import { startCollector, type CollectedSpan, type Collector } from '../../support/gateway/trace-collector';
import { openFederated, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { until } from '../../support/process/until';
import { fine, startWeather, type Weather } from '../../support/gateway/fake-subgraph';

jest.setTimeout(120_000);

const QUERY = 'query($code: ID!) { organisation(code: $code) { code weather } }';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CLOCK = 2_000_000n; // starts are told in whole milliseconds, ends to the nanosecond after them
const CLIENT = 'b7ad6b7169203331';
let weather: Weather;
let collector: Collector;
let tracing: Tracing;
let gateway: FederatedGateway;
const lines: string[] = [];
beforeAll(async () => {
  [weather, collector] = await Promise.all([startWeather(), startCollector()]);
  const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
  tracing = openTracing({ endpoint: `${collector.url}/`, logger, everyMs: 50 });
  const headers = { forward: ['traceparent'] };
  gateway = await openFederated([{ name: 'weather', url: weather.url, schema: 'introspect', headers }], {
    limits: { timeoutMs: 30_000 },
    parts: { trace: tracing.start, answerBytes: 1_000_000 },
  });
});
afterEach(() => void Object.assign(weather, { answer: fine }));
afterAll(async () => {
  await gateway.close();
  await tracing.close();
  await Promise.all([weather.close(), collector.close()]);
});

const parent = (traceId: string, recorded = true) => ({
  traceparent: `00-${traceId}-${CLIENT}-${recorded ? '01' : '00'}`,
});
const ask = (code: string, headers: Record<string, string>, query = QUERY) =>
  gateway.ask(query, { variables: { code }, headers });

/** The spans of a trace by name, once that of the request has come: it ends last. */
async function spansOf(traceId: string) {
  const own = () => collector.spans.filter((span) => span.traceId === traceId);
  await until('the span of the request', () => own().some(({ name }) => name === 'POST /graphql'));
  return new Map(own().map((span) => [span.name, span]));
}

const said = ({ attributes }: CollectedSpan) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

test('a request is a trace of its steps, its fetches and its reads, within the trace of the client', async () => {
  expect((await ask('ZXP0003', parent(TRACE))).errors).toEqual([]);
  const spans = await spansOf(TRACE);
  const steps = ['parse', 'validate', 'plan', 'fetch organisations', 'read state', 'fetch weather'];
  expect([...spans.keys()].sort()).toEqual(['POST /graphql', ...steps].sort());
  const request = spans.get('POST /graphql')!;
  expect(request).toMatchObject({ parentSpanId: CLIENT, kind: 2 });
  expect(said(request)).toMatchObject({ 'http.route': '/graphql', 'http.response.status_code': 200 });
  for (const step of steps) expect([step, spans.get(step)!.parentSpanId]).toEqual([step, request.spanId]);
  expect(said(spans.get('read state')!)).toMatchObject({ 'db.system.name': 'neo4j', keys: 1 });
  expect(said(spans.get('fetch weather')!)).toMatchObject({ subgraph: 'weather', outcome: 'answered' });
  const [start, end] = [request.startTimeUnixNano, request.endTimeUnixNano].map(BigInt);
  for (const step of steps) {
    expect(BigInt(spans.get(step)!.startTimeUnixNano)).toBeGreaterThanOrEqual(start!);
    expect(BigInt(spans.get(step)!.endTimeUnixNano)).toBeLessThanOrEqual(end! + CLOCK);
  }
  expect(weather.asked.at(-1)!.traceparent).toBe(`00-${TRACE}-${spans.get('fetch weather')!.spanId}-01`);
});

test('a client without a trace gets one, and what is not a trace is none', async () => {
  const own = () => collector.spans.filter(({ name, parentSpanId }) => name === 'POST /graphql' && !parentSpanId);
  const before = own().length;
  await ask('ZXP0003', {});
  await ask('ZXP0003', { traceparent: `00-${'0'.repeat(32)}-${CLIENT}-01` });
  await ask('ZXP0003', { traceparent: '{"no":"trace"}' });
  await until('three traces', () => own().length === before + 3);
});

test('a fetch that failed says so, and the request that was answered none the less does not', async () => {
  const traceId = TRACE.replace(/^0/, '1');
  weather.answer = (_request, response) => response.writeHead(500).end('secret');
  await ask('ZXP0001', parent(traceId));
  const spans = await spansOf(traceId);
  expect(spans.get('fetch weather')!.status).toEqual({ code: 2, message: 'SUBGRAPH_UNAVAILABLE' });
  expect(spans.get('POST /graphql')!.status.code ?? 0).toBe(0);
});

test('an answer that was kept is a trace of one span', async () => {
  const query = 'query($code: ID!) { organisation(code: $code) { name } }';
  await ask('ZXP0001', parent(TRACE.replace(/^0/, '2')), query);
  await ask('ZXP0001', parent(TRACE.replace(/^0/, '3')), query);
  expect([...(await spansOf(TRACE.replace(/^0/, '3'))).keys()]).toEqual(['POST /graphql']);
});

test('what the client does not have recorded is not recorded, and goes on as such', async () => {
  const hidden = TRACE.replace(/^0/, '4');
  await ask('ZXP0002', parent(hidden, false));
  expect(weather.asked.at(-1)!.traceparent).toMatch(new RegExp(`^00-${hidden}-[0-9a-f]{16}-00$`));
  const shown = TRACE.replace(/^0/, '5');
  await ask('ZXP0002', parent(shown));
  await spansOf(shown);
  expect(collector.spans.filter(({ traceId }) => traceId === hidden)).toEqual([]);
});

test('no value of a variable, no header and no answer is in a span', async () => {
  const traceId = TRACE.replace(/^0/, '6');
  await ask('ZXP0006', { ...parent(traceId), authorization: 'Bearer s3cret', cookie: 's3cret' });
  await spansOf(traceId);
  expect(collector.texts.join('\n')).not.toMatch(/ZXP000|s3cret|RAIN|secret|SURGERY/);
});

test('the same fetch of several requests is shared, whatever their traces are', async () => {
  let release = () => undefined as unknown;
  weather.answer = (request, response) => void (release = () => fine(request, response));
  const before = weather.asked.length;
  const asking = [7, 8, 9].map((at) => ask('ZXP0001', parent(TRACE.replace(/^0/, String(at)))));
  await until('the fetch', () => weather.asked.length > before);
  const waiting = () => gateway.app.inject('/metrics').then(({ body }) => /ods_requests_in_work 3\n/.test(body));
  await until('all three requests', waiting);
  release();
  await Promise.all(asking);
  expect(weather.asked.length).toBe(before + 1);
});

test('a collector that fails costs spans alone, which is logged once, and so is its return', async () => {
  const logged = (text: string) => lines.filter((line) => line.includes(text)).length;
  collector.answer = (_request, response) => void response.writeHead(400).end();
  expect((await ask('ZXP0001', {})).errors).toEqual([]);
  await until('the warning', () => logged('spans cannot be sent') === 1);
  collector.answer = collector.take;
  await until('the return', async () => {
    await ask('ZXP0001', {});
    return logged('spans are sent again') === 1;
  });
  expect(logged('spans cannot be sent')).toBe(1);
});

test('a collector that hangs does not hold up the end', async () => {
  const hanging = await startCollector();
  hanging.answer = () => undefined;
  const other = openTracing({ endpoint: hanging.url, logger: pino({ enabled: false }) });
  other.start('POST /graphql', undefined).end();
  await other.close();
  await hanging.close();
});

test('what has ended before the end is sent', async () => {
  const other = openTracing({ endpoint: collector.url, logger: pino({ enabled: false }), everyMs: 3_600_000 });
  other.start('the last', undefined).end();
  await other.close();
  expect(collector.spans.map(({ name }) => name)).toContain('the last');
});
