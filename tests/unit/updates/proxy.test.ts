import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpClient, readText } from '../../../updates/http/client';
import { KEY, startTrudStandIn, type TrudStandIn } from '../../support/updates/trud-stand-in';

let service: TrudStandIn;
/** What the proxy was asked for. */
const asked: string[] = [];
const proxy = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  response.end('by way of the proxy');
}).on('connect', (request, socket) => {
  asked.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
  socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
});
let address: string;
beforeAll(async () => {
  service = await startTrudStandIn();
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await service.close();
  proxy.closeAllConnections();
  proxy.close();
});
beforeEach(() => void (asked.length = 0));

async function get(url: string, env: Record<string, string>) {
  const client = createHttpClient(env);
  try {
    return await readText(await client.send({ url: new URL(url) }), 1_000);
  } finally {
    await client.close();
  }
}

test('HTTPS goes through a tunnel of the proxy, which never sees the path with the key', async () => {
  for (const name of ['HTTPS_PROXY', 'https_proxy'])
    await expect(get(`https://trud.invalid/keys/${KEY}`, { [name]: address })).rejects.toThrow();
  expect(asked).toEqual([expect.stringMatching(/^CONNECT trud\.invalid:443 /), expect.stringMatching(/^CONNECT /)]);
  expect(asked.join()).not.toContain(KEY);
});

test('HTTP goes through the proxy of HTTP, except for the hosts in NO_PROXY', async () => {
  const url = `${service.url}/x`;
  expect(await get(url, { HTTP_PROXY: address })).toBe('by way of the proxy');
  expect(asked).toEqual([`GET ${url}`]);
  for (const NO_PROXY of ['127.0.0.1', 'example.org, 127.0.0.1', '*'])
    expect(await get(url, { HTTP_PROXY: address, NO_PROXY })).toContain('BAD REQUEST');
  expect(asked).toHaveLength(1);
});
