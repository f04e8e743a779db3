import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Tokens made by hand, also such as no library makes. */

export interface TestKey {
  readonly kid: string;
  readonly alg: 'RS256' | 'RS512' | 'ES256' | 'EdDSA' | 'PS256';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function makeKey(kid: string, alg: TestKey['alg'] = 'ES256', modulusLength = 2_048): TestKey {
  const pair =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : alg === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength });
  return { kid, alg, ...pair };
}

/** The key of a set, as an issuer publishes it. */
export function publicJwk({ kid, alg, publicKey }: TestKey): Record<string, unknown> {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

export const ISSUER = 'https://login.example.org/';
export const AUDIENCE = 'https://ods.example.org';
export const seconds = (fromNow = 0) => Math.floor(Date.now() / 1_000) + fromNow;

export const claimsOf = (more: object = {}): object => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'alice',
  exp: seconds(300),
  ...more,
});

const encode = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

export function signatureOf(input: string, { alg, privateKey }: Pick<TestKey, 'alg' | 'privateKey'>): string {
  const data = Buffer.from(input);
  if (alg === 'EdDSA') return sign(null, data, privateKey).toString('base64url');
  if (alg === 'PS256')
    return sign('sha256', data, { key: privateKey, padding: 6, saltLength: 32 }).toString('base64url');
  return sign(alg === 'RS512' ? 'sha512' : 'sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString(
    'base64url',
  );
}

/** A token with any header and payload, signed with a key. */
export function tokenOf(payload: unknown, key: TestKey, header: object = {}): string {
  const input = `${encode({ alg: key.alg, kid: key.kid, ...header })}.${encode(payload)}`;
  return `${input}.${signatureOf(input, key)}`;
}

/** A token whose signature is an HMAC of some bytes. */
export function hmacToken(payload: unknown, secret: string | Buffer, header: object): string {
  const input = `${encode({ alg: 'HS256', ...header })}.${encode(payload)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

export function unsignedToken(payload: unknown, header: object, signature = ''): string {
  return `${encode(header)}.${encode(payload)}.${signature}`;
}

export const pem = ({ publicKey }: TestKey) => publicKey.export({ type: 'spki', format: 'pem' }) as string;
export const privateOf = (key: TestKey) => createPrivateKey(key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
export const publicOf = (key: TestKey) => createPublicKey(pem(key));

/** A server on this machine that counts its requests. */
export async function startServer(respond: RequestListener) {
  let current = respond;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    current(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    respondWith: (next: RequestListener) => (current = next),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Responds with the public keys of a list. */
export const keySet =
  (...keys: readonly (TestKey | Record<string, unknown> | null)[]): RequestListener =>
  (_request, response) => {
    const list = keys.map((key) => (key && 'privateKey' in key ? publicJwk(key as TestKey) : key));
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: list }));
  };
