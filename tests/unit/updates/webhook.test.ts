import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoadReport } from '../../../graph-seed/load-report';
import { createHttpClient, type HttpClient } from '../../../updates/http/client';
import { deliver } from '../../../updates/webhook/deliver';
import { releaseLoaded } from '../../../updates/webhook/event';
import { signatureOf } from '../../../updates/webhook/signature';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = Date.parse('2024-11-01T06:00:00Z');
const report = {
  ...{ release: '2024-10-31', sha256: 'ab'.repeat(32), number: 2, file: 'october.zip', outcome: 'LOADED' },
  ...{ organisations: 10, organisationChanges: { created: 1, changed: 2, withdrawn: 3 } },
  ...{ changes: { roles: { created: 4, ended: 5 } }, seconds: { reading: 1 } },
} as unknown as LoadReport;

let client: HttpClient;
let answers: RequestListener[];
let received: { headers: IncomingHttpHeaders; body: string; path: string }[];
let waits: number[];
let lines: string[];
let url: string;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url! });
    (answers.shift() ?? status(204))(request, response);
  });
});
beforeAll(async () => {
  client = createHttpClient({});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/t0ken?a=b`;
});
afterAll(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void ([answers, received, waits, lines] = [[], [], [], []]));

const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(code, headers).end('read nothing of this');

const send = () =>
  deliver(
    releaseLoaded(report, new Date(NOW)),
    { url, secret: SECRET },
    {
      ...{ client, now: () => NOW + 1_000 * waits.length, line: (text) => void lines.push(text) },
      wait: async (ms) => void waits.push(ms),
    },
  );

test('a message says what changed, and is signed by Standard Webhooks', async () => {
  await send();
  const [{ headers, body, path }] = received as [(typeof received)[0]];
  expect(path).toBe('/hooks/t0ken?a=b');
  expect(JSON.parse(body)).toMatchObject({
    type: 'release.loaded',
    timestamp: '2024-11-01T06:00:00.000Z',
    data: {
      ...{ release: '2024-10-31', number: 2, file: 'october.zip' },
      organisations: { total: 10, created: 1, changed: 2, withdrawn: 3 },
      changes: { roles: { created: 4, ended: 5 } },
    },
  });
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const mac = createHmac('sha256', Buffer.from(SECRET.slice(6), 'base64'))
    .update(signed)
    .digest('base64');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': 'release-2024-10-31-abababababababab',
    'webhook-timestamp': String(NOW / 1_000),
    'webhook-signature': `v1,${mac}`,
  });
  expect(lines.join()).toContain('has accepted the message release-2024-10-31-');
});

test('the signature is that of the example of the standard, and a secret without whsec_ is text', () => {
  const body = '{"test": 2432232314}';
  expect(signatureOf(SECRET, 'msg_p5jXN8AQM9LWM0D4loKWxJek', '1614265330', body)).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  );
  const mac = createHmac('sha256', 'a plain secret').update('i.1.b').digest('base64');
  expect(signatureOf('a plain secret', 'i', '1', 'b')).toBe(`v1,${mac}`);
});

test('a failure is repeated with pauses, the same id and a new time', async () => {
  answers = [status(500), status(429, { 'retry-after': '30' }), (_, response) => response.destroy()];
  await send();
  expect(waits).toEqual([1_000, 30_000, 4_000]);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(received.map(({ headers }) => Number(headers['webhook-timestamp']) - NOW / 1_000)).toEqual([0, 1, 2, 3]);
});

test('after six attempts the failure is said with exit code 7, without the address', async () => {
  answers = Array<RequestListener>(7).fill(status(503));
  const error = await send().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ exitCode: 7, message: expect.stringMatching(/status 503, at attempt 6\.$/) });
  expect((error as Error).message).not.toContain('t0ken');
  expect([received.length, waits.length]).toEqual([6, 5]);
});

test.each([400, 401, 404, 410, 302])('status %i is not repeated, and no redirect is followed', async (code) => {
  answers = [status(code, { location: url })];
  await expect(send()).rejects.toMatchObject({ exitCode: 7 });
  expect(received).toHaveLength(1);
});
