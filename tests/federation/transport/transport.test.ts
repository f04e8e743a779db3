import { createFederation } from '../../../federation/federation';
import { compose } from '../../../federation/supergraph/compose';
import { openRemote, type Remote, type RemoteSettings } from '../../../federation/subgraphs/http-executor';
import { asking, byKey, inProcess, sdlOf, type Answer, type Sent, type SmallSubgraph } from '../federate';
import { graphql, json, serve, type Script } from './server';
import '../../support/process/retry-timed';

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

/** Our own subgraph in process, `vaccinations` over HTTP as the script says. */
async function withVaccinations(script: Script, settings: Partial<RemoteSettings> = {}, onAsk = () => {}) {
  const server = await serve(script);
  const remote: Remote = openRemote({ name: 'vaccinations', url: server.url, timeoutMs: 300, ...settings });
  opened.push(remote, server);
  const sent: Sent[] = [];
  const own = inProcess(organisations, sent);
  const execute: Remote['execute'] = (request) => {
    onAsk();
    return remote.execute(request);
  };
  const federation = createFederation({ supergraph, subgraphs: { organisations: own, vaccinations: execute } });
  return { ...federation, ask: asking(federation), received: server.received, close: server.close };
}

const QUERY = '{ practices { name doses } }';
const MUTATION = 'mutation { clear }';
const RIGHT: Answer = {
  data: {
    practices: [
      { name: 'Surgery 0', doses: 0 },
      { name: 'Surgery 1', doses: 10 },
    ],
  },
};

