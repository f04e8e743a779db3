import type { ServerResponse } from 'node:http';
import { Deadline } from '../../../federation/subgraphs/http/deadline';
import { createLimits, createRate, LimitReached } from '../../../federation/subgraphs/http/limits';
import { retryAfterMs } from '../../../federation/subgraphs/http/retry';
import { causeOf, closing, openSubgraph } from './ask';
import { json, serve, type Script } from './server';

const keep = closing();
const OK: Script = (response) => json(response, { data: { a: 1 } });

async function open(script: Script, settings: Parameters<typeof openSubgraph>[1]) {
  const server = keep(await serve(script));
  return { received: server.received, ...keep(openSubgraph(server.url, settings)) };
}

/** A subgraph that answers when the test says so. */
async function openBlocked(settings: Parameters<typeof openSubgraph>[1]) {
  const waiting: ServerResponse[] = [];
  const arrivals: (() => void)[] = [];
  const graph = await open((response) => {
    waiting.push(response);
    arrivals.shift()?.();
  }, settings);
  const arrived = () => new Promise<void>((resolve) => void arrivals.push(resolve));
  return { ...graph, arrived, answerNext: () => json(waiting.shift()!, { data: { a: 1 } }) };
}

const different = (at: number) => ({ query: `{ a${at} }` });

describe('requests at once', () => {
  test('are at most maxRequests; others wait in their order', async () => {
    const { send, received, arrived, answerNext } = await openBlocked({ maxRequests: 1, timeoutMs: 20_000 });
    const first = arrived();
    const results = Promise.all([0, 1, 2].map((at) => send(different(at))));
    await first;
    for (const at of [1, 2]) {
      expect(received).toHaveLength(at);
      const next = arrived();
      answerNext();
      await next;
    }
    answerNext();
    expect((await results).map(({ data }) => data)).toEqual(Array(3).fill({ a: 1 }));
    expect(received.map(({ body }) => body.query)).toEqual(['{ a0 }', '{ a1 }', '{ a2 }']);
  });

  test('one that waits until its timeout, or whose client is gone, is not sent and holds up no other', async () => {
    const within = createLimits({ name: 'beds', maxRequests: 1 });
    const after = (ms: number, { signal } = new AbortController()) => {
      const deadline = new Deadline(signal, ms);
      keep({ close: async () => deadline.clear() });
      return deadline;
    };
    let free = () => {};
    const running = within(() => new Promise<void>((resolve) => (free = resolve)), after(60_000));
    await Promise.resolve();
    const sent: string[] = [];
    const send = (name: string) => () => Promise.resolve(void sent.push(name));
    const gone = new AbortController();
    const abandoned = within(send('abandoned'), after(60_000, gone));
    const late = within(send('late'), after(1));
    const next = within(send('next'), after(60_000));
    gone.abort(new Error('gone'));
    for (const each of [abandoned, late]) await expect(each).rejects.toThrow(LimitReached);
    free();
    await Promise.all([running, next]);
    expect(sent).toEqual(['next']);
  });

  test('that are refused do not open the breaker', async () => {
    const { failure, breaker, send } = await open(OK, {
      rate: { requests: 1, perMs: 600_000 },
      breaker: { failures: 1 },
    });
    await send();
    await failure();
    expect(breaker.isOpen).toBe(false);
  });
});

describe('the rate of requests', () => {
  test('makes them wait if their timeout allows it, and refuses them otherwise with the time to wait', async () => {
    const { send, failure, received } = await open(OK, { rate: { requests: 2, perMs: 600_000 }, timeoutMs: 1_000 });
    await send(different(0));
    await send(different(1));
    const refused = await failure(different(2));
    expect([refused.code, causeOf(refused), refused.extensions]).toEqual([
      'SUBGRAPH_UNAVAILABLE',
      'the rate of requests to it is reached',
      { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'beds', retryAfter: 300 },
    ]);
    expect(received).toHaveLength(2);
  });

  test('lets so many through at once, and then one after each part of the time', () => {
    let now = 1_000;
    const rate = createRate({ requests: 4, perMs: 100 }, () => now);
    const take = () => {
      const delay = rate.delayMs();
      rate.take();
      return delay;
    };
    expect(Array.from({ length: 6 }, take)).toEqual([0, 0, 0, 0, 25, 50]);
    now += 1_000;
    expect(Array.from({ length: 5 }, take)).toEqual([0, 0, 0, 0, 25]);
  });
});

test('a request above maxRequestBytes is not sent', async () => {
  const { send, failure, received } = await open(OK, { maxRequestBytes: 40 });
  await send({ query: '{ aaaaaaaa }' });
  const error = await failure({ query: `{ ${'é'.repeat(20)} }` });
  expect([error.code, error.message]).toEqual([
    'PAYLOAD_TOO_LARGE',
    'The request to the subgraph beds would have 56 bytes; the limit is 40.',
  ]);
  expect(received).toHaveLength(1);
});

