import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAuthFile, readAuthFile } from '../../../../gateway/auth/auth-file';
import { loadPolicies, policyDecision } from '../../../../gateway/auth/policies';

const SMALLEST = `
issuers:
  - issuer: https://login.example.org/
    keys: keys.json
    audience: https://ods.example.org
anonymous: true
`;

const messageOf = (content: string): string => {
  try {
    parseAuthFile(content, '/etc/ods');
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('the smallest file, with every default', () => {
  expect(parseAuthFile(SMALLEST, '/etc/ods')).toEqual({
    issuers: [
      {
        issuer: 'https://login.example.org/',
        keys: '/etc/ods/keys.json',
        audience: ['https://ods.example.org'],
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        clockSkewSeconds: 30,
        scopes: ['scope', 'scp'],
        refreshSeconds: 600,
      },
    ],
    token: { header: 'authorization', scheme: 'Bearer' },
    anonymous: true,
    introspection: 'everyone',
    unauthorized: 'null',
    headers: {},
  });
});

test('every problem is listed, and nothing that is not known is accepted', () => {
  const content = `
issuers:
  - issuer: ''
    keys: http://login.example.org/keys
    audience: []
    algorithms: [HS256, none]
    clockSkewSeconds: 3600
    secret: abc
  - { issuer: a, keys: a, audience: a }
  - { issuer: a, keys: a, audience: a }
token: { header: 'a b', cookie: 'a=b' }
anonymous: maybe
headers: { host: sub }
introspection: nobody
`;
  const lines = messageOf(content)
    .split('\n')
    .map((line) => line.trim().split(':')[0]);
  for (const part of ['issuer', 'keys', 'audience', 'algorithms.0', 'algorithms.1', 'clockSkewSeconds'])
    expect(lines).toContain(`issuers.0.${part}`);
  expect(lines).toEqual(
    expect.arrayContaining(['issuers.0', 'token.header', 'token.cookie', 'anonymous', 'headers.host', 'introspection']),
  );
  expect(messageOf(content)).toContain('expected https, or an address of this machine');
  expect(messageOf(SMALLEST.replace('anonymous: true', ''))).toContain('anonymous');
  expect(messageOf('')).toContain('expected issuers and anonymous, for example');
  expect(messageOf('a: [')).toContain('The AUTH file is not valid');
  expect(messageOf(`${SMALLEST}unauthorized: hide`)).toContain('unauthorized');
});

test('each issuer is named once', () => {
  const twice = SMALLEST.replace(
    'anonymous',
    '  - { issuer: https://login.example.org/, keys: a, audience: b }\nanonymous',
  );
  expect(messageOf(twice)).toContain('expected each issuer once');
});

describe('policies', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'policies-'))));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('are functions of a module that return true, by name; everything else allows nothing', async () => {
    const path = write(
      'policies.cjs',
      `exports.board = ({ claims }) => claims.role === 'board';
       exports.truthy = () => 'yes'; exports.fails = () => { throw new Error('no database'); };
       exports.slow = () => new Promise(() => undefined); exports.scoped = async ({ scopes }) => scopes.includes('a');
       exports['read:all'] = ({ isAuthenticated, policy }) => isAuthenticated && policy === 'read:all';`,
    );
    const lines: object[] = [];
    const log = { warn: () => undefined, error: (details: object) => void lines.push(details) };
    const decide = policyDecision(await loadPolicies(path), log, 50);
    const client = { isAuthenticated: true, claims: { role: 'board' }, scopes: new Set(['a']) };
    const names = ['board', 'truthy', 'fails', 'slow', 'scoped', 'read:all', 'unknown', 'constructor', '__proto__'];
    expect([...(await decide(names, client))]).toEqual(['board', 'scoped', 'read:all']);
    expect([...(await decide(names, { ...client, isAuthenticated: false, claims: {}, scopes: new Set() }))]).toEqual(
      [],
    );
    expect(lines).toContainEqual({ policy: 'fails', reason: 'no database' });
    expect(lines).toContainEqual({ policy: 'slow', reason: 'it took more than 50 ms' });
    expect(lines).toContainEqual({ policy: 'unknown', reason: 'there is no such policy' });
  });

  test('that cannot be loaded stop the start', async () => {
    await expect(loadPolicies(join(folder, 'missing.cjs'))).rejects.toThrow('The policies cannot be loaded');
    await expect(loadPolicies(write('empty.cjs', 'exports.a = 1;'))).rejects.toThrow('exports no function');
  });

  test('a file names them by a path of its own folder', () => {
    const path = write('auth.yaml', `${SMALLEST}policies: rules/policies.mjs\n`);
    expect(readAuthFile(path).policies).toBe(join(folder, 'rules/policies.mjs'));
    expect(() => readAuthFile(join(folder, 'missing.yaml'))).toThrow('AUTH names a file that cannot be read');
    expect(() => readAuthFile(write('wrong.yaml', 'a: 1'))).toThrow(
      `${join(folder, 'wrong.yaml')}: The AUTH file is not valid`,
    );
  });
});
