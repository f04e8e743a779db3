import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** A content coding that responses are sent in. */
export type Coding = 'br' | 'zstd' | 'gzip';

type Compress = (bytes: Buffer) => Promise<Buffer>;

const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_MODE, BROTLI_MODE_TEXT } = zlib.constants;
const BROTLI = { params: { [BROTLI_PARAM_QUALITY]: 4, [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT } };
const GZIP = { level: 4 };

/** Node has zstd from version 22.15 on. */
type Callback = (error: Error | null, compressed: Buffer) => void;
const { zstdCompress } = zlib as { readonly zstdCompress?: (bytes: Buffer, done: Callback) => void };

/** In the order of preference. They compress in another thread than that of the requests. */
const CODINGS: Readonly<Partial<Record<Coding, Compress>>> = {
  br: (bytes) => promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliCompress)(bytes, BROTLI),
  ...(zstdCompress && { zstd: promisify(zstdCompress) }),
  gzip: (bytes) => promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gzip)(bytes, GZIP),
};
const NAMES = Object.keys(CODINGS) as Coding[];

const COMPRESSIBLE = /^text\/(?!event-stream)|\b(?:nd)?json(?:;|$)|\/javascript(?:;|$)|\bxml(?:;|$)/;

/** Compresses the responses of all routes from so many bytes on, if the client accepts it; 0 compresses none. */
export async function compressResponses(app: FastifyInstance, minBytes: number): Promise<void> {
  if (minBytes === 0) return;
  await app.register(compress, {
    globalDecompression: false,
    encodings: NAMES,
    threshold: minBytes,
    customTypes: COMPRESSIBLE,
    brotliOptions: BROTLI,
    zlibOptions: GZIP,
  });
}

/** Compresses bytes. */
export function compressed(bytes: Buffer, coding: Coding): Promise<Buffer> {
  return CODINGS[coding]!(bytes);
}

/** Results by header: clients send few different ones. */
const accepted = new Map<string, Coding | undefined>();
const MAX_CACHED = 1_000;

/** Returns the coding that a client prefers, by its header `Accept-Encoding`; undefined for none. */
export function preferredCoding(header: string | undefined): Coding | undefined {
  if (header === undefined) return undefined;
  if (!accepted.has(header)) {
    if (accepted.size >= MAX_CACHED) accepted.clear();
    accepted.set(header, preferred(header));
  }
  return accepted.get(header);
}

function preferred(header: string): Coding | undefined {
  const qualities = new Map(header.slice(0, 1_000).toLowerCase().split(',').map(toQuality));
  const others = qualities.get('*') ?? 0;
  let best: Coding | undefined;
  let quality = qualities.get('identity') ?? 0;
  for (const name of NAMES) {
    const q = qualities.get(name) ?? others;
    if (q > 0 && (q > quality || (best === undefined && q === quality))) [best, quality] = [name, q];
  }
  return best;
}

function toQuality(text: string): [name: string, quality: number] {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim());
  const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1');
  return [name, Number.isNaN(q) ? 0 : q];
}
