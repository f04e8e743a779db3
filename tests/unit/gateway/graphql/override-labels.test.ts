import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { compose } from '../../../../federation/composition/compose';
import { createFederation, type Federation } from '../../../../federation/federation';
import type { OverrideRules } from '../../../../federation/planning/progress';
import { createPlanProcess } from '../../../../federation/planning/plan-process';
import { createSchemaExecutor } from '../../../../federation/subgraphs/schema-executor';
import type { SubgraphRequest } from '../../../../federation/subgraphs/subgraph-executor';
import { reloadableGateway } from '../../../../gateway/graphql/reloadable-gateway';
import { openInMemoryGateway } from '../../../support/gateway/in-memory-gateway';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override"])\ntype Query';
const SDL = {
  organisations: `${LINK} { ward: Ward } type Ward @key(fields: "id") { id: ID! beds: String }`,
  wards: `${LINK} { wards: Int } type Ward @key(fields: "id") {
    id: ID! beds: String @override(from: "organisations", label: "beds_v2")
  }`,
};
const planning = createPlanProcess();
afterAll(() => planning.close());

function executorOf(name: keyof typeof SDL) {
  const ward = () => ({ id: '1', beds: `beds of ${name}` });
  const resolvers = { ...(name === 'organisations' && { Query: { ward } }), Ward: { __resolveReference: ward } };
  const execute = createSchemaExecutor<unknown>(
    buildSubgraphSchema([{ typeDefs: parse(SDL[name]), resolvers: resolvers as never }]),
  );
  return async ({ operation, variablesText }: SubgraphRequest) =>
    (await execute(
      { document: parse(operation.query), variables: JSON.parse(variablesText()) as Record<string, unknown> },
      {},
    )) as never;
}

const federationWith = (overrides: OverrideRules) =>
  createFederation({
    supergraph: compose(Object.entries(SDL).map(([name, sdl]) => ({ name, sdl }))),
    subgraphs: { organisations: executorOf('organisations'), wards: executorOf('wards') },
    planning,
    overrides,
  });

async function open(overrides: OverrideRules) {
  let current = federationWith(overrides);
  const listeners: ((federation: Federation) => void)[] = [];
  const manager = {
    get current() {
      return current;
    },
    onChange(listener: (federation: Federation) => void) {
      listeners.push(listener);
      return () => undefined;
    },
    close: async () => undefined,
  };
  const { app, close } = await openInMemoryGateway({
    gateway: reloadableGateway(manager),
    responseCacheBytes: 2 ** 20,
  });
  const get = (headers: Readonly<Record<string, string>> = {}) =>
    app.inject({
      url: `/graphql?${new URLSearchParams({ query: '{ ward { beds } }' }).toString()}`,
      headers: { accept: 'application/json', ...headers },
    });
  const reload = (next: OverrideRules) => {
    current = federationWith(next);
    for (const listener of listeners) listener(current);
  };
  return { get, reload, close };
}

const from = (team: string) => ({ ward: { beds: `beds of ${team}` } });

test('a response to a request without labels is no response to one with a label', async () => {
  const { get, close } = await open({ header: 'x-labels' });
  const plain = await get();
  expect(plain.json().data).toEqual(from('organisations'));
  expect(plain.headers.vary).toContain('x-labels');
  expect((await get()).headers['server-timing']).toMatch(/cache;desc=hit/);
  expect((await get({ 'x-labels': 'beds_v2' })).json().data).toEqual(from('wards'));
  const labelled = await get({ 'x-labels': 'beds_v2', 'if-none-match': plain.headers.etag as string });
  expect([labelled.statusCode, labelled.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(labelled.json().data).toEqual(from('wards'));
  const kept = await get({ 'if-none-match': plain.headers.etag as string });
  expect([kept.statusCode, kept.headers.vary]).toEqual([304, plain.headers.vary]);
  await close();
});

test('a response before the file turns on a label is not one after it', async () => {
  const { get, reload, close } = await open({ labels: [] });
  const before = await get();
  expect(before.headers.vary).not.toContain('x-labels');
  reload({ labels: ['beds_v2'] });
  const after = await get({ 'if-none-match': before.headers.etag as string });
  expect(after.statusCode).toBe(200);
  expect(after.json().data).toEqual(from('wards'));
  await close();
});
