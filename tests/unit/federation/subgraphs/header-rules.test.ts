import { headersFor, variesBy, type HeaderRules } from '../../../../federation/subgraphs/http/header-forwarding';
import { readSubgraphsFile } from '../../../../federation/supergraph/config-file';

const TRACE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const HEADERS: Readonly<Record<string, string>> = {
  'x-team-a': '1',
  'x-team-b': '2',
  'x-other': '3',
  authorization: 'Bearer x',
  cookie: 'session=1',
  host: 'evil.example',
  connection: 'close',
  'proxy-authorization': 'Basic x',
  'x-subgraph-secret': 'guessed',
  'content-length': '5',
};
const from = (headers: Readonly<Record<string, string>>, values: Readonly<Record<string, string>> = {}) => ({
  headers: { get: (name: string) => headers[name], names: () => Object.keys(headers) },
  values: { get: (name: string) => values[name] },
});

/** The headers that the rules add. */
function added(rules: HeaderRules | readonly HeaderRules[], client = from(HEADERS)) {
  const base = headersFor([], from({}));
  return Object.fromEntries(Object.entries(headersFor(rules, client)).filter(([name, value]) => base[name] !== value));
}

test.each<[string, HeaderRules | readonly HeaderRules[], Record<string, string>]>([
  ['a name', { forward: ['X-Team-A'] }, { 'x-team-a': '1' }],
  ['a pattern', { forward: ['x-team-*'] }, { 'x-team-a': '1', 'x-team-b': '2' }],
  ['every header but credentials', { forward: ['*'] }, { 'x-team-a': '1', 'x-team-b': '2', 'x-other': '3' }],
  ['another name', { forward: [{ name: 'X-Other', as: 'X-Theirs' }] }, { 'x-theirs': '3' }],
  ['a default for none', { forward: [{ name: 'x-none', default: 'd' }] }, { 'x-none': 'd' }],
  ['no default for one', { forward: [{ name: 'x-other', default: 'd' }] }, { 'x-other': '3' }],
  ['nothing for none', { forward: ['x-none', { name: 'x-gone', as: 'x-b' }] }, {}],
  [
    'a fixed value in place of what a pattern matches',
    [{ set: { 'x-other': 'ours' } }, { forward: ['x-o*'] }],
    { 'x-other': 'ours' },
  ],
  ['a fixed value', { set: { 'X-A': 'b' } }, { 'x-a': 'b' }],
  ['all but one', { forward: ['x-team-*'], remove: ['X-Team-A'] }, { 'x-team-b': '2' }],
  ['all but a pattern', { forward: ['*'], remove: ['x-team-*'] }, { 'x-other': '3' }],
  [
    'rules for all before those of the subgraph',
    [{ set: { a: '1', b: '1' } }, { set: { b: '2' } }],
    { a: '1', b: '2' },
  ],
  ['what all get and this one does not', [{ forward: ['authorization'] }, { remove: ['authorization'] }], {}],
  ['a secret', { secret: 's' }, { 'x-subgraph-secret': 's' }],
  [
    'a secret elsewhere, in place of what the client sent',
    { forward: ['authorization'], secret: 's', secretHeader: 'Authorization', secretPrefix: 'Bearer ' },
    { authorization: 'Bearer s' },
  ],
  [
    'no reserved header under another name',
    {
      forward: [
        { name: 'x-other', as: 'host' },
        { name: 'host', as: 'x-h' },
      ],
    },
    {},
  ],
])('a subgraph receives %s', (_, rules, expected) => {
  expect(added(rules)).toEqual(expected);
});

test('a value of the request that is no header can be sent, without what a header cannot have', () => {
  const forward = [
    { value: 'subject', as: 'x-subject' },
    { value: 'evil', as: 'x-evil', default: 'd' },
    { value: 'none', as: 'x-none' },
  ];
  expect(added({ forward }, from({}, { subject: 'user-1', evil: 'a\r\nx-admin: 1' }))).toEqual({
    'x-subject': 'user-1',
  });
});

test.each([
  [
    { 'x-request-id': 'r1', traceparent: TRACE },
    { 'x-request-id': 'r1', traceparent: TRACE },
  ],
  [{ traceparent: 'nonsense' }, {}],
])('ids are always sent: %j', (headers, expected) => {
  expect(added([], from(headers))).toEqual(expected);
});

test('ids can be removed', () => {
  const rules = { remove: ['x-request-id', 'traceparent', 'user-agent'] };
  expect(Object.keys(headersFor(rules, from({ 'x-request-id': 'r1', traceparent: TRACE }))).toSorted()).toEqual([
    'accept',
    'content-type',
  ]);
});

