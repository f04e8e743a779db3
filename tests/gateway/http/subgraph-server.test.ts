import pino from 'pino';
import { DEFAULT_LIMITS } from '../../../gateway/graphql/limits';
import { openOrganisations } from '../../../gateway/organisations';
import { createSubgraphPort, type SubgraphPort } from '../../../gateway/subgraph-server';
import { buildSubgraph } from '../../../resolvers/subgraph';
import { counted, type CountedGraph } from '../../support/counted';
import { sampleGraph } from '../../support/database/graph';

const SECRET = 'a secret of routers';
const REFERENCES = `query($representations: [_Any!]!) {
  _entities(representations: $representations) { __typename ... on Organisation { code name } }
}`;

let port: SubgraphPort;
let graph: CountedGraph;
beforeAll(async () => {
  graph = counted(sampleGraph());
  const subgraph = await buildSubgraph();
  const settings = { subgraph, limits: DEFAULT_LIMITS, cacheBytes: 2 ** 24, cursorSecret: 'only for the tests' };
  const organisations = openOrganisations({ ...settings, graph: graph.graph });
  const logger = pino({ enabled: false });
  port = await createSubgraphPort({ ...organisations, subgraph, secret: SECRET, limits: DEFAULT_LIMITS, logger });
});
afterAll(() => port.close());

interface Answer {
  readonly data?: { readonly _entities?: unknown; readonly _service?: { readonly sdl: string } };
  readonly errors?: readonly { readonly message: string; readonly path?: unknown; readonly extensions: object }[];
  readonly extensions?: object;
}

async function ask(query: string, variables: object = {}, headers: Record<string, string> = {}) {
  const response = await port.app.inject({
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
  return { status: response.statusCode, text: response.body, ...response.json<Answer>() };
}

/** Reads of records; which release is live is looked up now and then. */
const reads = () => graph.names.filter((name) => name === 'state').length;
const organisation = (code: unknown, more: object = {}) => ({ __typename: 'Organisation', code, ...more });
const referTo = (representations: readonly unknown[], headers?: Record<string, string>) =>
  ask(REFERENCES, { representations }, headers);

test('a router with the secret gets the SDL that ods-graph schema --subgraph prints', async () => {
  const { status, data } = await ask('{ _service { sdl } }');
  expect(status).toBe(200);
  expect(data!._service!.sdl).toContain('@key(fields: "code")');
});

test.each([
  ['none', ''],
  ['a wrong one', 'another secret of routers'],
  ['a part of it', SECRET.slice(0, -1)],
  ['more than it', `${SECRET}x`],
])('attack 52: with %s for a secret nothing is answered', async (_, secret) => {
  const { status, errors, data } = await ask('{ _service { sdl } }', {}, { 'x-subgraph-secret': secret });
  expect([status, data, errors![0]!.extensions]).toMatchObject([401, undefined, { code: 'UNAUTHENTICATED' }]);
});

test('attack 53: equal references are one read, and an unknown code is null in its place', async () => {
  const before = reads();
  const { status, data, errors } = await referTo([
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

test('attack 53: more than 1,000 references are refused before anything is read', async () => {
  const before = reads();
  const refused = await referTo(Array.from({ length: 1_001 }, () => organisation('ZXP0001')));
  expect([refused.status, refused.errors![0]]).toMatchObject([400, { extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(refused.errors![0]!.message).toContain('1001 items; at most 1000');
  const list = Array.from({ length: 1_001 }, () => '{ __typename: "Organisation", code: "ZXP0001" }').join();
  const written = await ask(`{ _entities(representations: [${list}]) { __typename } }`);
  expect([written.status, written.errors![0]!.extensions]).toMatchObject([400, { code: 'BAD_USER_INPUT' }]);
  expect(reads() - before).toBe(0);
});

test('attack 54: a reference that is none is an error for itself alone, without names of ours', async () => {
  const { status, data, errors, text } = await referTo([
    organisation('ZXP0001', { name: 'not asked', __proto__: null }),
    { __typename: 'Nope', code: 'ZXP0001' },
    { __typename: '__proto__', code: 'ZXP0001' },
    { code: 'ZXP0001' },
    organisation(null),
    organisation({ toString: 'x' }),
  ]);
  const nulls = [null, null, null, null, null];
  expect([status, data!._entities]).toMatchObject([200, [{ name: expect.stringContaining('CROSSROADS') }, ...nulls]]);
  expect(errors!.map(({ path }) => path)).toEqual([1, 2, 3, 4, 5].map((at) => ['_entities', at]));
  expect(text).not.toContain('Nope');
});

test('references are of the moment that the router forwards as ods-as-of', async () => {
  const { status, extensions } = await referTo([organisation('ZXP0001')], { 'ods-as-of': 'date=2021-04-01' });
  expect([status, extensions]).toMatchObject([200, { ods: { asOf: '2021-04-01' } }]);
});

test('attack 55: a router that asks for a trace gets none', async () => {
  const headers = { 'apollo-federation-include-trace': 'ftv1' };
  expect((await referTo([organisation('ZXP0001')], headers)).text).not.toContain('ftv1');
});