const unavailable =
  (retryAfter?: string, status = 503) =>
  (response: ServerResponse) =>
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end();

describe('retries', () => {
  const failing = (times: number, fail: Script): Script => {
    return (response, request, nth) => (nth <= times ? fail(response, request, nth) : OK(response, request, nth));
  };
  const lost: Script = (response) => response.destroy();

  test('are as many as stated, and come after a back-off', async () => {
    const at: number[] = [];
    const noting = (script: Script): Script => {
      return (...request) => {
        at.push(performance.now());
        return script(...request);
      };
    };
    const retry = { times: 3, backOffMs: 40 };
    const { send, received } = await open(noting(failing(3, lost)), { retry });
    expect((await send()).data).toEqual({ a: 1 });
    expect(received).toHaveLength(4);
    const pauses = at.slice(1).map((time, index) => time - at[index]!);
    [20, 40, 80].forEach((least, index) => expect(pauses[index]).toBeGreaterThanOrEqual(least - 1));
  });

  test.each([
    ['they are off', { retry: false }],
    ['the back-off would end after the timeout', { retry: { backOffMs: 60_000, maxBackOffMs: 60_000 } }],
  ])('are not made if %s', async (_, settings) => {
    const { failure, received } = await open(failing(1, lost), settings);
    expect((await failure()).code).toBe('SUBGRAPH_UNAVAILABLE');
    expect(received).toHaveLength(1);
  });

  test.each([503, 429])('wait for retry-after of a status %d', async (status) => {
    const started = performance.now();
    const { send, received } = await open(failing(1, unavailable('1', status)), {});
    expect((await send()).data).toEqual({ a: 1 });
    expect(received).toHaveLength(2);
    expect(performance.now() - started).toBeGreaterThanOrEqual(999);
  });

  test('are not made if retry-after is longer than the timeout, which is passed on', async () => {
    const { failure, received } = await open(unavailable('30'), {});
    const error = await failure();
    expect([error.code, error.extensions.retryAfter]).toEqual(['SUBGRAPH_UNAVAILABLE', 30]);
    expect(causeOf(error)).toBe('it is not available: status 503, no content type');
    expect(received).toHaveLength(1);
  });

  test('429 does not open the breaker; without retry-after, it is not retried', async () => {
    const { failure, received, breaker } = await open(unavailable(undefined, 429), { breaker: { failures: 1 } });
    expect((await failure()).code).toBe('SUBGRAPH_UNAVAILABLE');
    expect([received.length, breaker.isOpen]).toEqual([1, false]);
  });

  test('429 with a body that is no GraphQL passes retry-after on, and does not count as a success for the breaker', async () => {
    const script: Script = (response, _, nth) => {
      if (nth !== 2) return void response.destroy();
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '30' }).end('{"error":"slow down"}');
    };
    const { failure, breaker } = await open(script, { retry: false, breaker: { failures: 2 } });
    await failure();
    const error = await failure();
    expect([error.code, error.extensions.retryAfter]).toEqual(['SUBGRAPH_UNAVAILABLE', 30]);
    await failure();
    expect(breaker.isOpen).toBe(true);
  });

  test('the errors of a 429 that is a GraphQL response are those of the subgraph', async () => {
    const { send } = await open((response) => {
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '30' });
      response.end('{"errors":[{"message":"slow down"}]}');
    }, {});
    expect((await send()).errors).toHaveLength(1);
  });

  test.each([
    ['120', 120_000],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 60_000 - 1_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['99999999', 3_600_000],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('read retry-after: %s', (value, expected) => {
    expect(retryAfterMs({ headers: { 'retry-after': value } }, 1_000)).toBe(expected);
  });
});

test('without a breaker, every request is sent', async () => {
  const { failure, received, breaker } = await open((response) => response.writeHead(500).end(), { breaker: false });
  for (let at = 0; at < 12; at++) await failure();
  expect([received.length, breaker.isOpen]).toEqual([12, false]);
});

test.each([undefined, 0])('connections are used again, but not with keepAliveMs 0: %p', async (keepAliveMs) => {
  const ports = new Set<number | undefined>();
  const { send } = await open(
    (response, request, nth) => {
      ports.add(response.socket?.remotePort);
      return OK(response, request, nth);
    },
    { ...(keepAliveMs !== undefined && { keepAliveMs }) },
  );
  for (let at = 0; at < 4; at++) await send();
  if (keepAliveMs === 0) expect(ports.size).toBe(4);
  else expect(ports.size).toBeLessThan(4);
});
