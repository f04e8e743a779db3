import { gzipSync } from 'node:zlib';
import { setTimeout as after } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import { DEFAULT_CONNECTION_LIMITS } from '../../../gateway/http/app';
import { fixedGateway } from '../../../gateway/graphql/fixed-gateway';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';
import { sendRawRequest, openRawConnection } from '../../support/gateway/raw-http';
import { SECRET_TEXT, openInMemoryGateway } from '../../support/gateway/in-memory-gateway';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the promise is when a connection is closed: upper and lower bounds of seconds');

let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph())));
afterAll(() => gateway.close());

async function expectStillServing(url = gateway.url, query = '{ organisation(code: "ZXP0001") { code } }') {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  expect([response.status, await response.json()]).toMatchObject([200, { data: {} }]);
}

/** Declares a test of one attack. After the attack an ordinary query must still work. */
function attack(number: number, what: string, act: () => Promise<void>) {
  test(`attack ${number}: ${what}`, async () => {
    await act();
    await expectStillServing();
  });
}

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

attack(30, 'internal error texts of a failing graph', async () => {
  const fails = () => Promise.reject(new Error(SECRET_TEXT));
  const failing = await openGateway({ ...sampleGraph(), read: fails, table: fails });
  const response = await failing.post({ query: '{ organisation(code: "ZXP0001") { code } }' });
  await failing.close();
  expect(response.statusCode).toBe(500);
  expect(response.json()).toEqual({
    errors: [
      {
        message: 'An internal error occurred.',
        extensions: {
          code: 'INTERNAL_SERVER_ERROR',
          next: 'Report the request id.',
          requestId: response.headers['x-request-id'],
        },
      },
    ],
  });
  expect(failing.lines.join()).toContain(String(response.headers['x-request-id']));
  const inMemory = await openInMemoryGateway();
  for (const field of ['fails', 'failsAlways', 'unavailable', 'organisation(code: "A") { fails }']) {
    const { body, headers } = await inMemory.post({ query: `{ ${field} }` });
    expect(body).toMatch(/"(INTERNAL_SERVER_ERROR|DATABASE_UNAVAILABLE)".*"requestId":"/);
    expect(body + JSON.stringify(headers)).not.toMatch(/MATCH|bolt:|db\.internal|\/srv\/|neo4j\.ts/);
  }
  await inMemory.close();
});

describe('bodies', () => {
  attack(40, 'a body that says that it is too large, of which nothing is read', async () => {
    for (const length of [262_145, 47_185_920])
      expect(await sendRawRequest(gateway.port, `${HEAD}content-length: ${length}\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 413 /,
      );
    const largest = await gateway.post(`{"query":"{ __typename }"${' '.repeat(262_144 - 26)}}`);
    expect(largest.statusCode).toBe(200);
    expect((await gateway.post(`{"query":"{ __typename }"${' '.repeat(262_145 - 26)}}`)).statusCode).toBe(413);
  });

  attack(40, 'an oversized body', async () => {
    const oversized = openRawConnection(gateway.port, `${HEAD}content-length: 62914560\r\n\r\n`);
    const flood = setInterval(() => oversized.socket.write('x'.repeat(65_536)), 1);
    const milliseconds = await oversized.closed;
    clearInterval(flood);
    expect(oversized.text()).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i);
    expect(oversized.socket.bytesWritten).toBeLessThan(40_000_000);
    expect(milliseconds).toBeLessThan(5_000);
    const chunked = openRawConnection(gateway.port, `${HEAD}transfer-encoding: chunked\r\n\r\n`);
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const more = setInterval(() => chunked.socket.write(chunk), 1);
    await chunked.closed;
    clearInterval(more);
    expect(chunked.text()).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i);
    expect(chunked.socket.bytesWritten).toBeLessThan(40_000_000);
  });

  attack(41, 'a compression bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(49_000_000, 'x'));
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip'])
      expect((await gateway.post(bomb, { 'content-encoding': encoding })).statusCode).toBe(415);
  });
});

describe('slow clients', () => {
  attack(42, 'slow headers and idle connections', async () => {
    const trickle = openRawConnection(gateway.port, 'POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-a: ');
    const drip = setInterval(() => trickle.socket.write('a'), 500);
    const idle = openRawConnection(gateway.port);
    const [slow, silent] = await Promise.all([trickle.closed, idle.closed]);
    clearInterval(drip);
    expect(Math.max(slow, silent)).toBeLessThan(12_000);
  });

  attack(43, 'a slow body', async () => {
    const trickle = openRawConnection(gateway.port, `${HEAD}content-length: 5000\r\n\r\n{`);
    const drip = setInterval(() => trickle.socket.write(' '), 500);
    const milliseconds = await trickle.closed;
    clearInterval(drip);
    expect(milliseconds).toBeLessThan(17_000);
    expect(trickle.text()).toMatch(/^(HTTP\/1\.1 408|$)/);
  });

  attack(44, 'a client that does not read its response', async () => {
    expect(DEFAULT_CONNECTION_LIMITS.inactivityTimeoutMs).toBe(30_000);
    const inMemory = await openInMemoryGateway({ connectionLimits: { inactivityTimeoutMs: 1_000 } });
    const url = await inMemory.app.listen({ port: 0, host: '127.0.0.1' });
    const body = JSON.stringify({ query: '{ large(bytes: 5000000) }' });
    const ended = new Promise((resolve) =>
      inMemory.app.server.once('connection', (socket) => socket.once('close', resolve)),
    );
    const reader = openRawConnection(Number(new URL(url).port), `${HEAD}content-length: ${body.length}\r\n\r\n${body}`);
    reader.socket.pause();
    await ended;
    reader.socket.destroy();
    await expectStillServing(url, '{ __typename }');
    await inMemory.close();
  });
});

attack(45, 'a flood of connections', async () => {
  const small = await openInMemoryGateway({ connectionLimits: { max: 100 } });
  const port = Number(new URL(await small.app.listen({ port: 0, host: '127.0.0.1' })).port);
  const flood = Array.from({ length: 500 }, () => openRawConnection(port));
  await after(200);
  expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
  const open = await new Promise<number>((resolve) =>
    small.app.server.getConnections((_error, count) => resolve(count)),
  );
  expect(open).toBeLessThanOrEqual(101);
  for (const { socket } of flood) socket.destroy();
  await small.close();
});

attack(46, 'malformed headers', async () => {
  const statusOf = async (head: string, body = '') =>
    /^HTTP\/1\.1 (\d+)/.exec(await sendRawRequest(gateway.port, `${head}\r\n\r\n${body}`))?.[1];
  const post = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json';
  expect(await statusOf(`${post}\r\nx-long: ${'a'.repeat(20_000)}`)).toBe('431');
  expect(
    await statusOf(
      `${post}\r\n${Array.from({ length: 300 }, (_, at) => `x-${at}: 1`).join('\r\n')}\r\ncontent-length: 2`,
      '{}',
    ),
  ).toBe('400');
  expect(await statusOf(`${post}\r\ntransfer-encoding: chunked\r\ncontent-length: 2`, '{}')).toBe('400');
  expect(await statusOf(`${post}\r\ncontent-length: 2\r\ncontent-length: 3`, '{}')).toBe('400');
  expect(await statusOf(`${post}\r\nx-a: 1\r\n folded`, '')).toBe('400');
  expect(await statusOf('BREW /graphql HTTP/1.1\r\nhost: localhost')).toBe('400');
  expect(await statusOf('GET /livez HTTP/1.1\r\nhost: a b')).toBe('400');
  expect(await statusOf('GET /livez HTTP/1.1')).toBe('400');
  expect(await statusOf('TRACE /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close')).toMatch(/^40[045]$/);
});

attack(70, 'a websocket', async () => {
  const text = await sendRawRequest(
    gateway.port,
    'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: x\r\nsec-websocket-version: 13\r\n\r\n',
  );
  expect(text).toMatch(/^HTTP\/1\.1 400/);
});

describe('floods', () => {
  attack(48, 'a different comment in every request', async () => {
    const documents = new Set<unknown>();
    const schema = buildSchema('type Query { echo: String }');
    const gateway = fixedGateway(schema, ({ document }) => {
      documents.add(document);
      return { data: { echo: 'a' } };
    });
    const inMemory = await openInMemoryGateway({ gateway });
    for (let at = 0; at < 500; at++)
      expect((await inMemory.post({ query: `{ echo # ${at}\n}` })).json()).toMatchObject({ data: { echo: 'a' } });
    expect(documents.size).toBe(1);
    await inMemory.close();
  });

  attack(69, 'errors that flood the log', async () => {
    const inMemory = await openInMemoryGateway();
    for (let at = 0; at < 100; at++)
      await Promise.all(Array.from({ length: 20 }, () => inMemory.post({ query: '{ fails }' })));
    const [first, last] = [0, -1].map((at) => (JSON.parse(inMemory.lines.at(at)!) as { time: number }).time);
    expect(inMemory.lines.length).toBeLessThanOrEqual(21 * ((last! - first!) / 1_000 + 2));
    await inMemory.close();
  });
});
