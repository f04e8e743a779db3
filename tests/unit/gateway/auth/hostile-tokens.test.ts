import { openSecuredGateway, SECRET, type SecuredGateway } from './secured-gateway';
import {
  AUDIENCE,
  claimsOf,
  hmacToken,
  ISSUER,
  keySet,
  makeKey,
  pem,
  publicJwk,
  seconds,
  startServer,
  tokenOf,
  unsignedToken,
} from './tokens';

/** Each token is refused with the same response, and no server that it names is asked. */

const rsa = makeKey('rsa', 'RS256');
const ec = makeKey('ec');
const ed = makeKey('ed', 'EdDSA');
const weak = makeKey('weak', 'RS256', 1_024);
const pss = { ...rsa, kid: 'rsa', alg: 'PS256' } as const;
const sha512 = { ...makeKey('any', 'RS256'), alg: 'RS512' } as const;
const stranger = makeKey('ec');
const encryption = makeKey('enc', 'RS256');
const OTHER_ISSUER = 'https://other.example.org/';

let issuer: Awaited<ReturnType<typeof startServer>>;
let attacker: typeof issuer;
let gateway: SecuredGateway;
beforeAll(async () => {
  const shared = { kty: 'oct', kid: 'shared', k: Buffer.from('a secret that was published').toString('base64url') };
  issuer = await startServer(
    keySet(rsa, ec, ed, weak, { ...publicJwk(sha512), alg: undefined }, shared, {
      ...publicJwk(encryption),
      use: 'enc',
    }),
  );
  attacker = await startServer(keySet(stranger));
  const other = { issuer: OTHER_ISSUER, keys: `${issuer.url}/other`, audience: [AUDIENCE], type: 'at+jwt' };
  gateway = await openSecuredGateway({
    issuers: [{ issuer: ISSUER, keys: `${issuer.url}/keys`, audience: [AUDIENCE] }, other],
    token: { cookie: 'session' },
    anonymous: true,
  });
});
afterAll(async () => {
  await gateway?.close();
  await Promise.all([issuer?.close(), attacker?.close()]);
});

const QUERY = '{ me open organisation(code: "X") { name payroll budget } plans __schema { queryType { name } } }';
const ask = (headers: Record<string, string | string[]>) =>
  gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', 'x-query-plan': '1', ...headers },
    payload: JSON.stringify({ query: QUERY }),
  });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const good = () => tokenOf(claimsOf(), ec);
const forged = (header: object, payload: unknown = claimsOf()) => tokenOf(payload, stranger, header);
const [head, body, signature] = good().split('.') as [string, string, string];
const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

