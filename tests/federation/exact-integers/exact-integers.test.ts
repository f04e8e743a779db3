import { parse } from 'graphql';
import { parseExactly } from '../../../federation/exact-json';
import { createFederation } from '../../../federation/federation';
import { createHttpExecutor } from '../../../federation/subgraphs/http-executor';
import { compose } from '../../../federation/composition/compose';
import { sdlOf, planning } from '../federate';
import { serveText } from '../transport/server';

/** One more than the largest integer up to which every integer is a number. */
const LONG = '9007199254740993';
const BEYOND_64_BITS = '123456789012345678901234567890';

const SDL = {
  things: `
    scalar Long
    scalar JSON
    input Range { from: Long to: [Long!] share: Float label: ID }
    type Query { t(id: Long, in: Range, json: JSON, label: ID, share: Float): T ts: [T!]! }
    type Mutation { put(id: Long!): T }
    type T @key(fields: "id") { id: Long! text: ID count: Int share: Float json: JSON }
  `,
  owners: `
    scalar Long
    type T @key(fields: "id") { id: Long! owner(than: Long): Long }
  `,
};

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** Serves both subgraphs over HTTP with these bodies, and returns the bodies of their requests. */
async function graph(bodies: Readonly<Record<keyof typeof SDL, string>>) {
  const requests: Record<string, string[]> = { things: [], owners: [] };
  const executors = await Promise.all(
    Object.entries(bodies).map(async ([name, body]) => {
      const server = await serveText((request) => (requests[name]!.push(request), body));
      const executor = createHttpExecutor({ name, url: server.url });
      opened.push(executor, server);
      return [name, executor.execute] as const;
    }),
  );
  const definitions = Object.entries(SDL).map(([name, sdl]) => ({ name, sdl: sdlOf({ sdl }) }));
  const { executor } = createFederation({
    planning,
    supergraph: compose(definitions),
    subgraphs: Object.fromEntries(executors),
  });
  const query = async (text: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await executor({ document: parse(text), request: { variables }, context: {} });
    expect(errors).toBeUndefined();
    return (data as unknown as { text: string }).text;
  };
  return { query, requests };
}

const NONE = '{"data":{"t":null}}';
const OWNERS = `{"data":{"_entities":[{"owner":-${LONG}}]}}`;

test('a value keeps its digits, and so do the key in a representation and the value of another subgraph', async () => {
  const { query, requests } = await graph({
    things: `{"data":{"t":{"__typename":"T","id":${LONG}}}}`,
    owners: OWNERS,
  });
  expect(await query('{ t { id owner } }')).toBe(`{"t":{"id":${LONG},"owner":-${LONG}}}`);
  expect(requests.owners![0]).toContain(`"variables":{"representations":[{"__typename":"T","id":${LONG}}]}`);
});

test('keys that differ in the last digit only are two entities', async () => {
  const { query, requests } = await graph({
    things: `{"data":{"ts":[{"__typename":"T","id":${LONG}},{"__typename":"T","id":9007199254740992},{"__typename":"T","id":${LONG}}]}}`,
    owners: '{"data":{"_entities":[{"owner":1},{"owner":2}]}}',
  });
  expect(await query('{ ts { owner } }')).toBe('{"ts":[{"owner":1},{"owner":2},{"owner":1}]}');
  expect(requests.owners![0]).toContain(`[{"__typename":"T","id":${LONG}},{"__typename":"T","id":9007199254740992}]`);
});

test('an integer is exact as an ID, an Int, a Float, and inside of a custom scalar', async () => {
  const { query } = await graph({
    things: `{"data":{"t":{"text":${LONG},"count":${LONG},"share":${LONG},"json":{"a":[${BEYOND_64_BITS},1,"x"]}}}}`,
    owners: OWNERS,
  });
  expect(await query('{ t { text count share json } }')).toBe(
    `{"t":{"text":"${LONG}","count":${LONG},"share":${LONG},"json":{"a":[${BEYOND_64_BITS},1,"x"]}}}`,
  );
});

test('a variable of a client keeps its digits', async () => {
  const { query, requests } = await graph({ things: NONE, owners: OWNERS });
  const variables = parseExactly(
    `{"id":${LONG},"in":{"from":${LONG},"to":[1,${BEYOND_64_BITS}]},"json":{"a":${LONG}}}`,
  );
  await query(
    'query ($id: Long, $in: Range, $json: JSON) { t(id: $id, in: $in, json: $json) { id } }',
    variables as Record<string, unknown>,
  );
  expect(requests.things![0]).toContain(
    `"variables":{"id":${LONG},"in":{"from":${LONG},"to":[1,${BEYOND_64_BITS}]},"json":{"a":${LONG}}}`,
  );
});

test('a variable for the field of an entity keeps its digits', async () => {
  const { query, requests } = await graph({ things: '{"data":{"t":{"__typename":"T","id":1}}}', owners: OWNERS });
  await query('query ($than: Long) { t { owner(than: $than) } }', { than: BigInt(LONG) });
  expect(requests.owners![0]).toContain(`"variables":{"than":${LONG},"representations":[`);
});

test('a default value of a variable keeps its digits', async () => {
  const { query, requests } = await graph({ things: NONE, owners: OWNERS });
  await query(`query ($id: Long = ${LONG}, $in: Range = { to: ${BEYOND_64_BITS} }) { t(id: $id, in: $in) { id } }`);
  expect(requests.things![0]).toContain(`"variables":{"id":${LONG},"in":{"to":[${BEYOND_64_BITS}]}}`);
});

test('a literal keeps its digits, also one that the planner cannot read', async () => {
  const { query, requests } = await graph({ things: NONE, owners: OWNERS });
  await query(`{ t(id: ${LONG}) { id } }`);
  await query(
    `{ t(id: -${BEYOND_64_BITS}, in: { to: [${BEYOND_64_BITS}] }, json: { a: ${BEYOND_64_BITS} }, label: ${BEYOND_64_BITS}) { id } }`,
  );
  expect(requests.things![0]).toContain(`t(id: ${LONG})`);
  for (const value of [`-${BEYOND_64_BITS}`, `{"a":${BEYOND_64_BITS}}`, `"${BEYOND_64_BITS}"`])
    expect(requests.things![1]).toContain(`":${value}`);
});

test('literals that the planner cannot read are exact in fragments and in mutations of several fields', async () => {
  const { query, requests } = await graph({ things: '{"data":{"a":null,"b":null}}', owners: OWNERS });
  await query(
    `mutation { a: put(id: ${BEYOND_64_BITS}) { ...F } b: put(id: -${BEYOND_64_BITS}) { ...F } } fragment F on T { id }`,
  );
  expect(requests.things).toEqual([
    expect.stringContaining(`:${BEYOND_64_BITS}}`),
    expect.stringContaining(`:-${BEYOND_64_BITS}}`),
  ]);
});

test('a number beyond the range of numbers is no value', async () => {
  const { query } = await graph({ things: '{"data":{"t":{"id":1,"share":1e999}}}', owners: OWNERS });
  await expect(query('{ t { id share } }')).rejects.toThrow('The value of T.share does not match its type.');
});
