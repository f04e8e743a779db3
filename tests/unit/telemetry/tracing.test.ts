import pino from 'pino';
import { readConfig } from '../../../config';
import { openTracing, type TracingSettings } from '../../../telemetry/tracing';
import { startTraceCollector, type TraceCollector } from '../../support/gateway/trace-collector';

let collector: TraceCollector;
beforeAll(async () => void (collector = await startTraceCollector()));
afterAll(() => collector.close());

const SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const UNSAMPLED = SAMPLED.replace(/01$/, '00');

/** Starts a hundred traces, and returns how many arrived and what was sent with them. */
async function send(settings: Partial<TracingSettings>, traceparent?: string) {
  const before = collector.spans.length;
  const logger = pino({ enabled: false });
  const tracing = openTracing({ endpoint: collector.url, logger, exportIntervalMs: 3_600_000, ...settings });
  for (let at = 0; at < 100; at++) tracing.start('request', traceparent).end();
  await tracing.close();
  return collector.spans.length - before;
}

test.each<[string, number, [alone: number, sampled: number, unsampled: number]]>([
  ['always_on', 1, [100, 100, 100]],
  ['always_off', 1, [0, 0, 0]],
  ['traceidratio', 0, [0, 0, 0]],
  ['traceidratio', 1, [100, 100, 100]],
  ['parentbased_always_on', 1, [100, 100, 0]],
  ['parentbased_always_off', 1, [0, 100, 0]],
  ['parentbased_traceidratio', 0, [0, 100, 0]],
])('the sampler %s with %d', async (name, ratio, expected) => {
  const sampler = { name, ratio } as TracingSettings['sampler'] & object;
  const received = [await send({ sampler }), await send({ sampler }, SAMPLED), await send({ sampler }, UNSAMPLED)];
  expect(received).toEqual(expected);
});

test('a ratio records about this part of the traces', async () => {
  const sent = await send({ sampler: { name: 'parentbased_traceidratio', ratio: 0.5 } });
  expect(sent).toBeGreaterThan(20);
  expect(sent).toBeLessThan(80);
});

test('the collector gets the headers, and the resource its name and attributes', async () => {
  const headers = { authorization: 'Bearer token' };
  const resourceAttributes = { 'deployment.environment.name': 'test', 'service.name': 'from the attributes' };
  await send({ headers, resourceAttributes, serviceName: 'gateway-a' });
  expect(collector.headers.at(-1)).toMatchObject(headers);
  const resource = JSON.stringify((JSON.parse(collector.bodies.at(-1)!) as { resourceSpans: unknown }).resourceSpans);
  expect(resource).toContain('"key":"service.name","value":{"stringValue":"gateway-a"}');
  expect(resource).toContain('"key":"deployment.environment.name","value":{"stringValue":"test"}');
});

test('the address for traces is used as it is', async () => {
  expect(await send({ endpoint: undefined, tracesEndpoint: `${collector.url}/v1/traces` })).toBe(100);
});

describe('the variables of OpenTelemetry', () => {
  test('are read as the specification writes them', () => {
    const config = readConfig({
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20token, x-team = a=b',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    });
    expect(config.OTEL_EXPORTER_OTLP_HEADERS).toEqual({ authorization: 'Bearer token', 'x-team': 'a=b' });
    expect(config.OTEL_RESOURCE_ATTRIBUTES).toEqual({ 'deployment.environment.name': 'test' });
    expect([config.OTEL_TRACES_SAMPLER, config.OTEL_TRACES_SAMPLER_ARG]).toEqual(['parentbased_traceidratio', 0.25]);
  });

  test('are refused with what was expected, and secrets stay hidden', () => {
    const read = () =>
      readConfig({
        OTEL_TRACES_SAMPLER: 'sometimes',
        OTEL_TRACES_SAMPLER_ARG: '2',
        OTEL_EXPORTER_OTLP_HEADERS: 'a-secret',
      });
    expect(read).toThrow(/OTEL_TRACES_SAMPLER: .*parentbased_traceidratio/);
    expect(read).toThrow(/OTEL_TRACES_SAMPLER_ARG: expected a number from 0 to 1; got '2'/);
    expect(read).toThrow(/OTEL_EXPORTER_OTLP_HEADERS: expected name=value, separated by commas; got '…'/);
  });
});
