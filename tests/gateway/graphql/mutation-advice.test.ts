import type { ServerResponse } from 'node:http';
import { createFederation } from '../../../federation/federation';
import { createHttpExecutor } from '../../../federation/subgraphs/http-executor';
import { compose } from '../../../federation/composition/compose';
import { MUTATION_NEXT } from '../../../errors';
import { reloadableGateway } from '../../../gateway/graphql/reloadable-gateway';
import { sdlOf, planning } from '../../federation/federate';
import { json, serve, type Script } from '../../federation/transport/server';
import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';

const BEDS = `
  type Query { beds: Int }
  type Mutation { setBeds(beds: Int!): Int addWard: Ward }
  type Ward @key(fields: "id") { id: ID! }
`;
const NURSES = 'type Ward @key(fields: "id") { id: ID! nurses: Int }';
const lose = (response: ServerResponse) => response.destroy();

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function executorOf(name: string, script: Script, url?: string) {
  const server = await serve(script);
  const executor = createHttpExecutor({ name, url: url ?? server.url, timeoutMs: 500, retry: false });
  opened.push(server, executor);
  return executor.execute;
}

/** Returns a function that sends a document and returns the first error and the log lines. */
async function gatewayTo(beds: Script, { url, timeoutMs = 5_000 }: { url?: string; timeoutMs?: number } = {}) {
  const federation = createFederation({
    planning,
    supergraph: compose([
      { name: 'beds', sdl: sdlOf({ sdl: BEDS }) },
      { name: 'nurses', sdl: sdlOf({ sdl: NURSES }) },
    ]),
    subgraphs: { beds: await executorOf('beds', beds, url), nurses: await executorOf('nurses', lose) },
  });
  const manager = { current: federation, onChange: () => () => undefined, close: async () => undefined };
  const gateway = await openInMemoryGateway({ gateway: reloadableGateway(manager), limits: { timeoutMs } });
  opened.push(gateway);
  return async (query: string) => {
    const response = await gateway.post({ query });
    const { errors } = response.json<{ errors: { message: string; extensions: Record<string, string> }[] }>();
    return { ...errors[0]!, lines: gateway.lines.join('') };
  };
}

const SET = 'mutation { setBeds(beds: 3) }';
const TRY_AGAIN = /try again/i;

test.each<[string, Script]>([
  ['the connection is closed after the request was sent', lose],
  ['the response does not arrive in time', () => undefined],
  ['a proxy reports that the subgraph did not answer', (response) => json(response, {}, 502)],
  ['the response cannot be read', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
])('a mutation may have been carried out if %s', async (_, beds) => {
  const { message, extensions } = await (await gatewayTo(beds))(SET);
  expect(extensions.next).toBe(MUTATION_NEXT.mayBeDone);
  expect(message + extensions.next).not.toMatch(TRY_AGAIN);
});

test('a lost connection is named as such', async () => {
  const { message } = await (await gatewayTo(lose))(SET);
  expect(message).toBe('The connection to the subgraph beds was lost after the mutation was sent.');
});

test('a mutation may have been carried out if the request ended at its own deadline', async () => {
  const { extensions } = await (await gatewayTo(() => undefined, { timeoutMs: 100 }))(SET);
  expect(extensions).toMatchObject({ code: 'REQUEST_TIMEOUT', next: MUTATION_NEXT.mayBeDone });
});

test('a mutation was carried out if only a later fetch fails', async () => {
  const ask = await gatewayTo((response) => json(response, { data: { addWard: { __typename: 'Ward', id: '1' } } }));
  const { extensions } = await ask('mutation { addWard { id nurses } }');
  expect(extensions).toMatchObject({ subgraph: 'nurses', next: MUTATION_NEXT.mayBeDone });
});

test('a mutation that was never sent was not carried out', async () => {
  const { extensions } = await (await gatewayTo(lose, { url: 'http://127.0.0.1:1/graphql' }))(SET);
  expect(extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', next: MUTATION_NEXT.notSent });
});

test('a query may be sent again', async () => {
  const { extensions } = await (await gatewayTo(lose))('{ beds }');
  expect(extensions.next).toMatch(TRY_AGAIN);
});

test.each([
  ['a value that does not match its type', '{ beds }', { beds: 'many' }, 'Query.beds'],
  ['no value of a field that must have one', 'mutation { addWard { id } }', { addWard: {} }, 'Ward.id'],
])('%s names the subgraph in the log', async (_, query, data, field) => {
  const { message, lines } = await (await gatewayTo((response) => json(response, { data })))(query);
  expect(message).toContain(field);
  expect(lines).toContain('"subgraph":"beds"');
});
