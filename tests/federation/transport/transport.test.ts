import dns from 'node:dns';
import { parse } from 'graphql';
import { createFederation } from '../../../federation/federation';
import { compose } from '../../../federation/composition/compose';
import {
  createHttpExecutor,
  type HttpExecutor,
  type HttpExecutorSettings,
} from '../../../federation/subgraphs/http-executor';
import {
  createQuery,
  byKey,
  inProcess,
  sdlOf,
  type QueryResponse,
  type SubgraphRequest,
  type SmallSubgraph,
  planning,
} from '../federate';
import { graphql, json, serve, type Script } from './server';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the promise is how long a fetch waits for a subgraph that does not answer');

const practices = ['ZXP0001', 'ZXP0002'].map((code, at) => ({ code, name: `Surgery ${at}`, doses: at * 10 }));

const organisations: SmallSubgraph = {
  sdl: `
    type Query { practices: [Practice!]! }
    type Mutation { rename(code: ID!): Practice }
    type Practice @key(fields: "code") { code: ID! name: String }
  `,
  resolvers: {
    Query: { practices: () => practices },
    Mutation: { rename: () => practices[0] },
    Practice: { __resolveReference: byKey(practices) },
  },
};

const vaccinations: SmallSubgraph = {
  sdl: 'type Practice @key(fields: "code") { code: ID! doses: Int } type Mutation { clear: Boolean }',
  resolvers: { Practice: { __resolveReference: byKey(practices) }, Mutation: { clear: () => true } },
};

const supergraph = compose(
  Object.entries({ organisations, vaccinations }).map(([name, subgraph]) => ({ name, sdl: sdlOf(subgraph) })),
);

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** Returns a federation with `organisations` in process and `vaccinations` over HTTP. The script writes the responses. */
async function withVaccinations(script: Script, settings: Partial<HttpExecutorSettings> = {}, onCall = () => {}) {
  const server = await serve(script);
  const executor: HttpExecutor = createHttpExecutor({
    name: 'vaccinations',
    url: server.url,
    timeoutMs: 300,
    ...settings,
  });
  opened.push(executor, server);
  const sent: SubgraphRequest[] = [];
  const own = inProcess(organisations, sent);
  const execute: HttpExecutor['execute'] = (request) => {
    onCall();
    return executor.execute(request);
  };
  const federation = createFederation({
    planning,
    supergraph,
    subgraphs: { organisations: own, vaccinations: execute },
  });
  return { ...federation, query: createQuery(federation), received: server.received, close: server.close };
}

const QUERY = '{ practices { name doses } }';
const MUTATION = 'mutation { clear }';
const COMPLETE: QueryResponse = {
  data: {
    practices: [
      { name: 'Surgery 0', doses: 0 },
      { name: 'Surgery 1', doses: 10 },
    ],
  },
};

/** Returns the response when `vaccinations` fails: the other data, and an error at each missing field. */
function without(code: string, message: string): QueryResponse {
  return {
    data: {
      practices: [
        { name: 'Surgery 0', doses: null },
        { name: 'Surgery 1', doses: null },
      ],
    },
    errors: [0, 1].map((at) => ({ code, message, path: ['practices', at, 'doses'] })),
  };
}

const TIMEOUT = without('SUBGRAPH_TIMEOUT', 'The subgraph vaccinations did not respond within 300 ms.');
const UNAVAILABLE = without('SUBGRAPH_UNAVAILABLE', 'The subgraph vaccinations could not be reached.');
const INVALID = without('SUBGRAPH_INVALID_RESPONSE', 'The subgraph vaccinations sent an invalid response.');

