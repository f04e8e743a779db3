import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { causeOf, closing, openSubgraph } from './ask';
import { serve } from './server';

const keep = closing();
const DATA = { a: 'é'.repeat(20_000) };
const BODY = Buffer.from(JSON.stringify({ data: DATA }));

async function open(encoding: string | readonly string[], body: Buffer, settings = {}) {
  const subgraph = keep(
    await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding as string });
      response.end(body);
    }),
  );
  return { ...keep(openSubgraph(subgraph.url, settings)), received: subgraph.received };
}

const { zstdCompressSync: zstd } = jest.requireActual<{ zstdCompressSync?: (body: Buffer) => Buffer }>('node:zlib');

test.each<[string, Buffer]>([
  ['gzip', gzipSync(BODY)],
  ['X-GZIP', gzipSync(BODY)],
  ['deflate', deflateSync(BODY)],
  ['br', brotliCompressSync(BODY)],
  ['identity', BODY],
  ['gzip, br', brotliCompressSync(gzipSync(BODY))],
  ...(zstd ? [['zstd', zstd(BODY)] as [string, Buffer]] : []),
])('a response with content-encoding %s is read', async (encoding, body) => {
  const { send } = await open(encoding, body);
  expect((await send()).data).toEqual(DATA);
});

test('an empty compressed response is invalid, not an error of the gateway', async () => {
  const { failure } = await open('gzip', Buffer.alloc(0));
  expect((await failure()).code).toBe('SUBGRAPH_INVALID_RESPONSE');
});

const BOMB = gzipSync(Buffer.alloc(50_000_000, ' '));

test.each<[string, string, Buffer, RegExp]>([
  ['grows beyond maxBytes', 'gzip', BOMB, /^more than 100000 bytes when decompressed: status 200/],
  [
    'grows beyond maxBytes in its second layer',
    'gzip, gzip',
    gzipSync(BOMB),
    /^more than 100000 bytes when decompressed/,
  ],
  ['is cut off', 'gzip', gzipSync(BODY).subarray(0, 40), /cannot be decompressed \(unexpected end of file\)/],
  ['is not compressed', 'gzip', BODY, /cannot be decompressed \(incorrect header check\).*content encoding 'gzip'/],
  ['has an unknown encoding', 'compress', BODY, /compression is not supported \(supported: gzip, br/],
  ['is encoded many times', 'gzip, gzip, gzip', BODY, /compression is not supported/],
])('a response that %s is invalid, and the log says why', async (_, encoding, body, message) => {
  const { failure, received } = await open(encoding, body, { maxBytes: 100_000 });
  const error = await failure();
  expect([error.code, error.message]).toEqual([
    'SUBGRAPH_INVALID_RESPONSE',
    'The subgraph beds sent an invalid response.',
  ]);
  expect(causeOf(error)).toMatch(message);
  expect(received).toHaveLength(1);
});

test('compression is asked for by choice', async () => {
  const { send, received } = await open('gzip', gzipSync(BODY), { compression: true });
  await send();
  expect(received[0]!.headers['accept-encoding']).toMatch(/^gzip, br(, zstd)?$/);
});
