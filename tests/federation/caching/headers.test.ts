import { openCached, withHeaders } from './cached-federation';

const QUERY = '{ practices(first: 2) { doses } }';
const forward = ['accept-language', 'authorization', 'cookie', 'ods-as-of', 'x-region', 'traceparent', 'x-request-id'];
const settings = { headers: { forward } };

/** Sends one query with each of the headers. Returns how many requests the subgraph received. */
async function requests(stated: Record<string, string>, sent: readonly Record<string, string>[], identity = false) {
  const { query, received } = await openCached(withHeaders({ 'cache-control': 'public, max-age=60', ...stated }), {
    settings,
    ...(identity && { identityOf: (context: unknown) => (context as { user?: string }).user }),
  });
  for (const headers of sent) await query(QUERY, headers);
  return received.length;
}

test.each<[what: string, stated: Record<string, string>, sent: readonly Record<string, string>[], requests: number]>([
  [
    'without Vary, every forwarded header counts',
    {},
    [{ 'x-region': 'a' }, { 'x-region': 'b' }, { 'x-region': 'a' }],
    2,
  ],
  ['ids of requests do not count', {}, [{ traceparent: '1', 'x-request-id': '1' }, { traceparent: '2' }], 1],
  ['a header that is not forwarded does not count', {}, [{ 'x-other': 'a' }, { 'x-other': 'b' }], 1],
  [
    'with Vary, only what it names counts',
    { vary: 'Accept-Language, Accept-Encoding' },
    [
      { 'x-region': 'a' },
      { 'x-region': 'b' },
      { 'accept-language': 'cy' },
      { 'accept-language': 'cy', 'x-region': 'c' },
    ],
    2,
  ],
  [
    'credentials count, whatever Vary says',
    { vary: 'accept-language' },
    [
      { authorization: 'Bearer a' },
      { authorization: 'Bearer b' },
      {},
      { authorization: 'Bearer a' },
      { cookie: 's=1' },
    ],
    4,
  ],
  ['the moment counts, whatever Vary says', { vary: 'accept-language' }, [{ 'ods-as-of': 'date=2021-01-01' }, {}], 2],
])('%s', async (_what, stated, sent, expected) => {
  expect(await requests(stated, sent)).toBe(expected);
});

test('credentials count under another name too', async () => {
  const { query, received } = await openCached(withHeaders({ 'cache-control': 'max-age=60', vary: 'x-other' }), {
    settings: { headers: { forward: [{ name: 'Authorization', as: 'x-upstream' }] } },
  });
  for (const authorization of ['Bearer a', 'Bearer b', 'Bearer a']) await query(QUERY, { authorization });
  expect(received).toHaveLength(2);
});

test('a response without Vary after one with it counts for equal headers alone', async () => {
  const { query, received, clock } = await openCached(
    (response, { headers }) => {
      response.setHeader('cache-control', 'max-age=60');
      if (headers['x-region'] !== 'b') response.setHeader('vary', 'accept-language');
    },
    { settings },
  );
  await query(QUERY, { 'x-region': 'a' });
  clock.ms += 60_000;
  await query(QUERY, { 'x-region': 'b' });
  await query(QUERY, { 'x-region': 'c' });
  await query(QUERY, { 'x-region': 'c' });
  expect(received).toHaveLength(3);
});

test('who asks is part of every key, where the gateway knows it', async () => {
  const users = [{ 'x-test-user': 'a' }, { 'x-test-user': 'b' }, { 'x-test-user': 'a' }];
  expect(await requests({}, users, true)).toBe(2);
  expect(await requests({}, users)).toBe(1);
});