describe('a subgraph over HTTP', () => {
  test('receives one request for all entities', async () => {
    const { query, received } = await withVaccinations(graphql(vaccinations));
    expect(await query(QUERY)).toEqual(COMPLETE);
    expect(received.map(({ body }) => body)).toEqual([
      {
        query: expect.stringContaining('_entities') as string,
        variables: {
          representations: [
            { __typename: 'Practice', code: 'ZXP0001' },
            { __typename: 'Practice', code: 'ZXP0002' },
          ],
        },
      },
    ]);
  });

  test('can respond with application/graphql-response+json and another status', async () => {
    const { query } = await withVaccinations((response) => {
      response.writeHead(400, { 'content-type': 'application/graphql-response+json; charset=utf-8' });
      response.end('{"data":{"_entities":[{"doses":0},{"doses":10}]}}');
    });
    expect(await query(QUERY)).toEqual(COMPLETE);
  });

  test('has its errors masked, with the path and a code of the gateway', async () => {
    const { query, executor } = await withVaccinations((response) =>
      json(response, {
        data: { _entities: [{ doses: 0 }, null] },
        errors: [
          {
            message: 'connect ECONNREFUSED postgres://admin:secret@10.0.0.7/doses',
            path: ['_entities', 1],
            extensions: { code: 'OUT_OF_STOCK', stacktrace: ['at secret.ts:1'] },
          },
        ],
      }),
    );
    expect(await query(QUERY)).toEqual({
      data: {
        practices: [
          { name: 'Surgery 0', doses: 0 },
          { name: 'Surgery 1', doses: null },
        ],
      },
      errors: [
        {
          message: 'The subgraph vaccinations reported an error.',
          path: ['practices', 1, 'doses'],
          code: 'SUBGRAPH_ERROR',
        },
      ],
    });
    const { errors } = await executor({ document: (await import('graphql')).parse(QUERY), request: {}, context: {} });
    expect(errors![0]!.extensions).toEqual({
      code: 'SUBGRAPH_ERROR',
      subgraph: 'vaccinations',
      subgraphCode: 'OUT_OF_STOCK',
    });
    expect(JSON.stringify(errors)).not.toContain('secret');
  });
});

