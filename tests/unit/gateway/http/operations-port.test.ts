import pino from 'pino';
import { createHealth } from '../../../../gateway/http/health';
import { createOperationsServer } from '../../../../gateway/operations/operations-server';
import { createMetrics } from '../../../../telemetry/metrics';
import { openInMemoryGateway } from '../../../support/gateway/in-memory-gateway';

const TOKEN = 'a token of sixteen characters';

/** Opens the server of OPERATIONS_PORT. `statusOf` returns the status of a path. */
async function openServer(metricsToken?: string) {
  const [health, metrics] = [createHealth({ probe: async () => undefined }), createMetrics()];
  const server = await createOperationsServer({ health, metrics, logger: pino({ enabled: false }), metricsToken });
  const statusOf = async (url: string, authorization?: string) =>
    (await server.app.inject({ url, headers: authorization === undefined ? {} : { authorization } })).statusCode;
  const close = async () => {
    await server.close();
    metrics.close();
  };
  return { app: server.app, statusOf, close };
}

test('the operations port has the metrics and the state, and nothing else', async () => {
  const { app, statusOf, close } = await openServer();
  expect((await app.inject('/metrics')).body).toContain('# TYPE ods_http_requests_total counter');
  const statuses = ['/livez', '/readyz', '/graphql', '/schema.graphql', '/', '/fhir/metadata'].map((url) =>
    statusOf(url),
  );
  expect(await Promise.all(statuses)).toEqual([200, 503, 404, 404, 404, 404]);
  await close();
});

test('with a token, the metrics need it there too', async () => {
  const { app, statusOf, close } = await openServer(TOKEN);
  const refused = await app.inject('/metrics');
  expect([refused.statusCode, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="metrics"']);
  const given = [TOKEN, `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, `Bearer ${TOKEN}`, `bearer  ${TOKEN}`];
  expect(await Promise.all(given.map((each) => statusOf('/metrics', each)))).toEqual([401, 401, 401, 200, 200]);
  expect(await statusOf('/livez')).toBe(200);
  await close();
});

test('metrics that have a port of their own are not on the public one, where the state stays', async () => {
  const { app, close } = await openInMemoryGateway({ hasMetrics: false });
  const statuses = ['/metrics', '/metrics/', '/livez', '/readyz'].map(
    async (url) => (await app.inject(url)).statusCode,
  );
  expect(await Promise.all(statuses)).toEqual([404, 404, 200, 200]);
  await close();
});
