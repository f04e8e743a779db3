import { createKeySet, KeysUnavailable } from '../../../../gateway/auth/key-set';
import { keysProblem, readKeys, type PublicJwk } from '../../../../gateway/auth/key-source';
import { keySet, makeKey, publicJwk, startServer } from './tokens';

const MINUTE = 60_000;
const keysOf = (...kids: readonly string[]) => kids.map((kid): PublicJwk => ({ kty: 'EC', kid }));

/** A key set whose source and clock the test moves. */
function openKeySet(first: () => Promise<readonly PublicJwk[]>) {
  const state = { now: 0, reads: 0, read: first, lines: [] as object[] };
  const read = async () => {
    state.reads++;
    return state.read();
  };
  const log = { error: (details: object) => void state.lines.push(details) } as never;
  const keys = createKeySet({
    read,
    refreshMs: 10 * MINUTE,
    log,
    place: 'https://login.example.org/keys',
    now: () => state.now,
  });
  return { keys, state };
}

const fails = () => Promise.reject(new Error('status 500'));

describe('the keys of an issuer', () => {
  test('are read once for many tokens, and again after the time that is set, without holding up a request', async () => {
    const { keys, state } = openKeySet(async () => keysOf('old'));
    await Promise.all(Array.from({ length: 20 }, () => keys.current()));
    expect(state.reads).toBe(1);
    state.now = 11 * MINUTE;
    let release = (_keys: readonly PublicJwk[]): void => undefined;
    state.read = () => new Promise((resolve) => (release = resolve));
    expect(await Promise.all([keys.current(), keys.current()])).toEqual([keysOf('old'), keysOf('old')]);
    release(keysOf('new'));
    await new Promise(setImmediate);
    expect([await keys.current(), state.reads]).toEqual([keysOf('new'), 2]);
  });

  test('are read again for an unknown key, but not for each token that invents one', async () => {
    const { keys, state } = openKeySet(async () => keysOf('old'));
    await keys.current();
    state.read = async () => keysOf('old', 'new');
    expect(await keys.afterUnknownKey()).toEqual(keysOf('old'));
    state.now = MINUTE;
    const found = await Promise.all(Array.from({ length: 100 }, () => keys.afterUnknownKey()));
    expect([found.at(-1), state.reads]).toEqual([keysOf('old', 'new'), 2]);
    for (let at = 0; at < 100; at++) await keys.afterUnknownKey();
    expect(state.reads).toBe(2);
  });

  test('stay in use for a day while new ones cannot be read', async () => {
    const { keys, state } = openKeySet(async () => keysOf('old'));
    await keys.current();
    state.read = fails;
    state.now = 23 * 60 * MINUTE;
    expect(await keys.current()).toEqual(keysOf('old'));
    state.now = 25 * 60 * MINUTE;
    await expect(keys.current()).rejects.toThrow(KeysUnavailable);
    expect(state.lines).toContainEqual({ reason: 'status 500', keys: 'https://login.example.org/keys' });
  });

  test('are not asked for by each request while there are none', async () => {
    const { keys, state } = openKeySet(fails);
    for (let at = 0; at < 50; at++) await expect(keys.current()).rejects.toThrow(KeysUnavailable);
    expect(state.reads).toBe(1);
    state.read = async () => keysOf('first');
    state.now = 6_000;
    expect(await keys.current()).toEqual(keysOf('first'));
  });
});

describe('reading keys', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let other: typeof server;
  beforeAll(async () => {
    other = await startServer(keySet(makeKey('other')));
    server = await startServer(() => undefined);
  });
  afterAll(() => Promise.all([server.close(), other.close()]));

  test('keeps public keys for signatures only', async () => {
    const [key, encryption] = [makeKey('a'), makeKey('b', 'RS256')];
    const secret = { kty: 'oct', kid: 'c', k: 'AAAA' };
    const withPrivate = { ...key.privateKey.export({ format: 'jwk' }), kid: 'd' };
    server.respondWith(keySet(key, { ...publicJwk(encryption), use: 'enc' }, secret, withPrivate, null));
    expect((await readKeys(server.url)).map(({ kid }) => kid)).toEqual(['a']);
  });

  test.each<[string, Parameters<typeof startServer>[0], string | RegExp]>([
    [
      'a redirect, also to the same server',
      (_, response) => response.writeHead(302, { location: other.url }).end(),
      'status 302',
    ],
    ['an error', (_, response) => response.writeHead(500).end('{"keys":[]}'), 'status 500'],
    ['a page', (_, response) => response.end('<html>'), /JSON/],
    ['something else', (_, response) => response.end('{"keys":{}}'), 'a JSON Web Key Set'],
    ['an empty list', keySet(), 'no key that checks signatures'],
    ['keys for encryption only', keySet({ ...publicJwk(makeKey('a')), use: 'enc' }), 'no key that checks signatures'],
    ['no answer', () => undefined, /abort/i],
    ['a body that never ends', (_, response) => response.writeHead(200).write('{"keys":['), /abort/i],
    ['a large body', (_, response) => response.end(' '.repeat(300_000)), 'more than 262144 bytes'],
  ])('%s is a failure', async (_name, respond, message) => {
    server.respondWith(respond);
    const isAborted = String(message) === '/abort/i';
    await expect(readKeys(server.url, isAborted ? 200 : 20_000)).rejects.toThrow(message);
    expect(other.requests).toEqual([]);
  });

  test('without one that can be used, those that are known stay in use', async () => {
    server.respondWith(keySet(makeKey('old')));
    const { keys, state } = openKeySet(() => readKeys(server.url));
    const before = await keys.current();
    server.respondWith(keySet());
    state.now = 11 * MINUTE;
    expect([await keys.afterUnknownKey(), before.length, state.lines.length]).toEqual([before, 1, 1]);
  });
});

test.each([
  ['https://login.example.org/keys', undefined],
  ['http://127.0.0.1:8080/keys', undefined],
  ['keys/staff.json', undefined],
  ['http://login.example.org/keys', 'expected https, or an address of this machine'],
  ['https://user:word@login.example.org/', 'a URL must not contain a user name or a password'],
  ['https://169.254.169.254/keys', '169.254.169.254 is a link-local address'],
  ['file:///etc/keys', "'file:' is neither http: nor https:"],
])('the place %s: %s', (place, problem) => {
  expect(keysProblem(place)).toBe(problem);
});