/** The answer when `vaccinations` fails: the rest is there, and an error at each field that is missing. */
function without(code: string, message: string): Answer {
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

const TIMEOUT = without('SUBGRAPH_TIMEOUT', 'The subgraph vaccinations did not answer within 300 ms.');
const UNAVAILABLE = without('SUBGRAPH_UNAVAILABLE', 'The subgraph vaccinations could not be asked.');
const INVALID = without('SUBGRAPH_INVALID_RESPONSE', 'The subgraph vaccinations sent an answer that cannot be used.');

describe('a subgraph over HTTP', () => {
  test('answers, asked once for all entities', async () => {
    const { ask, received } = await withVaccinations(graphql(vaccinations));
    expect(await ask(QUERY)).toEqual(RIGHT);
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

  test('may answer as application/graphql-response+json, and with another status', async () => {
    const { ask } = await withVaccinations((response) => {
      response.writeHead(400, { 'content-type': 'application/graphql-response+json; charset=utf-8' });
      response.end('{"data":{"_entities":[{"doses":0},{"doses":10}]}}');
    });
    expect(await ask(QUERY)).toEqual(RIGHT);
  });

  test('has its errors masked: a place, a plain code and nothing else', async () => {
    const { ask, executor } = await withVaccinations((response) =>
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
    expect(await ask(QUERY)).toEqual({
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

describe('fault 16 and attack 59: a subgraph that does not behave', () => {
  test.each<[string, Script, Answer]>([
    ['never answers', () => undefined, TIMEOUT],
    [
      'answers its head and no body',
      (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
      TIMEOUT,
    ],
    ['dribbles', (response) => dribble(response), TIMEOUT],
    ['closes the connection', (response) => response.destroy(), UNAVAILABLE],
    [
      'closes it halfway',
      (response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).write('{"da', () => response.destroy()),
      UNAVAILABLE,
    ],
    [
      'answers 500 in HTML',
      (response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>Oops at 10.0.0.7</h1>'),
      UNAVAILABLE,
    ],
    ['answers 503', (response) => response.writeHead(503).end(), UNAVAILABLE],
    [
      'answers in HTML',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'),
      INVALID,
    ],
    [
      'answers no JSON',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"data"'),
      INVALID,
    ],
    ['answers a list', (response) => json(response, []), INVALID],
    ['answers JSON without data', (response) => json(response, { hello: 1 }), INVALID],
    ['redirects', (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(), INVALID],
    [
      'answers in gzip',
      (response) =>
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('x'),
      INVALID,
    ],
    ['answers more than may be', (response) => json(response, { data: 'x'.repeat(200_000) }), INVALID],
    ['answers without end', (response) => flood(response), INVALID],
    [
      'answers JSON a hundred thousand levels deep',
      (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(`{"data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
      INVALID,
    ],
  ])('%s', async (_what, script, answer) => {
    const { ask, received } = await withVaccinations(
      (response, request, nth) =>
        nth <= 2 && request.body.query.includes('_entities') ? script(response, request, nth) : undefined,
      { maxBytes: 150_000 },
    );
    const started = performance.now();
    expect(await ask(QUERY)).toEqual(answer);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(received.length).toBeLessThanOrEqual(2);
  });

  test('an ordinary query is answered after all that, by the same pool', async () => {
    const right = graphql(vaccinations);
    const { ask } = await withVaccinations((response, request, nth) =>
      nth <= 2 ? response.destroy() : right(response, request, nth),
    );
    expect(await ask(QUERY)).toEqual(UNAVAILABLE);
    expect(await ask(QUERY)).toEqual(RIGHT);
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

describe('a second try', () => {
  const right = graphql(vaccinations);
  const failingFirst =
    (fail: Script): Script =>
    (response, request, nth) =>
      nth === 1 ? fail(response, request, nth) : right(response, request, nth);

  test.each<[string, Script]>([
    ['a lost connection', (response) => response.destroy()],
    ['502', (response) => response.writeHead(502).end()],
    ['503', (response) => response.writeHead(503).end()],
    ['504', (response) => response.writeHead(504, { 'content-type': 'application/json' }).end('{}')],
  ])('is made after %s', async (_what, fail) => {
    const { ask, received } = await withVaccinations(failingFirst(fail));
    expect(await ask(QUERY)).toEqual(RIGHT);
    expect(received).toHaveLength(2);
  });

  test.each<[string, Script, Answer]>([
    ['a deadline', () => undefined, TIMEOUT],
    ['an answer that cannot be used', (response) => json(response, {}), INVALID],
  ])('is not made after %s', async (_what, fail, answer) => {
    const { ask, received } = await withVaccinations(failingFirst(fail));
    expect(await ask(QUERY)).toEqual(answer);
    expect(received).toHaveLength(1);
  });

  test('is not made where it is switched off', async () => {
    const { ask, received } = await withVaccinations(
      failingFirst((response) => response.destroy()),
      { retry: false },
    );
    expect(await ask(QUERY)).toEqual(UNAVAILABLE);
    expect(received).toHaveLength(1);
  });

  test('is never made for a mutation', async () => {
    const { ask, received } = await withVaccinations(failingFirst((response) => response.destroy()));
    expect(await ask(MUTATION)).toEqual({
      data: { clear: null },
      errors: [
        { code: 'SUBGRAPH_UNAVAILABLE', message: 'The subgraph vaccinations could not be asked.', path: ['clear'] },
      ],
    });
    expect(received).toHaveLength(1);
  });

  test('fault 17: when one answer in ten fails, at least 99 of 100 queries are answered in full', async () => {
    const { ask } = await withVaccinations(
      (response, request, nth) => (nth % 10 === 0 ? response.destroy() : right(response, request, nth)),
      { share: false },
    );
    let full = 0;
    for (let at = 0; at < 100; at++) if (!(await ask(QUERY)).errors) full++;
    expect(full).toBeGreaterThanOrEqual(99);
  });
});

test('a subgraph that fails again and again is left alone for a while, and asked again afterwards', async () => {
  const right = graphql(vaccinations);
  const { ask, received } = await withVaccinations(
    (response, request, nth) => (nth <= 3 ? response.writeHead(500).end() : right(response, request, nth)),
    { breaker: { failures: 3, restMs: 200 } },
  );
  for (let at = 0; at < 3; at++) expect(await ask(QUERY)).toEqual(UNAVAILABLE);
  expect(await ask(QUERY)).toEqual(UNAVAILABLE);
  expect(received).toHaveLength(3);
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(await ask(QUERY)).toEqual(RIGHT);
  expect(await ask(QUERY)).toEqual(RIGHT);
});

describe('identical queries under way', () => {
  /** A subgraph that answers nobody until it is released; `asked(n)` waits until it was asked n times. */
  async function held(settings: Partial<RemoteSettings> = {}) {
    let count = 0;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const right = graphql(vaccinations);
    const script: Script = (...request) => released.then(() => right(...request));
    const graph = await withVaccinations(script, { timeoutMs: 20_000, ...settings }, () => count++);
    const asked = async (times: number) => {
      while (count < times) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    return { ...graph, asked, release };
  }

  test('share an answer, each with its own copy', async () => {
    const { ask, asked, release, received } = await held();
    const answers = Promise.all(Array.from({ length: 20 }, () => ask(QUERY)));
    await asked(20);
    release();
    expect(await answers).toEqual(Array(20).fill(RIGHT));
    expect(received).toHaveLength(1);
  });

  test.each([
    ['queries do not share it where it is switched off', QUERY, { share: false }],
    ['mutations never share', MUTATION, {}],
  ])('%s', async (_what, operation, settings) => {
    const { ask, asked, release, received } = await held(settings);
    const answers = Promise.all(Array.from({ length: 3 }, () => ask(operation)));
    await asked(3);
    release();
    await answers;
    expect(received).toHaveLength(3);
  });

  test('queries of clients with different forwarded headers never share', async () => {
    const { executor, asked, release, received } = await held({ headers: { forward: ['authorization'] } });
    const { parse } = await import('graphql');
    const as = (authorization: string) => {
      const http = { headers: new Map([['authorization', authorization]]) };
      return executor({ document: parse(QUERY), request: { http }, context: {} });
    };
    const answers = Promise.all([as('Bearer a'), as('Bearer a'), as('Bearer b')]);
    await asked(3);
    release();
    await answers;
    expect(received.map(({ headers }) => headers.authorization).sort()).toEqual(['Bearer a', 'Bearer b']);
  });

  test('one client that goes away does not take the answer from the others', async () => {
    const { executor, asked, release, received } = await held();
    const { parse } = await import('graphql');
    const gone = new AbortController();
    const ask = (signal?: AbortSignal) => executor({ document: parse(QUERY), request: {}, context: { signal } });
    const answers = Promise.all([ask(gone.signal), ask(), ask()]);
    await asked(3);
    gone.abort();
    release();
    const [left, ...stayed] = await answers;
    expect(left!.errors).toHaveLength(2);
    expect(stayed.map(({ errors }) => errors)).toEqual([undefined, undefined]);
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

  test('only what is allowed is forwarded, what is set is set, and the secret is ours', async () => {
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
      'x-team': 'gateway',
      'x-subgraph-secret': 'ours',
    });
  });

  test('nothing is forwarded without a rule', async () => {
    const { executor, received } = await withVaccinations(graphql(vaccinations));
    const { parse } = await import('graphql');
    await executor({ document: parse(QUERY), request: { http }, context: {} });
    expect(Object.keys(received[0]!.headers).sort()).toEqual([
      'accept',
      'connection',
      'content-length',
      'content-type',
      'host',
    ]);
  });
});
