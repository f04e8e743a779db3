import { readSubgraphsFile } from '../../../../federation/supergraph/config-file';

const file = (entry: string, more = '') =>
  `subgraphs:\n  - { name: beds, url: 'https://beds.example/graphql', schema: introspect, ${entry} }\n${more}`;
const read = (text: string) => readSubgraphsFile(text, {})[0]!;
const problemsOf = (text: string) => {
  try {
    return read(text);
  } catch (error) {
    return (error as Error).message.split('\n  ').slice(1);
  }
};

test('every setting of the traffic can be stated', () => {
  const traffic = {
    ...{ timeoutMs: 500, maxBytes: 1_000_000, maxRequestBytes: 100_000, share: false, connections: 10 },
    ...{ retry: { times: 2, backOffMs: 50, maxBackOffMs: 400 }, breaker: { failures: 5, resetMs: 1_000 } },
    ...{ maxRequests: 20, rate: { requests: 100, perMs: 1_000 }, keepAliveMs: 0, compression: true, http2: true },
    tls: { ca: 'ca.pem', cert: 'gateway.pem', key: 'gateway.key', serverName: 'beds' },
  };
  expect(read(file(JSON.stringify(traffic).slice(1, -1)))).toMatchObject(traffic);
});

test('numbers and switches may be text', () => {
  expect(read(file("timeoutMs: '500', share: 'false', http2: 'true'"))).toMatchObject({
    timeoutMs: 500,
    share: false,
    http2: true,
  });
});

test('defaults hold for all subgraphs that do not state something else', () => {
  const defaults = `defaults:
  timeoutMs: 700
  retry: { times: 3 }
  breaker: false
  http2: true
  tls: { ca: ca.pem }
`;
  const plain = `  - { name: visits, url: 'http://visits.example/', schema: introspect, retry: true, breaker: true }\n`;
  const [beds, visits] = readSubgraphsFile(file('timeoutMs: 100', plain + defaults), {});
  expect(beds).toMatchObject({
    ...{ timeoutMs: 100, retry: { times: 3 }, breaker: false, http2: true },
    tls: { ca: 'ca.pem' },
  });
  expect(visits).toEqual({
    ...{ name: 'visits', url: 'http://visits.example/', schema: 'introspect', timeoutMs: 700, retry: true },
    headers: { secret: undefined },
  });
});

test.each<[string, string]>([
  ['timeoutMs: 0', 'subgraphs.0.timeoutMs: Too small: expected number to be >=1'],
  ['retry: { times: 99 }', 'subgraphs.0.retry.times: Too big: expected number to be <=10'],
  [
    'retry: 2',
    'subgraphs.0.retry: expected true, false, or an object with times (at most 10), backOffMs and maxBackOffMs',
  ],
  ['breaker: 5', 'subgraphs.0.breaker: expected true, false, or an object with failures and resetMs'],
  ['http2: h3', 'subgraphs.0.http2: expected true, false or h2c'],
  ['http2: h2c', 'beds: http2: h2c is for a url with http:; with https:, write true'],
  ['tls: { cert: a.pem }', 'subgraphs.0.tls: expected both cert and key, or neither'],
  ['rate: { requests: 5 }', 'subgraphs.0.rate.perMs: Invalid input: expected number, received undefined'],
  ['share: maybe', 'subgraphs.0.share: expected true or false'],
])('%s is refused', (entry, problem) => {
  expect(problemsOf(file(entry))).toEqual([problem]);
});

test('settings of TLS need a URL with https', () => {
  const text = file('tls: { ca: ca.pem }, http2: true').replace('https:', 'http:');
  expect(problemsOf(text)).toEqual([
    'beds: http2: true is for a url with https:; with http:, write h2c',
    'beds: tls is for a url with https:',
  ]);
});
