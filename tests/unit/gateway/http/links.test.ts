import { linkBase } from '../../../../gateway/http/links';

const baseOf = (host: string, localAddress?: string, localPort = 4000) =>
  linkBase({ host, protocol: 'http', socket: { localAddress, localPort } as never }, undefined);

test.each([
  ['127.0.0.1:4000', '127.0.0.1'],
  ['10.0.0.5:4000', '::ffff:10.0.0.5'],
  ['localhost:4000', '127.0.0.1'],
  ['LOCALHOST:4000', '::ffff:127.0.0.1'],
  ['localhost:4000', '::1'],
  ['[::1]:4000', '::1'],
  ['[fe80::1]:4000', 'fe80::1%eth0'],
])('links have the host %s of a connection to %s', (host, address) => {
  expect(baseOf(host, address)).toBe(`http://${host}`);
});

test('port 80 needs no number', () => {
  expect([baseOf('10.0.0.5', '10.0.0.5', 80), baseOf('10.0.0.5', '10.0.0.5')]).toEqual(['http://10.0.0.5', '']);
});

test.each([
  ['evil.example:4000', '127.0.0.1'],
  ['evil.example', '10.0.0.5'],
  ['127.0.0.1:4001', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.1'],
  ['localhost:4000', '10.0.0.5'],
  ['127.0.0.1.evil.example:4000', '127.0.0.1'],
  ['10.0.0.6:4000', '10.0.0.5'],
  ['', '127.0.0.1'],
  ['localhost:4000', undefined],
])('links are relative for the host %p of a connection to %p', (host, address) => {
  expect(baseOf(host, address)).toBe('');
});

test('links have the public address, whatever the host is', () => {
  const socket = { localAddress: '127.0.0.1', localPort: 4000 } as never;
  expect(linkBase({ host: '127.0.0.1:4000', protocol: 'http', socket }, 'https://ods.example.org')).toBe(
    'https://ods.example.org',
  );
});
