import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { contractSupergraph } from '../../../../federation/contracts/contract-sdl';
import { compose } from '../../../../federation/composition/compose';
import { createFederation } from '../../../../federation/federation';
import { createPlanProcess } from '../../../../federation/planning/plan-process';
import { instrumentExecutor } from '../../../../federation/subgraphs/instrumented-executor';
import { createSchemaExecutor } from '../../../../federation/subgraphs/schema-executor';
import { readSupergraph, type Supergraph } from '../../../../federation/supergraph/supergraph';
import { reloadableGateway } from '../../../../gateway/graphql/reloadable-gateway';
import type { GatewaySettings } from '../../../../gateway/server';
import { createHealth } from '../../../../gateway/http/health';
import { createMetrics } from '../../../../telemetry/metrics';
import { openInMemoryGateway } from '../../../support/gateway/in-memory-gateway';

/** A gateway without a database, with a contract that hides fields: nothing that the contract's clients receive names them. */

const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@tag"])
  type Query { open: String secret(by: Hidden): String @tag(name: "internal") }
  input Hidden @tag(name: "internal") { budget: Int }`;
const LISTED = {
  secret: '{ secret }',
  value: '{ open(by: { budget: 1 }) }',
  open: '{ open }',
};
const persisted: GatewaySettings['persisted'] = {
  mode: 'apq',
  trusted: {
    version: '1',
    size: 3,
    refresh: () => undefined,
    byId: (id) => (LISTED as Readonly<Record<string, string>>)[id],
    has: (text) => Object.values(LISTED).includes(text),
  },
};
const [MAIN, PARTNERS] = ['/graphql', '/contract/partners/graphql'];

const planning = createPlanProcess();
afterAll(() => planning.close());

async function open(parts: Partial<Omit<GatewaySettings, 'limits'>> = {}) {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(SDL), resolvers: { Query: { open: () => 'open', secret: () => 'secret' } } },
  ]);
  const execute = createSchemaExecutor<unknown>(schema);
  const served = (supergraph: Supergraph) => {
    const federation = createFederation({
      supergraph,
      subgraphs: {
        payroll: instrumentExecutor(
          'payroll',
          async ({ operation }) => (await execute({ document: parse(operation.query), variables: {} }, {})) as never,
          createMetrics(),
        ),
      },
      planning,
    });
    return reloadableGateway({ current: federation, onChange: () => () => undefined, close: async () => undefined });
  };
  const whole = readSupergraph(compose([{ name: 'payroll', sdl: SDL }]));
  const partners = contractSupergraph(whole, { name: 'partners', include: [], exclude: ['internal'] });
  const gateway = await openInMemoryGateway({
    gateway: served(whole),
    contracts: [{ name: 'partners', gateway: served(partners), hosts: ['partners.example.org'] }],
    persisted,
    ...parts,
  });
  const post = (url: string, payload: object) =>
    gateway.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload });
  return { ...gateway, post };
}

describe('a listed document that is not valid', () => {
  const UNKNOWN = 'The document with this id is not valid for the schema that is served here.';

  test.each([
    ['at a contract', {}, PARTNERS],
    ['at a contract without introspection', { introspection: false }, PARTNERS],
    ['without introspection', { introspection: false }, MAIN],
  ])('is not quoted %s', async (_name, parts, url) => {
    const gateway = await open({ ...parts, suggestions: true });
    for (const documentId of url === MAIN ? ['value'] : ['secret', 'value']) {
      const { body } = await gateway.post(url, { documentId });
      const { errors } = JSON.parse(body) as { readonly errors: readonly object[] };
      expect(errors).toMatchObject([{ message: UNKNOWN, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
      expect(body).not.toMatch(/secret|budget|"by|Hidden|locations/);
    }
    expect((await gateway.post(url, { documentId: 'open' })).json()).toMatchObject({ data: { open: 'open' } });
    const sent = await gateway.post(url, { query: LISTED.value, documentId: 'value' });
    expect(sent.body).toContain('Unknown argument \\"by\\"');
    await gateway.close();
  });

  test('is quoted to clients that may see the schema', async () => {
    const gateway = await open();
    expect((await gateway.post(MAIN, { documentId: 'value' })).body).toContain('Unknown argument \\"by\\"');
    await gateway.close();
  });
});

test('server-timing does not name the subgraphs of a contract', async () => {
  const gateway = await open();
  const timing = async (url: string) => (await gateway.post(url, { query: '{ open }' })).headers['server-timing'];
  expect(await timing(MAIN)).toMatch(/, subgraph;desc="payroll";dur=\d/);
  expect(await timing(PARTNERS)).toMatch(/, subgraph;dur=[\d.]+$/);
  await gateway.close();
});

test('the hosts of a contract do not show what is degraded', async () => {
  const health = createHealth({
    probe: async () => undefined,
    degradations: () => ['The SDL of payroll is an old one.'],
  });
  health.markWarm();
  const gateway = await open({ health });
  const reasons = async (host: string) =>
    (await gateway.app.inject({ url: '/readyz', headers: { host } })).json<{ readonly reasons: unknown }>().reasons;
  expect(await reasons('example.org')).toEqual(['The SDL of payroll is an old one.']);
  for (const host of ['partners.example.org', 'Partners.example.org:4000']) expect(await reasons(host)).toEqual([]);
  await gateway.close();
});

test('a browser at the host of a contract gets no page of the explorer', async () => {
  const folder = temporaryPages();
  const pages = { folder, names: ['organisations'], isBuilding: () => false } as const;
  const gateway = await open({ pages });
  const get = (url: string, host: string) => gateway.app.inject({ url, headers: { host, accept: 'text/html' } });
  expect((await get('/nothing', 'example.org')).body).toContain('the explorer');
  for (const url of ['/', '/nothing', '/organisation/A81001']) {
    const { statusCode, body } = await get(url, 'partners.example.org');
    expect([url, statusCode, JSON.parse(body)]).toMatchObject([
      url,
      404,
      { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    ]);
  }
  await gateway.close();
  rmSync(folder, { recursive: true });
});

function temporaryPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  mkdirSync(join(folder, 'organisations'));
  writeFileSync(join(folder, 'organisations/index.html'), '<p>the explorer</p>');
  return folder;
}
