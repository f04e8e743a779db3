import { readFile } from 'node:fs/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { guardedLookup, urlProblem } from '../../federation/subgraphs/http/url-guard';

/** A public key of a JSON Web Key Set. */
export type PublicJwk = Readonly<Record<string, unknown>> & { readonly kty: string };

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const MAX_BYTES = 262_144;
const MAX_KEYS = 100;
const TIMEOUT_MS = 3_000;

/** Returns what is wrong with the place of keys: who can change keys on their way can sign tokens. */
export function keysProblem(place: string): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(place)) return undefined;
  const problem = urlProblem(place);
  if (problem) return problem;
  const { protocol, hostname } = new URL(place);
  return protocol === 'https:' || LOCAL.test(hostname) ? undefined : 'expected https, or an address of this machine';
}

/** Reads the public keys at an address or in a file. Rejects if they cannot be read in time, or none can be used. */
export async function readKeys(place: string, timeoutMs = TIMEOUT_MS): Promise<readonly PublicJwk[]> {
  const text = /^https?:\/\//i.test(place) ? await download(place, timeoutMs) : await readFile(place, 'utf8');
  const { keys } = JSON.parse(text.replace(/^\ufeff/, '')) as { keys?: unknown };
  if (!Array.isArray(keys)) throw new Error('expected a JSON Web Key Set: an object with a list of keys');
  const usable = keys.slice(0, MAX_KEYS).filter(isPublicKey);
  if (usable.length === 0) throw new Error('the JSON Web Key Set has no key that checks signatures');
  return usable;
}

/** Secret keys, and keys for encryption, never check a signature. */
function isPublicKey(key: unknown): key is PublicJwk {
  if (typeof key !== 'object' || key === null) return false;
  const { kty, use, d, k } = key as Record<string, unknown>;
  const isAsymmetric = kty === 'RSA' || kty === 'EC' || kty === 'OKP';
  return isAsymmetric && (use === undefined || use === 'sig') && d === undefined && k === undefined;
}

/** Downloads a text. A redirect, another status, a slow or a large response is a failure. */
function download(address: string, timeoutMs: number): Promise<string> {
  const url = new URL(address);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = { accept: 'application/jwk-set+json, application/json' };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = send(url, { headers, lookup: guardedLookup, signal, agent: false }, (response) => {
      receive(response).then(resolve, (error: Error) => {
        request.destroy();
        reject(error);
      });
    });
    request.once('error', reject).end();
  });
}

async function receive(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