const HOSTILE: readonly (readonly [name: string, () => Record<string, string | string[]>])[] = [
  ['alg none', () => bearer(unsignedToken(claimsOf(), { alg: 'none' }))],
  [
    'alg None, with the signature of another token',
    () => bearer(unsignedToken(claimsOf(), { alg: 'None', kid: 'ec' }, signature)),
  ],
  ['no alg', () => bearer(unsignedToken(claimsOf(), { kid: 'ec' }, signature))],
  ['no signature', () => bearer(`${head}.${body}.`)],
  ['the key of a stranger under our key id', () => bearer(forged({}))],
  ['a signature for other claims', () => bearer(`${head}.${b64(claimsOf({ sub: 'root' }))}.${signature}`)],
  ['a changed header', () => bearer(`${b64({ alg: 'ES256', kid: 'ec', typ: 'x' })}.${body}.${signature}`)],
  ['a truncated signature', () => bearer(`${head}.${body}.${signature.slice(0, -4)}`)],
  ['key confusion: HS256 with the public key as PEM', () => bearer(hmacToken(claimsOf(), pem(rsa), { kid: 'rsa' }))],
  [
    'key confusion: HS256 with the public key as JSON',
    () => bearer(hmacToken(claimsOf(), JSON.stringify(publicJwk(rsa)), { kid: 'rsa' })),
  ],
  [
    'HS256 with a secret that the issuer published',
    () => bearer(hmacToken(claimsOf(), 'a secret that was published', { kid: 'shared' })),
  ],
  ['HS256 with an empty secret', () => bearer(hmacToken(claimsOf(), '', { kid: 'ec' }))],
  ['an algorithm that does not fit the key', () => bearer(tokenOf(claimsOf(), pss, { alg: 'PS256' }))],
  ['an algorithm that is not allowed, although it fits the key', () => bearer(tokenOf(claimsOf(), sha512))],
  ['RS1', () => bearer(tokenOf(claimsOf(), rsa, { alg: 'RS1' }))],
  ['a key of 1,024 bits', () => bearer(tokenOf(claimsOf(), weak))],
  ['a key for encryption', () => bearer(tokenOf(claimsOf(), encryption))],
  ['expired', () => bearer(tokenOf(claimsOf({ exp: seconds(-60) }), ec))],
  ['without an end', () => bearer(tokenOf(claimsOf({ exp: undefined }), ec))],
  ['an end that is a text', () => bearer(tokenOf(claimsOf({ exp: '99999999999' }), ec))],
  ['not valid yet', () => bearer(tokenOf(claimsOf({ nbf: seconds(120) }), ec))],
  ['another audience', () => bearer(tokenOf(claimsOf({ aud: 'https://else.example.org' }), ec))],
  ['an audience that begins with ours', () => bearer(tokenOf(claimsOf({ aud: [`${AUDIENCE}.evil.org`] }), ec))],
  ['no audience', () => bearer(tokenOf(claimsOf({ aud: undefined }), ec))],
  ['an unknown issuer', () => bearer(tokenOf(claimsOf({ iss: 'https://evil.example.org/' }), ec))],
  ['no issuer', () => bearer(tokenOf(claimsOf({ iss: undefined }), ec))],
  ['an issuer that is a list', () => bearer(tokenOf(claimsOf({ iss: [ISSUER] }), ec))],
  ['an issuer named as a property of objects', () => bearer(tokenOf(claimsOf({ iss: '__proto__' }), ec))],
  [
    'a token of another kind than its issuer makes',
    () => bearer(tokenOf(claimsOf({ iss: OTHER_ISSUER }), ec, { typ: 'id+jwt' })),
  ],
  ['a key id that is a path', () => bearer(forged({ kid: '../../../../dev/null' }))],
  ['a key id that is an address', () => bearer(forged({ kid: `${attacker.url}/kid` }))],
  ['a key id that is a query', () => bearer(forged({ kid: "ec' OR '1'='1" }))],
  ['a key id that is an object', () => bearer(forged({ kid: { toString: 'ec' } }))],
  ['its own key in the header', () => bearer(forged({ kid: undefined, jwk: publicJwk(stranger) }))],
  ['the address of its keys in the header', () => bearer(forged({ jku: `${attacker.url}/keys` }))],
  ['the address of its certificate in the header', () => bearer(forged({ x5u: `${attacker.url}/x5u`, x5c: ['MIIB'] }))],
  ['an extension that must be understood', () => bearer(tokenOf(claimsOf(), ec, { crit: ['exp'], exp: 1 }))],
  ['an empty list of extensions', () => bearer(tokenOf(claimsOf(), ec, { crit: [] }))],
  ['b64: false', () => bearer(tokenOf(claimsOf(), ec, { b64: false, crit: ['b64'] }))],
  ['huge', () => bearer(tokenOf(claimsOf({ text: 'x'.repeat(9_000) }), ec))],
  ['deep', () => bearer(tokenOf(`{"iss":"${ISSUER}","a":${'['.repeat(2_500)}${']'.repeat(2_500)}}`, ec))],
  ['a token in a token', () => bearer(tokenOf(good(), ec, { cty: 'JWT' }))],
  ['encrypted', () => bearer(`${b64({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`)],
  ['in the general form of JSON', () => bearer(b64({ payload: body, signatures: [{ protected: head, signature }] }))],
  ['a payload that is a list', () => bearer(tokenOf([claimsOf()], ec))],
  ['a payload that is no JSON', () => bearer(tokenOf('{"iss":', ec))],
  [
    'two issuers in one payload',
    () =>
      bearer(
        tokenOf(`{"iss":"${ISSUER}",${JSON.stringify(claimsOf({ iss: 'https://evil.example.org/' })).slice(1)}`, ec),
      ),
  ],
  ['a subject that is an object', () => bearer(tokenOf(claimsOf({ sub: { a: 1 } }), ec))],
  ['the header twice', () => ({ authorization: [`Bearer ${good()}`, `Bearer ${good()}`] })],
  ['two tokens in one header', () => ({ authorization: `Bearer ${good()}, Bearer ${good()}` })],
  ['another scheme', () => ({ authorization: `Basic ${good()}` })],
  ['no scheme', () => ({ authorization: good() })],
  ['an empty token', () => ({ authorization: 'Bearer ' })],
  ['the cookie twice', () => ({ cookie: `session=${good()}; session=${good()}` })],
  ['a forged cookie', () => ({ cookie: `session=${forged({})}` })],
];

