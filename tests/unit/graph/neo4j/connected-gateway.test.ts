import { fromUserAgent, toUserAgent } from '../../../../graph/neo4j/connected-gateway';

test('a gateway is known by the user agent of its connections, also on a host with a name of several words', () => {
  const gateway = { host: 'web-1.example.org', pid: 12, requestMs: 5_000 };
  expect(toUserAgent(gateway)).toBe('ods-graph gateway on web-1.example.org, process 12, requests of 5000 ms');
  expect(fromUserAgent(toUserAgent(gateway))).toEqual(gateway);
  expect(fromUserAgent(toUserAgent({ ...gateway, host: 'my own host' }))).toEqual({ ...gateway, host: 'my_own_host' });
});

test.each([
  ...['', 'neo4j-javascript/6.0.0', 'ods-graph gateway on a, process x, requests of 5000 ms'],
  ...['ods-graph gateway on a\u001b[31m, process 1, requests of 5000 ms'],
  ...['ods-graph gateway on a, process 1, requests of 99999999999 ms'],
])('another client is no gateway: %s', (agent) => expect(fromUserAgent(agent)).toBeNull());