test.each<[HeaderRules[], readonly string[] | undefined]>([
  [
    [{ forward: ['X-A'] }, { forward: [{ name: 'x-b', as: 'x-c' }] }],
    ['x-a', 'x-b'],
  ],
  [[{ forward: ['x-*'] }], undefined],
  [[{ forward: [{ value: 'subject', as: 'x-s' }] }], undefined],
])('what a response varies by: %j', (rules, expected) => {
  expect(variesBy(rules)).toEqual(expected);
});

describe('the file', () => {
  const file = (headers: string, more = '') =>
    `subgraphs: [{ name: beds, url: http://beds.example, schema: introspect, ${headers} }]\n${more}`;
  const read = (text: string, env = {}) => readSubgraphsFile(text, env)[0]!;
  const refused = (text: string, env = {}) => {
    try {
      return JSON.stringify(read(text, env));
    } catch (error) {
      return (error as Error).message.replace('The subgraphs file is not valid:\n  ', '');
    }
  };

  test('states rules for one subgraph and for all', () => {
    const text = file(
      'headers: { forward: [x-a, { name: x-b, as: x-c, default: d }], secretFrom: TOKEN, secretHeader: authorization, secretPrefix: "Bearer " }, responseHeaders: { X-Budget: append }',
      'defaults: { headers: { forward: ["x-team-*"], remove: [x-team-a] }, responseHeaders: { x-region: first }, operationNames: false }',
    );
    expect(read(text, { TOKEN: 's3cret' })).toMatchObject({
      headers: [
        { forward: ['x-team-*'], remove: ['x-team-a'] },
        {
          forward: ['x-a', { name: 'x-b', as: 'x-c', default: 'd' }],
          ...{ secret: 's3cret', secretHeader: 'authorization', secretPrefix: 'Bearer ' },
        },
      ],
      responseHeaders: { 'x-region': 'first', 'x-budget': 'append' },
      operationNames: false,
    });
  });

  test('states once where all secrets go', () => {
    const text = file('headers: { secretFrom: TOKEN }', 'defaults: { headers: { secretHeader: x-api-key } }');
    expect(headersFor(read(text, { TOKEN: 's3cret' }).headers!, {})).toMatchObject({ 'x-api-key': 's3cret' });
  });

  test('takes values from the environment', () => {
    const text = file('timeoutMs: "${TIMEOUT}", headers: { set: { x-a: "b-${B}-$${B}" } }').replace(
      'http://beds.example',
      '"http://${HOST}/graphql"',
    );
    expect(read(text, { TIMEOUT: '500', B: 'c', HOST: 'beds.example' })).toMatchObject({
      url: 'http://beds.example/graphql',
      timeoutMs: 500,
      headers: { set: { 'x-a': 'b-c-${B}' } },
    });
  });

  test.each<[string, string, Record<string, string>]>([
    [file('timeoutMs: "${T}"'), 'subgraphs.0.timeoutMs: the environment has no T', {}],
    [
      file('schema: "${U}"').replace('http://beds.example', '"${U}"'),
      "subgraphs.0.url: '${U}' is not a URL",
      { U: 'hunter2' },
    ],
    [
      file('headers: { forward: [host] }'),
      'subgraphs.0.headers.forward.0: a header that may not be forwarded or set',
      {},
    ],
    [
      file('headers: { forward: [{ name: x-a, as: content-length }] }'),
      'subgraphs.0.headers.forward.0.as: a header that may not be forwarded or set',
      {},
    ],
    [
      file('headers: { set: { host: x } }'),
      'subgraphs.0.headers.set.host: a header that may not be forwarded or set',
      {},
    ],
    [
      file('headers: { secretFrom: S, secretHeader: te }'),
      'subgraphs.0.headers.secretHeader: a header that may not be set',
      {},
    ],
    [file('headers: { secretFrom: S }'), 'beds: S has characters that a header cannot have', { S: 'hunter2\n' }],
    [
      file('responseHeaders: { set-cookie: last }'),
      'subgraphs.0.responseHeaders.set-cookie: a header of a subgraph that clients may not receive',
      {},
    ],
    [file('share: true', 'defaults: 5'), 'defaults: Invalid input: expected object, received number', {}],
    [file('share: true', 'defaults: { headers: { secretFrom: S } }'), 'defaults: the environment has no S', {}],
  ])('%s is refused', (text, message, env) => {
    expect(refused(text.replace('schema: introspect, schema', 'schema'), env)).toBe(message);
  });
});