test.each(HOSTILE)('%s', async (_name, headers) => {
  gateway.sent.length = 0;
  const response = await ask(headers());
  const { requestId, ...extensions } = response.json<{ errors: [{ extensions: Record<string, unknown> }] }>().errors[0]
    .extensions;
  expect([response.statusCode, response.headers['www-authenticate']]).toEqual([
    401,
    'Bearer realm="ods-graph", error="invalid_token"',
  ]);
  expect(requestId).toEqual(expect.any(String));
  expect([response.json<{ errors: { message: string }[] }>().errors[0]!.message, extensions]).toEqual([
    'The token is not valid.',
    { code: 'UNAUTHENTICATED', next: 'Send a valid token.' },
  ]);
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.headers['server-timing']).toBeUndefined();
  expect(JSON.stringify(response.headers) + response.body).not.toContain(SECRET);
  expect([gateway.sent, attacker.requests]).toEqual([[], []]);
});

test('the issuer was asked for its keys twice at most, and no token is in the log', () => {
  expect(issuer.requests.length).toBeLessThanOrEqual(4);
  expect(gateway.authLines.length).toBeGreaterThan(30);
  expect(gateway.authLines.join('')).not.toMatch(/eyJ/);
});

test.each([
  ['ES256', ec],
  ['RS256', rsa],
  ['EdDSA', ed],
])('a token by %s is accepted, in the header and in the cookie', async (_alg, key) => {
  for (const headers of [bearer(tokenOf(claimsOf(), key)), { cookie: `a=b; session=${tokenOf(claimsOf(), key)}` }]) {
    const response = await ask(headers);
    const { data } = response.json<{ data: unknown }>();
    expect([response.statusCode, data]).toMatchObject([
      200,
      { me: `me ${SECRET}`, organisation: { payroll: SECRET, budget: null } },
    ]);
    expect(response.headers['www-authenticate']).toBeUndefined();
  }
});

test('a token without a key id is tried with each key that fits', async () => {
  const second = makeKey('second');
  issuer.respondWith(keySet(second, ec));
  const { app, close } = await openSecuredGateway({
    issuers: [{ issuer: ISSUER, keys: `${issuer.url}/two`, audience: AUDIENCE }],
    anonymous: false,
  });
  const statusOf = async (token: string) =>
    (
      await app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        payload: '{"query":"{open}"}',
      })
    ).statusCode;
  expect(await statusOf(tokenOf(claimsOf(), ec, { kid: undefined }))).toBe(200);
  expect(await statusOf(tokenOf(claimsOf(), stranger, { kid: undefined }))).toBe(401);
  await close();
});
