import { readSubgraphsFile, SUBGRAPH_KEYS } from '../../../../federation/supergraph/config-file';

/** A value for every key that the file can state for a subgraph. */
const STATED: Readonly<Record<string, unknown>> = {
  ...{ name: 'beds', url: 'https://beds.example/graphql', schema: 'beds.graphql' },
  ...{ mayOverride: ['Ward.beds'], protected: true, required: false, listSize: 20, unknown: 'stub' },
  cache: { defaultMaxAge: 60 },
  ...{ timeoutMs: 500, maxBytes: 1_000_000, maxRequestBytes: 100_000, share: false, connections: 10 },
  ...{ retry: { times: 2, backOffMs: 50, maxBackOffMs: 400 }, breaker: { failures: 5, resetMs: 1_000 } },
  ...{ maxRequests: 20, rate: { requests: 100, perMs: 1_000 }, keepAliveMs: 0, compression: true, http2: true },
  tls: { ca: 'ca.pem', cert: 'gateway.pem', key: 'gateway.key', passphrase: 'p', serverName: 'beds' },
  headers: { forward: ['x-team', { name: 'x-a', as: 'x-b', default: 'c' }], set: { 'x-d': 'e' }, remove: ['x-f'] },
  responseHeaders: { 'x-g': 'first' },
  operationNames: false,
  errors: { messages: 'show', extensions: ['field'] },
};
const read = (stated: object) => readSubgraphsFile(JSON.stringify({ subgraphs: [stated] }), {})[0]!;

test('every key that the file can state for a subgraph has an effect', () => {
  expect(Object.keys(STATED).sort()).toEqual([...SUBGRAPH_KEYS].sort());
  expect(read(STATED)).toMatchObject(STATED);
});

test.each([[false], [{ defaultMaxAge: 60 }]])('the cache of a subgraph can be %j', (cache) => {
  const { name, url, schema } = STATED;
  expect(read({ name, url, schema, cache }).cache).toEqual(cache);
  expect(read({ name, url, schema })).not.toHaveProperty('cache');
});
