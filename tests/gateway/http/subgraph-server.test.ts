import pino from 'pino';
import { DEFAULT_LIMITS } from '../../../gateway/limits';
import { openOrganisationsSubgraph } from '../../../gateway/organisations-subgraph';
import { createSubgraphServer, type SubgraphServer } from '../../../gateway/subgraph-server';
import { buildSubgraph } from '../../../resolvers/subgraph';
import { countReads, type CountingGraph } from '../../support/database/counting-graph';
import { sampleGraph } from '../../support/database/sample-graph';

const SECRET = 'a secret of routers';
const REFERENCES = `query($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ... on Organisation { code name } }
}`;

let server: SubgraphServer;
let graph: CountingGraph;
beforeAll(async () => {
  graph = countReads(sampleGraph());
  const subgraph = await buildSubgraph();
  const settings = { subgraph, limits: DEFAULT_LIMITS, cacheBytes: 2 ** 24, cursorSecret: 'only for the tests' };
  const organisations = openOrganisationsSubgraph({ ...settings, graph: graph.graph });
  const logger = pino({ enabled: false });
  server = await createSubgraphServer({ ...organisations, subgraph, secret: SECRET, limits: DEFAULT_LIMITS, logger });
});
afterAll(() => server.close());

interface ResponseBody {
  readonly data?: { readonly _entities?: unknown; readonly _service?: { readonly sdl: string } };
  readonly errors?: readonly { readonly message: string; readonly path?: unknown; readonly extensions: object }[];
  readonly extensions?: object;
}

async function execute(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await server.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      'x-subgraph-secret': SECRET,
      ...headers,
    },
    payload: { query, variables },
  });
  return { status: response.statusCode, text: response.body, ...response.json<ResponseBody>() };
}

/** Counts the reads of records only, because the live release is read again from time to time. */
const reads = () => graph.statementNames.filter((name) => name === 'state').length;
const organisation = (code: unknown, more: object = {}) => ({ __typename: 'Organisation', code, ...more });
const resolveReferences = (representations: readonly unknown[], headers?: Record<string, string>) =>
  execute(REFERENCES, { representations }, headers);

test('returns the SDL of the subgraph to a router with the secret', async () => {
  const { status, data } = await execute('{ _service { sdl } }');
  expect(status).toBe(200);
  expect(data!._service!.sdl).toContain('@key(fields: "code")');
});

test.each([
  ['no secret', ''],
  ['a wrong secret', 'another secret of routers'],
  ['a part of the secret', SECRET.slice(0, -1)],
  ['more than the secret', `${SECRET}x`],
])('attack 52: returns 401 for %s', async (_, secret) => {
  const { status, errors, data } = await execute('{ _service { sdl } }', {}, { 'x-subgraph-secret': secret });
  expect([status, data, errors![0]!.extensions]).toMatchObject([401, undefined, { code: 'UNAUTHENTICATED' }]);
});

test('attack 53: reads equal references once and returns null for an unknown code', async () => {
  const before = reads();
  const { status, data, errors } = await resolveReferences([
    ...Array.from({ length: 998 }, () => organisation('ZXP0001')),
    organisation('NOBODY'),
    organisation('zxp0002'),
  ]);
  const entities = data!._entities as readonly unknown[];
  expect([status, errors, entities.length]).toEqual([200, undefined, 1_000]);
  expect(entities[0]).toEqual(organisation('ZXP0001', { name: 'CROSSROADS MEDICAL CENTRE, EXAMPLETON' }));
  expect(entities.slice(998)).toEqual([null, organisation('ZXP0002', { name: expect.any(String) })]);
  expect(reads() - before).toBe(1);
});

test('attack 53: rejects more than 1,000 references before any read', async () => {
  const before = reads();
  const rejected = await resolveReferences(Array.from({ length: 1_001 }, () => organisation('ZXP0001')));
  expect([rejected.status, rejected.errors![0]]).toMatchObject([400, { extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(rejected.errors![0]!.message).toContain('1001 items; the limit is 1000');
  const list = Array.from({ length: 1_001 }, () => '{ __typename: "Organisation", code: "ZXP0001" }').join();
  const literal = await execute(`{ _entities(representations: [${list}]) { __typename } }`);
  expect([literal.status, literal.errors![0]!.extensions]).toMatchObject([400, { code: 'BAD_USER_INPUT' }]);
  expect(reads() - before).toBe(0);
});

test('attack 54: returns an error for each invalid reference only, without echoing its type', async () => {
  const { status, data, errors, text } = await resolveReferences([
    organisation('ZXP0001', { name: 'not selected', __proto__: null }),
    { __typename: 'Nope', code: 'ZXP0001' },
    { __typename: '__proto__', code: 'ZXP0001' },
    { code: 'ZXP0001' },
    organisation(null),
    organisation({ toString: 'x' }),
  ]);
  const nulls = [null, null, null, null, null];
  expect([status, data!._entities]).toMatchObject([200, [{ name: expect.stringContaining('CROSSROADS') }, ...nulls]]);
  expect(errors!.map(({ path }) => path)).toEqual([1, 2, 3, 4, 5].map((at) => ['_entities', at]));
  expect(text).not.toMatch(/Nope|__proto__|_Entity|Organisation[A-Z]/);
});

test('resolves references at the moment in the ods-as-of header', async () => {
  const { status, extensions } = await resolveReferences([organisation('ZXP0001')], { 'ods-as-of': 'date=2021-04-01' });
  expect([status, extensions]).toMatchObject([200, { ods: { asOf: '2021-04-01' } }]);
});

test('attack 55: does not return a trace to a router that requests one', async () => {
  const headers = { 'apollo-federation-include-trace': 'ftv1' };
  expect((await resolveReferences([organisation('ZXP0001')], headers)).text).not.toContain('ftv1');
});
