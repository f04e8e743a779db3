import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isInputObjectType, isObjectType } from 'graphql';
import { HOME } from '../../../../config';
import { headersFor, mayForward } from '../../../../federation/subgraphs/http/header-forwarding';
import { guardedLookup, urlProblem } from '../../../../federation/subgraphs/http/url-guard';
import {
  readOverrideRules,
  readSubgraphsFile,
  SubgraphsFileError,
} from '../../../../federation/supergraph/config-file';

const FILE = `
subgraphs:
  - name: vaccinations
    url: http://127.0.0.1:4010/graphql
    schema: vaccinations.graphql
    timeoutMs: 500
    headers:
      forward: [authorization, ods-as-of]
      set: { x-team: gateway }
      secretFrom: VACCINATIONS_SECRET
    retry: false
  - name: payments
    url: https://payments.example/graphql
    schema: introspect
`;

describe('the subgraphs file', () => {
  test('is read with its secrets from the environment', () => {
    expect(readSubgraphsFile(FILE, { VACCINATIONS_SECRET: 's3cret' })).toEqual([
      {
        name: 'vaccinations',
        url: 'http://127.0.0.1:4010/graphql',
        schema: 'vaccinations.graphql',
        timeoutMs: 500,
        retry: false,
        headers: { forward: ['authorization', 'ods-as-of'], set: { 'x-team': 'gateway' }, secret: 's3cret' },
      },
      {
        name: 'payments',
        url: 'https://payments.example/graphql',
        schema: 'introspect',
        headers: { secret: undefined },
      },
    ]);
  });

  test('says which labels of @override are on, and which subgraphs are protected', () => {
    const text = `${FILE}    protected: true\noverrides: { labels: [beds_v2], header: X-Labels }\n`;
    expect(readOverrideRules(text, {})).toEqual({ labels: ['beds_v2'], header: 'x-labels' });
    expect(readOverrideRules(FILE, {})).toEqual({});
    expect(readSubgraphsFile(text, { VACCINATIONS_SECRET: 's' }).map((each) => each.protected)).toEqual([
      undefined,
      true,
    ]);
    expect(() => readSubgraphsFile(`${FILE}overrides: { labels: [1st], header: 'a b' }`, {})).toThrow(
      /overrides\.labels\.0: expected the label of an @override\n {2}overrides\.header: expected the name of a header/,
    );
  });

  test('reports every mistake at once', () => {
    const text = `
subgraphs:
  - { name: 1st, url: 'file:///etc/passwd', schema: introspect, timeout: 5 }
  - { name: b, url: 'http://a@b/', schema: introspect, headers: { forward: [host] } }
`;
    expect(() => readSubgraphsFile(text, {})).toThrow(
      new SubgraphsFileError(`The subgraphs file is not valid:
  subgraphs.0.name: expected a letter, then letters, digits, - and _
  subgraphs.0.url: 'file:' is neither http: nor https:
  subgraphs.0: Unrecognized key: "timeout"
  subgraphs.1.url: a URL must not contain a user name or a password
  subgraphs.1.headers.forward.0: a header that may not be forwarded or set`),
    );
  });

  test.each(['', 'subgraphs:', 'subgraphs:\n  payments:\n    url: http://127.0.0.1:4002/graphql', '- name: payments'])(
    'without a list of subgraphs is refused with an example: %j',
    (text) => {
      expect(() => readSubgraphsFile(text, {})).toThrow(
        /expected a list of subgraphs, for example\s+subgraphs:\s+- name:/,
      );
    },
  );

  test.each([
    ['a missing secret', FILE, 'vaccinations: the environment has no VACCINATIONS_SECRET'],
    ['a duplicate name', FILE.replace('payments', 'vaccinations'), 'subgraphs: expected each name once'],
    [
      'invalid YAML',
      'subgraphs: [',
      'Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a YAML alias that refers to itself', 'subgraphs: &a [*a]', 'Alias resolution is disabled'],
  ])('is refused with %s', (_name, text, message) => {
    expect(() => readSubgraphsFile(text, {})).toThrow(message);
  });
});

describe('attack 58: the URL of a subgraph', () => {
  test('is in no input of clients: no argument and no input field is one', () => {
    const schema = buildSchema(readFileSync(join(HOME, 'schema/api.graphql'), 'utf8'));
    const types = Object.values(schema.getTypeMap());
    const ofInputs = types.flatMap((type) => (isInputObjectType(type) ? Object.keys(type.getFields()) : []));
    const ofArguments = types
      .flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []))
      .flatMap(({ args }) => args.map(({ name }) => name));
    const names = [...ofInputs, ...ofArguments];
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => /ur[il]|href|host|endpoint|callback|hook/i.test(name))).toEqual([]);
  });

  test.each<[url: string, message: string | undefined]>([
    ['http://vaccinations.example/graphql', undefined],
    ['https://10.0.0.7:8443/graphql?team=1', undefined],
    ['http://[::1]:4000/', undefined],
    ['ftp://vaccinations.example/', "'ftp:' is neither http: nor https:"],
    ['gopher://vaccinations.example/', "'gopher:' is neither http: nor https:"],
    ['file:///etc/passwd', "'file:' is neither http: nor https:"],
    ['data:application/json,{}', "'data:' is neither http: nor https:"],
    ['unix:///var/run/docker.sock', "'unix:' is neither http: nor https:"],
    ['http://a@vaccinations.example/', 'a URL must not contain a user name or a password'],
    ['http://vaccinations.example@169.254.169.254/', 'a URL must not contain a user name or a password'],
    ['http://a:b@vaccinations.example/', 'a URL must not contain a user name or a password'],
    ['http://169.254.169.254/latest/meta-data', '169.254.169.254 is a link-local address'],
    ...[
      '2852039166',
      '0xa9fea9fe',
      '0251.0376.0251.0376',
      '169.254.43518',
      '169.254.169.254.',
      '１６９.254.169.254',
    ].map((host): [string, string] => [`http://${host}/`, '169.254.169.254 is a link-local address']),
    ['http://[fd00:ec2::254]/', '[fd00:ec2::254] is a link-local address'],
    ['http://[fe80::1]/', '[fe80::1] is a link-local address'],
    ['http://[::ffff:169.254.169.254]/', '[::ffff:a9fe:a9fe] is a link-local address'],
    ['vaccinations', "'vaccinations' is not a URL"],
    ['http://team:hunter2@host:port', "'…@host:port' is not a URL"],
  ])('%s', (url, message) => {
    expect(urlProblem(url)).toBe(message);
  });

  test.each([
    ['127.0.0.1', false],
    ['169.254.169.254', true],
  ])('a host name that resolves to %s is refused: %s', async (address, refused) => {
    const message = new Promise((resolve) => guardedLookup(address, { all: true }, (error) => resolve(error?.message)));
    expect(await message).toBe(refused ? `${address} resolves to a link-local address` : undefined);
  });
});

test.each([[null], [undefined]])('a header that the client did not send (%s) is not forwarded', (absent) => {
  expect(headersFor({ forward: ['authorization'] }, { headers: { get: () => absent } })).toEqual(headersFor({}, {}));
});

describe('attack 56: connection headers are never forwarded, even if configured', () => {
  test.each([
    'host',
    'Connection',
    'transfer-encoding',
    'Proxy-Authorization',
    'te',
    'content-length',
    'x-subgraph-secret',
    'a b',
  ])('%s', (name) => {
    expect(mayForward(name)).toBe(false);
    expect(
      headersFor({ forward: [name] }, { headers: { get: (header) => (header === 'x-request-id' ? null : 'x') } }),
    ).toEqual(headersFor({}, {}));
  });
});
