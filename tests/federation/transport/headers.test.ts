import { createFederation } from '../../../federation/federation';
import { ResponseHeaders, mayReturn } from '../../../federation/subgraphs/http/response-headers';
import { compose } from '../../../federation/composition/compose';
import { parse } from 'graphql';
import { inProcess, planning, sdlOf, type SmallSubgraph } from '../federate';
import { closing, openSubgraph } from './ask';
import { graphql, json, serve, type Script } from './server';

const keep = closing();
const OK: Script = (response) => json(response, { data: { a: 1 } });

/** The headers of a client, as the gateway hands them on. */
const clientHeaders = (headers: Readonly<Record<string, string>>) => ({
  get: (name: string) => headers[name],
  names: () => Object.keys(headers),
});

async function open(settings: Parameters<typeof openSubgraph>[1], script = OK) {
  const server = keep(await serve(script));
  return { received: server.received, ...keep(openSubgraph(server.url, settings)) };
}

describe('identical queries in flight', () => {
  test.each([
    ['are shared by clients whose requests differ in their ids only', 'x-request-id', 1],
    ['are not shared by clients whose forwarded headers differ', 'x-team-a', 2],
  ])('%s', async (_, name, requests) => {
    const respond: (() => void)[] = [];
    const { send, received } = await open({ headers: { forward: ['x-team-*'] } }, (response, request, nth) => {
      respond.push(() => void OK(response, request, nth));
      if (respond.length === requests) for (const each of respond) each();
    });
    const results = await Promise.all(['1', '2'].map((value) => send({ headers: clientHeaders({ [name]: value }) })));
    expect(results.map(({ data }) => data)).toEqual([{ a: 1 }, { a: 1 }]);
    expect(received).toHaveLength(requests);
  });

  test('are not shared with what a mutation fetches, which must not be older', async () => {
    const { send, received } = await open({});
    await Promise.all([send(), send({ mutates: true }), send({ mutates: true }), send()]);
    expect(received).toHaveLength(3);
  });
});

describe('headers for clients', () => {
  const sending = (values: readonly string[]): Script => {
    return (response, request, nth) => {
      response.setHeader('x-budget', values[nth - 1]!);
      return OK(response, request, nth);
    };
  };

  test.each([
    ['first', 'a'],
    ['last', 'c'],
    ['append', 'a, b, c'],
  ] as const)('%s of several', async (merging, expected) => {
    const { send } = await open({ responseHeaders: { 'x-budget': merging } }, sending(['a', 'b', 'c']));
    const responseHeaders = new ResponseHeaders();
    for (let at = 0; at < 3; at++) await send({ responseHeaders });
    expect([...responseHeaders.entries()]).toEqual([['x-budget', expected]]);
  });

  test('never reach another client', async () => {
    const { send } = await open({ responseHeaders: { 'x-budget': 'append' } }, sending(['a', 'b']));
    const [one, other] = [new ResponseHeaders(), new ResponseHeaders()];
    await send({ responseHeaders: one });
    await send({ responseHeaders: other });
    expect([...other.entries()]).toEqual([['x-budget', 'b']]);
    expect([...one.entries()]).toEqual([['x-budget', 'a']]);
  });

  test('are bounded', () => {
    const headers = new ResponseHeaders();
    const add = (value: string) => headers.add({ 'x-a': 'append' }, { headers: { 'x-a': value } });
    add('a'.repeat(1_500));
    add('b'.repeat(1_500));
    expect([...headers.entries()]).toEqual([['x-a', 'a'.repeat(1_500)]]);
  });

  test.each([
    ...['set-cookie', 'Cache-Control', 'connection', 'transfer-encoding', 'content-length', 'content-encoding', 'vary'],
    ...[
      'access-control-allow-origin',
      'x-request-id',
      'etag',
      'strict-transport-security',
      'location',
      'x-ods-release',
    ],
    ...['content-security-policy', 'proxy-authenticate', 'www-authenticate', 'a b', ''],
  ])('never are %s', (name) => {
    expect(mayReturn(name)).toBe(false);
  });
});

describe('the name of an operation', () => {
  const beds: SmallSubgraph = {
    sdl: 'type Query { a: Ward } type Mutation { clear: Boolean } type Ward @key(fields: "id") { id: ID! }',
    resolvers: { Query: { a: () => ({ id: '1' }) }, Mutation: { clear: () => true } },
  };
  const visits: SmallSubgraph = {
    sdl: 'type Ward @key(fields: "id") { id: ID! visits: Int }',
    resolvers: { Ward: { __resolveReference: () => ({ id: '1', visits: 4 }) } },
  };
  const definitions = Object.entries({ 'beds-1': beds, visits }).map(([name, each]) => ({ name, sdl: sdlOf(each) }));

  async function federated(settings: Parameters<typeof openSubgraph>[1] = {}) {
    const { execute, received } = await open(settings, graphql(beds));
    const own = inProcess(visits, []);
    const federation = createFederation({
      supergraph: compose(definitions),
      subgraphs: { 'beds-1': execute, visits: own },
      planning,
    });
    const run = async (query: string, operationName?: string) => {
      const { errors } = await federation.executor({ document: parse(query), operationName, request: {}, context: {} });
      expect(errors).toBeUndefined();
      return received.at(-1)!.body as { query: string; operationName?: string };
    };
    return { run };
  }

  test('tells the operation of the client, the subgraph and the fetch', async () => {
    const { run } = await federated();
    expect(await run('query Ward { a { id visits } }')).toEqual({
      query: 'query Ward__beds_1__0{a{__typename id}}',
      operationName: 'Ward__beds_1__0',
    });
    expect(await run('query A { a { id } } query B($no: Boolean!) { a { id @skip(if: $no) } }', 'A')).toMatchObject({
      operationName: 'A__beds_1__0',
    });
    expect(await run('mutation Clear { one: clear two: clear }')).toEqual({
      query: 'mutation Clear__beds_1__1{two: clear}',
      operationName: 'Clear__beds_1__1',
    });
  });

  test('is bounded', async () => {
    const { run } = await federated();
    const { operationName } = await run(`query ${'a'.repeat(5_000)} { a { id } }`);
    expect(operationName).toBe(`${'a'.repeat(100)}__beds_1__0`);
  });

  test.each<[string, Parameters<typeof openSubgraph>[1], string]>([
    ['the client gives none', {}, '{ a { id } }'],
    ['it is switched off', { operationNames: false }, 'query Ward { a { id } }'],
  ])('is absent if %s', async (_, settings, query) => {
    const { run } = await federated(settings);
    expect(await run(query)).toEqual({ query: '{a{id}}' });
  });
});
