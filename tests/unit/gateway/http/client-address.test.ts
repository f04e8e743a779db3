import { clientAddress, toNetworks } from '../../../../gateway/http/client-address';

const PROXIES = toNetworks(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

test.each<[connection: string, forwarded: string | undefined, client: string]>([
  ['203.0.113.1', undefined, '203.0.113.1'],
  ['203.0.113.1', '198.51.100.1', '203.0.113.1'],
  ['10.0.0.1', undefined, '10.0.0.1'],
  ['10.0.0.1', '', '10.0.0.1'],
  ['10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['fd00::1', '2001:db8::1', '2001:db8::1'],
  ['10.0.0.1', '1.2.3.4, 198.51.100.1', '198.51.100.1'],
  ['10.0.0.1', '1.2.3.4, 198.51.100.1, 192.0.2.7, 10.9.9.9', '198.51.100.1'],
  ['10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ['10.0.0.1', '198.51.100.1, nonsense', '10.0.0.1'],
  ['10.0.0.1', '198.51.100.1,', '10.0.0.1'],
  ['10.0.0.1', '198.51.100.1:4711', '198.51.100.1'],
  ['10.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
  ['10.0.0.1', `${'1.2.3.4,'.repeat(1_000)}198.51.100.1`, '198.51.100.1'],
  ['10.0.0.1', '10.0.0.2,'.repeat(40) + '10.0.0.2', '10.0.0.2'],
])('%s forwards %s for %s', (remoteAddress, forwarded, client) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  expect(clientAddress({ socket: { remoteAddress }, headers } as never, PROXIES)).toBe(client);
});
