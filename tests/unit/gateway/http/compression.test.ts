import * as zlib from 'node:zlib';
import { compressed, preferredCoding } from '../../../../gateway/http/compression';

/** Node has zstd from version 22.15 on. */
const { zstdDecompressSync: unzstd } = zlib as { readonly zstdDecompressSync?: (bytes: Buffer) => Buffer };

test.each([
  [undefined, undefined],
  ['', undefined],
  ['gzip, deflate, br', 'br'],
  ['gzip, deflate', 'gzip'],
  ['GZIP', 'gzip'],
  ['deflate', undefined],
  ['identity', undefined],
  ['*', 'br'],
  ['br;q=0, *', unzstd ? 'zstd' : 'gzip'],
  ['gzip, zstd', unzstd ? 'zstd' : 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0, gzip;q=0', undefined],
  ['gzip;q=1.0, br;q=0.5', 'gzip'],
  ['identity;q=1, gzip;q=0.5', undefined],
  ['gzip;q=0.5, identity;q=0.5', 'gzip'],
  ['identity;q=0, gzip;q=0.1', 'gzip'],
  ['br;q=x, gzip', 'gzip'],
])('Accept-Encoding: %s gets the coding %s', (header, coding) => {
  for (const _ of [1, 2]) expect(preferredCoding(header)).toBe(coding);
});

test('the compressed bytes are those that were given', async () => {
  const bytes = Buffer.from(JSON.stringify(Array.from({ length: 1_000 }, (_, at) => ({ code: `A${at}` }))));
  expect(zlib.gunzipSync(await compressed(bytes, 'gzip'))).toEqual(bytes);
  expect(zlib.brotliDecompressSync(await compressed(bytes, 'br'))).toEqual(bytes);
  if (unzstd) expect(unzstd(await compressed(bytes, 'zstd'))).toEqual(bytes);
});
