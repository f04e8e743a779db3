import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { headerOf, ResponseFault, type HttpResponse } from './http-response';

type Decoder = (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

/** Absent before Node 22.15. */
const { zstdDecompress } = zlib as { readonly zstdDecompress?: typeof zlib.gunzip };

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', promisify(zlib.gunzip)],
  ['x-gzip', promisify(zlib.gunzip)],
  ['deflate', promisify(zlib.inflate)],
  ['br', promisify(zlib.brotliDecompress)],
  ...(zstdDecompress ? [['zstd', promisify(zstdDecompress) as Decoder] as const] : []),
]);

/** The header `accept-encoding` for all that this version of Node can decompress. */
export const ACCEPTED_ENCODINGS = ['gzip', 'br', 'zstd'].filter((name) => DECODERS.has(name)).join(', ');

/** A body may be encoded several times; more is an attack. */
const MOST_ENCODINGS = 2;

/** Decompresses a body. Rejects with a ResponseFault for an unknown encoding, a wrong body, and for more than `maxBytes`. */
export async function decompress(
  response: Omit<HttpResponse, 'text'> & { readonly body: Buffer },
  maxBytes: number,
): Promise<Buffer> {
  const encodings = headerOf(response, 'content-encoding')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const unknown = encodings.find((name) => !DECODERS.has(name));
  if (unknown !== undefined || encodings.length > MOST_ENCODINGS)
    throw new ResponseFault(
      'compression',
      `its compression is not supported (supported: ${ACCEPTED_ENCODINGS})`,
      response,
    );
  let { body } = response;
  if (body.length === 0) return body;
  try {
    for (const name of encodings.reverse()) body = await DECODERS.get(name)!(body, { maxOutputLength: maxBytes });
    return body;
  } catch (error) {
    throw faultOf(error as NodeJS.ErrnoException, response, maxBytes);
  }
}

function faultOf(error: NodeJS.ErrnoException, response: Omit<HttpResponse, 'text'>, maxBytes: number): ResponseFault {
  if (error.code === 'ERR_BUFFER_TOO_LARGE')
    return new ResponseFault('too large', `more than ${maxBytes} bytes when decompressed`, response);
  return new ResponseFault('compression', `its body cannot be decompressed (${error.message})`, response);
}