describe('fault 16 and attack 59: a faulty subgraph', () => {
  test.each<[string, Script, QueryResponse]>([
    ['never responds', () => undefined, TIMEOUT],
    [
      'sends a head and no body',
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
      TIMEOUT,
    ],
    ['sends its body very slowly', (response) => dribble(response), TIMEOUT],
    ['closes the connection', (response) => response.destroy(), UNAVAILABLE],
    [
      'closes the connection in the middle of the body',
      (response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).write('{"da', () => response.destroy()),
      UNAVAILABLE,
    ],
    [
      'responds with 500 in HTML',
      (response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Oops at 10.0.0.7</h1>'),
      UNAVAILABLE,
    ],
    ['responds with 503', (response) => response.writeHead(503).end(), UNAVAILABLE],
    [
      'responds with HTML',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'),
      INVALID,
    ],
    [
      'responds with invalid JSON',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"data"'),
      INVALID,
    ],
    ['responds with a list', (response) => json(response, []), INVALID],
    ['responds with JSON without data', (response) => json(response, { hello: 1 }), INVALID],
    [
      'responds with a redirect',
      (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      INVALID,
    ],
    [
      'responds with gzip',
      (response) =>
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('x'),
      INVALID,
    ],
    ['responds with more bytes than allowed', (response) => json(response, { data: 'x'.repeat(200_000) }), INVALID],
    ['responds without end', (response) => flood(response), INVALID],
    [
      'responds with JSON a hundred thousand levels deep',
      (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(`{"data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
      INVALID,
    ],
  ])('%s', async (_what, script, expected) => {
    const { query, received } = await withVaccinations(
      (response, request, nth) =>
        nth <= 2 && request.body.query.includes('_entities') ? script(response, request, nth) : undefined,
      { maxBytes: 150_000 },
    );
    const started = performance.now();
    expect(await query(QUERY)).toEqual(expected);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(received.length).toBeLessThanOrEqual(2);
  });

  test('attack 59: a million errors within the size limit become a few, and the other fields are answered', async () => {
    const { query } = await withVaccinations((response) => json(response, { errors: Array(1_000_000).fill({}) }), {
      timeoutMs: 20_000,
    });
    const { data, errors = [] } = await query(QUERY);
    expect(data).toEqual(without('', '').data);
    expect([errors.length > 0, errors.length <= 202]).toEqual([true, true]);
  });

  test.each([301, 302, 303, 307, 308])(
    'attack 58: a redirect by %i to another host is not followed',
    async (status) => {
      const canary = await serve((response) => json(response, { data: { _entities: [{ doses: 0 }, { doses: 10 }] } }));
      opened.push(canary);
      const { query } = await withVaccinations((response) =>
        response.writeHead(status, { location: canary.url, refresh: `0; url=${canary.url}` }).end(),
      );
      expect(await query(QUERY)).toEqual(INVALID);
      expect(canary.received).toEqual([]);
    },
  );

  test('attack 58: a host name that resolves to a link-local address later is not called', async () => {
    const respond = graphql(vaccinations);
    const server = await serve(respond);
    const url = server.url.replace('127.0.0.1', 'vaccinations.example');
    const { query, executor } = await withVaccinations(respond, { url, keepAliveMs: 0, retry: false });
    opened.push(server);
    let address = '127.0.0.1';
    const resolve = ((_host: string, options: dns.LookupOptions, answer: (...found: unknown[]) => void) =>
      options.all ? answer(null, [{ address, family: 4 }]) : answer(null, address, 4)) as typeof dns.lookup;
    const lookup = jest.spyOn(dns, 'lookup').mockImplementation(resolve);
    try {
      expect(await query(QUERY)).toEqual(COMPLETE);
      address = '169.254.169.254';
      const { errors } = await executor({ document: parse(QUERY), request: {}, context: {} });
      expect(errors![0]!.originalError).toMatchObject({
        code: 'SUBGRAPH_UNAVAILABLE',
        cause: { message: 'vaccinations.example resolves to a link-local address' },
      });
      expect([lookup.mock.calls.length, server.received.length]).toEqual([2, 1]);
    } finally {
      lookup.mockRestore();
    }
  });

  test('is used again after failures, with the same connection pool', async () => {
    const respond = graphql(vaccinations);
    const { query } = await withVaccinations((response, request, nth) =>
      nth <= 2 ? response.destroy() : respond(response, request, nth),
    );
    expect(await query(QUERY)).toEqual(UNAVAILABLE);
    expect(await query(QUERY)).toEqual(COMPLETE);
  });
});

function dribble(response: Parameters<Script>[0]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}

function flood(response: Parameters<Script>[0]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = 'x'.repeat(50_000);
  const write = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', write);
  write();
}

describe('a retry', () => {
  const respond = graphql(vaccinations);
  const failingFirst =
    (fail: Script): Script =>
    (response, request, nth) =>
      nth === 1 ? fail(response, request, nth) : respond(response, request, nth);

  test.each<[string, Script]>([
    ['a lost connection', (response) => response.destroy()],
    ['502', (response) => response.writeHead(502).end()],
    ['503', (response) => response.writeHead(503).end()],
    ['504', (response) => response.writeHead(504, { 'content-type': 'application/json' }).end('{}')],
  ])('is made after %s', async (_what, fail) => {
    const { query, received } = await withVaccinations(failingFirst(fail));
    expect(await query(QUERY)).toEqual(COMPLETE);
    expect(received).toHaveLength(2);
  });

  test.each<[string, Script, QueryResponse]>([
    ['a deadline', () => undefined, TIMEOUT],
    ['an invalid response', (response) => json(response, {}), INVALID],
  ])('is not made after %s', async (_what, fail, expected) => {
    const { query, received } = await withVaccinations(failingFirst(fail));
    expect(await query(QUERY)).toEqual(expected);
    expect(received).toHaveLength(1);
  });

  test('is not made if it is switched off', async () => {
    const { query, received } = await withVaccinations(
      failingFirst((response) => response.destroy()),
      { retry: false },
    );
    expect(await query(QUERY)).toEqual(UNAVAILABLE);
    expect(received).toHaveLength(1);
  });

  test('is never made for a mutation', async () => {
    const { query, received } = await withVaccinations(failingFirst((response) => response.destroy()));
    expect(await query(MUTATION)).toEqual({
      data: { clear: null },
      errors: [
        {
          code: 'SUBGRAPH_UNAVAILABLE',
          message: 'The connection to the subgraph vaccinations was lost after the mutation was sent.',
          path: ['clear'],
        },
      ],
    });
    expect(received).toHaveLength(1);
  });

  test('fault 17: makes at least 99 of 100 queries succeed when one response in ten fails', async () => {
    const { query } = await withVaccinations(
      (response, request, nth) => (nth % 10 === 0 ? response.destroy() : respond(response, request, nth)),
      { share: false },
    );
    let complete = 0;
    for (let at = 0; at < 100; at++) if (!(await query(QUERY)).errors) complete++;
    expect(complete).toBeGreaterThanOrEqual(99);
  });
});

test('fault 17: with every second pair of responses failing, each query is complete or has errors, and is sent twice at most', async () => {
  const respond = graphql(vaccinations);
  const { query, received } = await withVaccinations(
    (response, request, nth) => (nth % 4 < 2 ? response.destroy() : respond(response, request, nth)),
    { share: false },
  );
  const seen = new Set<string>();
  for (let at = 0; at < 40; at++) {
    const before = received.length;
    const response = await query(QUERY);
    expect([COMPLETE, UNAVAILABLE]).toContainEqual(response);
    expect(received.length - before).toBeLessThanOrEqual(2);
    seen.add(JSON.stringify(response));
  }
  expect(seen.size).toBe(2);
});

test('a subgraph that keeps failing gets no requests for a while and is called again afterwards', async () => {
  const respond = graphql(vaccinations);
  const { query, received } = await withVaccinations(
    (response, request, nth) => (nth <= 3 ? response.writeHead(500).end() : respond(response, request, nth)),
    { breaker: { failures: 3, resetMs: 200 } },
  );
  for (let at = 0; at < 3; at++) expect(await query(QUERY)).toEqual(UNAVAILABLE);
  expect(await query(QUERY)).toEqual(UNAVAILABLE);
  expect(received).toHaveLength(3);
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(await query(QUERY)).toEqual(COMPLETE);
  expect(await query(QUERY)).toEqual(COMPLETE);
});

describe('identical queries in flight', () => {
  /** A subgraph that responds only after `release`. `waitForCalls(n)` waits until it was called n times. */
  async function openBlocked(settings: Partial<HttpExecutorSettings> = {}) {
    let count = 0;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const respond = graphql(vaccinations);
    const script: Script = (...request) => released.then(() => respond(...request));
    const graph = await withVaccinations(script, { timeoutMs: 20_000, ...settings }, () => count++);
    const waitForCalls = async (times: number) => {
      while (count < times) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    return { ...graph, waitForCalls, release };
  }

  test('share a response, each with its own copy', async () => {
    const { query, waitForCalls, release, received } = await openBlocked();
    const responses = Promise.all(Array.from({ length: 20 }, () => query(QUERY)));
    await waitForCalls(20);
    release();
    expect(await responses).toEqual(Array(20).fill(COMPLETE));
    expect(received).toHaveLength(1);
  });

  test.each([
    ['do not share a response if sharing is switched off', QUERY, { share: false }],
    ['never share a response if they are mutations', MUTATION, {}],
  ])('%s', async (_what, operation, settings) => {
    const { query, waitForCalls, release, received } = await openBlocked(settings);
    const responses = Promise.all(Array.from({ length: 3 }, () => query(operation)));
    await waitForCalls(3);
    release();
    await responses;
    expect(received).toHaveLength(3);
  });

  test('never share a response if their forwarded headers differ', async () => {
    const { executor, waitForCalls, release, received } = await openBlocked({
      headers: { forward: ['authorization'] },
    });
    const { parse } = await import('graphql');
    const as = (authorization: string) => {
      const http = { headers: new Map([['authorization', authorization]]) };
      return executor({ document: parse(QUERY), request: { http }, context: {} });
    };
    const responses = Promise.all([as('Bearer a'), as('Bearer a'), as('Bearer b')]);
    await waitForCalls(3);
    release();
    await responses;
    expect(received.map(({ headers }) => headers.authorization).sort()).toEqual(['Bearer a', 'Bearer b']);
  });

  test('still get a response after one of the clients disconnects', async () => {
    const { executor, waitForCalls, release, received } = await openBlocked();
    const { parse } = await import('graphql');
    const abort = new AbortController();
    const query = (signal?: AbortSignal) => executor({ document: parse(QUERY), request: {}, context: { signal } });
    const responses = Promise.all([query(abort.signal), query(), query()]);
    await waitForCalls(3);
    abort.abort();
    release();
    const [disconnected, ...others] = await responses;
    expect(disconnected!.errors).toHaveLength(2);
    expect(others.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    expect(received).toHaveLength(1);
  });
});

describe('attacks 55 to 57: headers', () => {
  const http = {
    headers: new Map(
      Object.entries({
        authorization: 'Bearer x',
        cookie: 'session=1',
        host: 'evil.example',
        connection: 'close',
        'content-length': '5',
        'ods-as-of': 'date=2024-01-01',
        'x-forwarded-for': '1.2.3.4',
        'x-subgraph-secret': 'guessed',
        'apollo-federation-include-trace': 'ftv1',
      }),
    ),
  };

  test('only configured headers and the secret of the gateway are sent', async () => {
    const { executor, received } = await withVaccinations(graphql(vaccinations), {
      headers: {
        forward: ['Authorization', 'ods-as-of', 'host', 'content-length', 'x-subgraph-secret', 'absent'],
        set: { 'X-Team': 'gateway' },
        secret: 'ours',
      },
    });
    const { parse } = await import('graphql');
    await executor({ document: parse(QUERY), request: { http }, context: {} });
    const { connection: _connection, host, 'content-length': length, ...others } = received[0]!.headers;
    expect(host).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(Number(length)).toBeGreaterThan(50);
    expect(others).toEqual({
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      authorization: 'Bearer x',
      'ods-as-of': 'date=2024-01-01',
      'user-agent': 'organisation-graph-gateway',
      'x-team': 'gateway',
      'x-subgraph-secret': 'ours',
    });
  });

  test('no headers are forwarded without a rule', async () => {
    const { executor, received } = await withVaccinations(graphql(vaccinations));
    const { parse } = await import('graphql');
    await executor({ document: parse(QUERY), request: { http }, context: {} });
    expect(Object.keys(received[0]!.headers).sort()).toEqual([
      'accept',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ]);
  });
});
