import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { HOME } from '../../../config';
import { fixedGateway } from '../../../gateway/graphql/fixed-gateway';
import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';
import { fastestRun } from '../../support/process/fastest-run';
import { slowness } from '../../support/process/slowness';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the promise is how fast an attack is refused');

let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph())));
afterAll(() => gateway.close());

/** Declares a test of one attack. After the attack an ordinary query must still work. */
function attack(number: number, what: string, act: () => Promise<void>) {
  test(`attack ${number}: ${what}`, async () => {
    await act();
    const { status, data } = await gateway.query('{ organisation(code: "ZXP0001") { code } }');
    expect([status, data]).toEqual([200, { organisation: { code: 'ZXP0001' } }]);
  });
}

/** Asserts that the request is rejected: status 400, at most five errors, no data. Returns the message. */
async function expectRejected(body: string | object, code = 'GRAPHQL_VALIDATION_FAILED') {
  const response = await gateway.post(typeof body === 'string' ? { query: body } : body);
  const { data, errors } = response.json<{
    data?: unknown;
    errors: { message: string; extensions: { code: string } }[];
  }>();
  expect([response.statusCode, data ?? undefined, errors[0]!.extensions.code]).toEqual([400, undefined, code]);
  expect(errors.length).toBeLessThanOrEqual(5);
  expect(response.body).not.toMatch(/RangeError|Maximum call stack|node_modules|\.[jt]s:/);
  return { message: errors[0]!.message };
}

/** Asserts that a document is rejected within so many milliseconds of processor time of a machine that does nothing else, by what the message matches. */
async function expectRejectedWithin(ms: number, body: string | object, by: RegExp, code?: string) {
  const payload = typeof body === 'string' ? { query: body } : body;
  expect((await expectRejected(payload, code)).message).toMatch(by);
  expect((await fastestRun(() => gateway.post(payload), 15)) / slowness()).toBeLessThan(ms);
}

const TOKENS = /2000 tokens/;

const times = (count: number, each: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => each(at)).join(' ');
const nested = (levels: number) =>
  `{ organisation(code: "ZXP0001") ${'{ parents(view: REPORTING) '.repeat(levels)}{ code }${' }'.repeat(levels)} }`;

describe('documents over a limit', () => {
  attack(1, 'deep nesting', async () => {
    expect((await expectRejected(nested(30))).message).toBe('The operation exceeds the depth limit of 25 fields.');
    await expectRejectedWithin(20, nested(200), /depth limit of 25|2000 tokens/);
  });

  attack(2, 'very deep nesting', async () => {
    for (const levels of [3_000, 20_000]) {
      const query = `${'{a'.repeat(levels)}${'}'.repeat(levels)}`;
      expect((await expectRejected(query)).message).toMatch(TOKENS);
    }
  });

  attack(3, 'a circular traversal', async () => {
    const levelsOf = (levels: number): string =>
      levels === 0
        ? '{ code }'
        : `{ children(view: OPERATION, first: 10) { nodes { parents(view: OPERATION) ${levelsOf(levels - 1)} } } }`;
    await expectRejected(`{ organisation(code: "ZXT01") ${levelsOf(4)} }`, 'COST_ESTIMATED_TOO_EXPENSIVE');
    await expectRejected(`{ organisation(code: "ZXT001") ${levelsOf(12)} }`);
  });

  attack(4, 'alias amplification', async () => {
    for (const count of [31, 101, 1_000, 5_000])
      expect(
        (await expectRejected(`{ ${times(count, (at) => `a${at}: organisation(code: "ZXP0001") { code }`)} }`)).message,
      ).toMatch(/30 aliases|20 root fields|2000 tokens|65536 bytes/);
    await expectRejected(`{ ${times(10_000, (at) => `a${at}:__typename`)} }`);
  });

  attack(5, 'alias brute force of codes', async () => {
    await expectRejected(`{ ${times(500, (at) => `a${at}: organisation(code: "ZXP${at}") { code }`)} }`);
    await expectRejected(
      `{ organisation(code: "ZXP0001") { ${times(31, (at) => `a${at}: childCount(view: OPERATION)`)} } }`,
    );
    const costOf = async (count: number) => {
      const aliases = times(count, (at) => `a${at}: organisation(code: "ZXP${at}") { code }`);
      const { extensions } = JSON.parse((await gateway.query(`{ ${aliases} }`)).text) as {
        extensions: { ods: { cost: { estimated: number } } };
      };
      return extensions.ods.cost.estimated;
    };
    expect(await costOf(10)).toBe(10 * (await costOf(1)));
  });

  attack(6, 'array batching', async () => {
    const batch = JSON.stringify(Array(10).fill({ query: '{ organisation(code: "ZXP0001") { code } }' }));
    const response = await gateway.post(batch);
    expect([response.statusCode, response.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    ]);
    expect(response.json()).not.toHaveProperty('data');
    expect(response.json<{ errors: unknown[] }>().errors).toHaveLength(1);
    let executed = 0;
    const counting = fixedGateway(buildSchema('type Query { echo: String }'), () => ({
      data: { echo: `${executed++}` },
    }));
    const inMemory = await openInMemoryGateway({ gateway: counting });
    expect((await inMemory.post(Array(10).fill({ query: '{ echo }' }))).statusCode).toBe(400);
    expect(executed).toBe(0);
    await inMemory.post({ query: '{ echo }' });
    expect(executed).toBe(1);
    await inMemory.close();
  });

  attack(7, 'field duplication', async () => {
    const repeated = (count: number) => ({ query: `{ ${'__typename '.repeat(count)}}` });
    for (const count of [500, 1_900, 5_000, 20_000])
      await expectRejectedWithin(20, repeated(count), /^Validation aborted|root fields|2000 tokens|65536 bytes/);
    expect((await gateway.post(repeated(50_000))).statusCode).toBe(413); // the body is larger than 256 KB
  });

  attack(8, 'overlapping selections', async () => {
    await expectRejectedWithin(150, `{ ${'organisation(code: "ZXP0001") { code } '.repeat(3_000)}}`, /bytes|tokens/);
    const pairs = (count: number) =>
      `{ ${times(count, (at) => `...F${at}`)} } ${times(count, (at) => `fragment F${at} on Query { organisation(code: "${at}") { code } }`)}`;
    for (const count of [150, 400]) await expectRejectedWithin(150, pairs(count), /root fields|tokens/);
  });

  attack(9, 'directive overloading', async () => {
    for (const count of [500, 1_000]) await expectRejected(`{ __typename ${'@aa '.repeat(count)} }`);
    await expectRejected(`{ __typename ${'@skip(if: false) '.repeat(300)} }`);
    await expectRejected(`{ __typename ${'@skip(if: false) '.repeat(10_000)} }`);
  });

  attack(10, 'fragment bomb', async () => {
    const bomb = (n: number) =>
      `{ organisation(code: "ZXP0001") { ...F0 } } ${times(n, (at) => `fragment F${at} on Organisation { a: parents(view: REPORTING) { ...F${at + 1} } parents(view: REPORTING) { ...F${at + 1} } }`)} fragment F${n} on Organisation { code }`;
    for (const n of [16, 22, 29]) await expectRejectedWithin(10, bomb(n), /too many selections|depth/);
    await expectRejectedWithin(10, bomb(200), TOKENS);
  });

  attack(11, 'fragment cycle', async () => {
    await expectRejected(
      '{ organisation(code: "A") { ...A } } fragment A on Organisation { ...B } fragment B on Organisation { ...A }',
    );
    await expectRejected('{ organisation(code: "A") { ...A } } fragment A on Organisation { code ...A }');
  });

  attack(12, 'chained and unused fragments', async () => {
    const chained = times(1_900, (at) => `fragment F${at} on Query{...F${at + 1}}`);
    expect((await expectRejected(`{ ...F0 } ${chained}`)).message).toMatch(TOKENS);
    await expectRejected(`{ __typename } ${times(200, (at) => `fragment F${at} on Query { __typename }`)}`);
  });

  attack(13, 'nested inline fragments', async () => {
    const levels = `{${'...on Query{'.repeat(5_000)}__typename${'}'.repeat(5_000)}}`;
    expect((await expectRejected(levels)).message).toMatch(TOKENS);
    const { status } = await gateway.query(`{ ${'... { '.repeat(480)} __typename ${'} '.repeat(480)} }`);
    expect(status).toBe(200);
  });

  attack(14, 'many operations', async () => {
    expect((await expectRejected(times(2_500, (at) => `query Q${at}{__typename}`))).message).toMatch(TOKENS);
    expect((await expectRejected(times(5_000, (at) => `query Q${at}{__typename}`))).message).toMatch(/65536 bytes/);
  });

  attack(15, 'many variable definitions', async () => {
    const defining = (count: number) => `query(${times(count, (at) => `$v${at}:Int`)}) { __typename }`;
    expect((await expectRejected(defining(5_000))).message).toMatch(TOKENS);
    expect((await expectRejected(defining(10_000))).message).toMatch(/65536 bytes/);
  });

  attack(16, 'a large document', async () => {
    const send = (text: string) => gateway.post(JSON.stringify({ query: `{ __typename ${text} }` }));
    expect((await send(`# ${'x'.repeat(1_000_000)}\n`)).statusCode).toBe(413);
    expect((await send(`@skip(if: """${'x'.repeat(100_000)}""")`)).statusCode).toBe(400);
    expect((await send(`@skip(if: """${'x'.repeat(1_000_000)}""")`)).statusCode).toBe(413);
    expect((await send('#\n'.repeat(51))).statusCode).toBe(400);
  });

  attack(17, 'a flood of unknown fields', async () => {
    await expectRejected(`{ ${times(600, (at) => `orgg${at}`)} }`);
    const { message } = await expectRejected(`{ organisation(code: "A") { ${times(600, (at) => `orgg${at}`)} } }`);
    expect(message).not.toContain('Did you mean');
    await expectRejected(`{ ${times(10_000, (at) => `orgg${at}`)} }`);
  });
});

describe('variables and values over a limit', () => {
  const query = 'query($codes: [ID!]!) { organisations(codes: $codes) { code } }';

  attack(18, 'huge variables', async () => {
    expect((await gateway.post({ query, variables: { codes: ['x'.repeat(4_500_000)] } })).statusCode).toBe(413);
    expect((await gateway.post({ query, variables: { codes: Array(100_000).fill('ZXP0001') } })).statusCode).toBe(413);
    const keys = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => [`v${at}`, 1]));
    expect((await gateway.post({ query, variables: keys })).statusCode).toBe(413);
    await expectRejected({ query, variables: { codes: Array(20_000).fill('ZXP0001') } }, 'BAD_USER_INPUT');
    await expectRejected(
      {
        query: '{ __typename }',
        variables: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`v${at}`, 1])),
      },
      'BAD_USER_INPUT',
    );
  });

  attack(19, 'deep variables', async () => {
    let deep: unknown = 1;
    for (let level = 0; level < 1_000; level++) deep = { and: [deep] };
    await expectRejectedWithin(
      5,
      { query: '{ __typename }', variables: { deep } },
      /deep|depth|level/,
      'BAD_USER_INPUT',
    );
  });

  attack(20, 'deep JSON', async () => {
    const body = `{"query":"{ __typename }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    const response = await gateway.post(body);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  attack(21, 'a page bomb as a literal', async () => {
    const { status, code, errors } = await gateway.query('{ search(first: 99999999) { nodes { code } } }');
    expect([status, code, errors[0]!.message]).toEqual([400, 'BAD_USER_INPUT', expect.stringContaining('200')]);
    const bomb =
      '{ search(first: 99999999) { nodes { children(view: REPORTING, first: 99999999) { nodes { descendants(view: REPORTING, first: 99999999) { nodes { code } } } } } } }';
    await expectRejected(bomb, 'COST_ESTIMATED_TOO_EXPENSIVE');
  });

  const nested =
    '{ search(first: $n) { nodes { children(view: REPORTING, first: $n) { nodes { descendants(view: REPORTING, first: $n) { nodes { code } } } } } } }';

  attack(22, 'a page bomb by a variable', async () => {
    const { message } = await expectRejected(
      { query: `query ($n: Int!) ${nested}`, variables: { n: 1_000 } },
      'COST_ESTIMATED_TOO_EXPENSIVE',
    );
    expect(message).toMatch(/may cost \d{7} points, one for each object and for what it reads; the limit is 50000/);
  });

  attack(
    23,
    'a page bomb by a default value',
    async () => void (await expectRejected(`query ($n: Int! = 1000) ${nested}`, 'COST_ESTIMATED_TOO_EXPENSIVE')),
  );

  attack(24, 'a page bomb by the default of the schema', async () => {
    const levelsOf = (levels: number): string =>
      levels === 0 ? '{ code }' : `{ children(view: REPORTING) { nodes ${levelsOf(levels - 1)} } }`;
    await expectRejected(`{ organisation(code: "ZXR1") ${levelsOf(5)} }`, 'COST_ESTIMATED_TOO_EXPENSIVE');
  });

  attack(25, 'negative, zero and overflowing pages', async () => {
    for (const first of ['-1', '0', '99999999999', '1.5', '"1"']) {
      const { status, code } = await gateway.query(`{ search(first: ${first}) { nodes { code } } }`);
      expect([first, status, code]).toEqual([first, 400, 'BAD_USER_INPUT']);
    }
    await expectRejected('{ search(first: 1, last: 1) { nodes { code } } }', 'BAD_USER_INPUT');
  });

  attack(26, 'cursor tampering', async () => {
    const page =
      'query($after: String, $text: String) { search(text: $text, first: 2, after: $after) { pageInfo { endCursor } nodes { code } } }';
    const { data } = await gateway.query(page);
    const cursor = (data as { search: { pageInfo: { endCursor: string } } }).search.pageInfo.endCursor;
    const last = cursor.at(-1) === 'A' ? 'B' : 'A';
    const bad = [
      `${cursor.slice(0, -1)}${last}`,
      `A${cursor.slice(1)}`,
      '__proto__',
      'x'.repeat(1_000),
      Buffer.from("'}) DETACH DELETE n //").toString('base64url'),
      '',
    ];
    for (const after of bad) await expectRejected({ query: page, variables: { after } }, 'INVALID_CURSOR');
    await expectRejected({ query: page, variables: { after: cursor, text: 'practice' } }, 'INVALID_CURSOR');
    const children = `{ organisation(code: "ZXR1") { children(view: REPORTING, after: "${cursor}") { nodes { code } } } }`;
    const below = await gateway.query(children); // the other parts of an operation are answered
    expect([below.data, below.code]).toEqual([{ organisation: null }, 'INVALID_CURSOR']);
    await expectRejected(`{ search(after: "${'x'.repeat(60_000)}") { nodes { code } } }`, 'INVALID_CURSOR');
    await expectRejected({ query: page, variables: { after: 'x'.repeat(100_000) } }, 'BAD_USER_INPUT');
    const other = await gateway.query(page, {
      variables: { after: cursor },
      headers: { 'ods-as-of': 'release=2024-06-30' },
    });
    expect([other.status, other.code, other.errors[0]!.message]).toEqual([
      400,
      'INVALID_CURSOR',
      expect.stringContaining('2024-09-30'),
    ]);
  });
});

describe('information that is not revealed', () => {
  attack(27, 'introspection when it is switched off', async () => {
    const withoutIntrospection = await openGateway(sampleGraph(), { introspection: false });
    const queries = [
      '{ __schema { types { name } } }',
      '{ __type(name: "Query") { name } }',
      '{ ...F } fragment F on Query { __schema { __typename } }',
      '{ __schema\n{ types { name } } }',
      '{ s: __schema { types { name } } }',
    ];
    for (const query of queries) {
      const { status, errors } = await withoutIntrospection.query(query);
      expect([status, errors.map(({ message }) => message)]).toEqual([400, ['Introspection is disabled.']]);
      const url = `/graphql?${new URLSearchParams({ query }).toString()}`;
      const headers = { accept: 'application/graphql-response+json' };
      const got = await withoutIntrospection.app.inject({ url, headers });
      expect([
        got.statusCode,
        got.json<{ errors: { message: string }[] }>().errors.map(({ message }) => message),
      ]).toEqual([400, ['Introspection is disabled.']]);
    }
    await withoutIntrospection.close();
  });

  attack(28, 'circular introspection', async () => {
    const query = `{ __schema { types ${'{ fields { type '.repeat(8)}{ name }${' } }'.repeat(8)} } }`;
    await expectRejected(query);
  });

  attack(29, 'suggestion leak', async () => {
    const probes = [
      '{ organisationz(code: "A") { code } }',
      '{ organisation(cod: "A") { code } }',
      'query($v: HierarchyVie) { organisation(code: "A") { parents(view: $v) { code } } }',
      '{ organisation(code: "A") { parents(view: OPERATIO) { code } } }',
    ];
    for (const probe of probes) {
      const { status, errors } = await gateway.query(probe);
      expect(status).toBe(400);
      for (const { message } of errors) expect(message).not.toContain('Did you mean');
    }
    const variables = { v: 'OPERATIO' };
    const misspelt = 'query($v: HierarchyView!) { organisation(code: "A") { parents(view: $v) { code } } }';
    expect((await gateway.query(misspelt, { variables })).errors[0]!.message).not.toContain('Did you mean');
  });

  attack(29, 'names of a schema without introspection', async () => {
    const withoutIntrospection = await openGateway(sampleGraph(), { introspection: false });
    const messagesOf = async (query: string) =>
      (await withoutIntrospection.query(query)).errors.map(({ message }) => message);
    expect(await messagesOf('{ organisationz(code: "A") }')).toEqual([
      'Cannot query field "organisationz" on type "…".',
    ]);
    expect(await messagesOf('{ organisation(cod: "A") { code } }')).toEqual([
      'Unknown argument "cod" on field "…".',
      'Field "organisation" argument "code" of type "…" is required, but it was not provided.',
    ]);
    const others = [
      'query($v: HierarchyVie) { organisation(code: "A") { parents(view: $v) { code } } }',
      '{ organisation(code: "A") { parents(view: OPERATIO) { code } } }',
      '{ organisation(code: "A") { nam } }',
      '{ ...F } fragment F on Organisatio { code }',
    ];
    for (const query of others) {
      const messages = await messagesOf(query);
      const names = messages.flatMap(
        (message) => message.match(/\b[A-Z][a-z]+[A-Z]\w*|\b[A-Z]{6,}\b|\bOrganisation\b/g) ?? [],
      );
      expect([query, names.filter((name) => !query.includes(name))]).toEqual([query, []]);
    }
    await withoutIntrospection.close();
  });

  attack(31, 'landing page', async () => {
    for (const url of ['/', '/graphql']) {
      const response = await gateway.app.inject({ method: 'GET', url, headers: { accept: 'text/html' } });
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expect(response.body).not.toMatch(/apollo|<html/i);
    }
    for (const url of ['/', '/playground', '/organisations'])
      expect([url, (await gateway.app.inject({ url, headers: { accept: 'text/html' } })).statusCode]).toEqual([
        url,
        404,
      ]);
    const pages = { folder: join(HOME, 'tests/support'), names: ['playground' as const], isBuilding: () => true };
    const open = await openGateway(sampleGraph(), { pages });
    const { headers, body } = await open.app.inject({ url: '/playground', headers: { accept: 'text/html' } });
    await open.close();
    expect([headers['content-security-policy'], body]).toEqual([
      "default-src 'none';frame-ancestors 'none'",
      expect.not.stringMatching(/apollo|<script|https?:/i),
    ]);
  });

  attack(55, 'spoofed headers of a router', async () => {
    const headers = {
      'apollo-federation-include-trace': 'ftv1',
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-host': 'evil',
      'x-apollo-operation-id': 'x',
      'x-apollo-operation-name': 'x',
      'x-subgraph-secret': 'made up',
      'x-release': '2020-01-01',
    };
    const lines = gateway.lines.length;
    for (const query of ['{ __typename }', '{ organisation(code: "ZXP0001") { code name } release { id } }']) {
      const unspoofed = await gateway.post({ query });
      const spoofed = await gateway.post({ query }, headers);
      expect([spoofed.statusCode, spoofed.body]).toEqual([200, unspoofed.body]);
      const names = Object.keys(spoofed.headers);
      expect(names).toEqual(Object.keys(unspoofed.headers));
    }
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])
      expect((await gateway.post({ query }, headers)).statusCode).toBe(400);
    expect(gateway.lines.slice(lines).join('')).not.toMatch(/10\.0\.0\.1|evil|made up|ftv1/);
  });
});

describe('HTTP features that are not supported', () => {
  attack(32, 'a query by GET that a page of another site embeds', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' };
    const response = await gateway.app.inject({ url: '/graphql?query={__typename}', headers });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'CROSS_SITE_REQUEST' } }] });
    for (const plain of [{}, { accept: '*/*' }, { accept: 'image/webp,*/*', 'content-type': 'text/plain' }])
      expect((await gateway.app.inject({ url: '/graphql?query={__typename}', headers: plain })).statusCode).toBe(400);
  });

  attack(33, 'a mutation by GET', async () => {
    expect((await gateway.app.inject('/graphql?query=mutation{x}')).statusCode).toBe(405);
  });

  attack(34, 'cross-site requests without a preflight', async () => {
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain; x=application/json',
    ];
    for (const type of types)
      expect((await gateway.post('{"query":"{ __typename }"}', { 'content-type': type })).statusCode).toBe(415);
    const withoutType = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      body: new TextEncoder().encode('{"query":"{ __typename }"}'),
    });
    expect(withoutType.status).toBe(415);
  });

  attack(35, 'CORS reflection', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const { headers } = await gateway.post({ query: '{ __typename }' }, { origin });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });

  attack(36, 'bodies that are not a GraphQL request', async () => {
    for (const body of ['{"query":', '', 'null', '"text"', '[]', '7', '{}']) {
      const response = await gateway.post(body);
      expect([body, response.statusCode, response.headers['content-type']]).toEqual([
        body,
        400,
        'application/graphql-response+json; charset=utf-8',
      ]);
      expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    }
  });

  attack(37, 'other character sets', async () => {
    for (const charset of ['x-evil', 'utf-16', 'latin1'])
      expect(
        (await gateway.post('{"query":"{ __typename }"}', { 'content-type': `application/json; charset=${charset}` }))
          .statusCode,
      ).toBe(415);
    expect((await gateway.post(Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]))).statusCode).toBe(400);
    expect(
      (await gateway.post(Buffer.from('{"query":"{ __typename }","variables":{"a":"\xff"}}', 'latin1'))).statusCode,
    ).toBe(400);
    expect((await gateway.post('{"query":"{ __typename }","variables":{"a":"\\ud800"}}')).statusCode).toBe(400);
    expect((await gateway.post('{"query":"{ organisation(code: \\"\\ud800\\") { code } }"}')).statusCode).toBe(400);
  });

  attack(38, 'control characters', async () => {
    const text = 'a\u0000\u001b[31m\r\nX: 1';
    await expectRejected(
      { query: 'query($c: ID!) { organisation(code: $c) { code } }', variables: { c: text } },
      'BAD_USER_INPUT',
    );
    const { code } = await gateway.query(`{ organisation(code: ${JSON.stringify(text)}) { code } }`);
    expect(code).toBe('BAD_USER_INPUT');
    const reversed = 'A\u202e\u2066B';
    const found = await gateway.query('query($c: ID!) { organisation(code: $c) { code } }', {
      variables: { c: reversed },
    });
    expect([null, undefined]).toContain(found.data?.organisation);
    for (const line of gateway.lines) expect(line.trimEnd()).not.toMatch(/[\r\n\u001b\u202e\u2066]/);
  });

  attack(39, 'prototype pollution', async () => {
    await gateway.post(
      '{"query":"{ __typename }","__proto__":{"polluted":1},"variables":{"__proto__":{"polluted":1}},"extensions":{"__proto__":{"polluted":1}}}',
    );
    const { data } = await gateway.query('{ __proto__: organisation(code: "ZXP0001") { constructor: code } }');
    expect(JSON.stringify(data)).toContain('"constructor":"ZXP0001"');
    const keys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    expect(
      (
        await gateway.query('query($codes: [ID!]!) { organisations(codes: $codes) { code } }', {
          variables: { codes: keys },
        })
      ).data,
    ).toEqual({ organisations: keys.map(() => null) });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  attack(47, 'persisted queries', async () => {
    const persisted = (sha256Hash: string, query?: string) =>
      gateway.post({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } });
    expect((await persisted('0'.repeat(64))).json()).toMatchObject({
      errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
    expect((await persisted('0'.repeat(64), '{ __typename }')).statusCode).toBe(400);
    expect((await persisted('0'.repeat(64))).statusCode).toBe(404); // a document is not kept under the hash of another
    const own = '{ organisation(code: "ZXP0001") { code } }';
    const sha = createHash('sha256').update(own).digest('hex');
    const kept = { data: { organisation: { code: 'ZXP0001' } } };
    expect((await persisted(sha, own)).json()).toMatchObject(kept);
    expect((await persisted(sha, '{ __typename }')).json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect((await persisted(sha)).json()).toMatchObject(kept);
  });

  attack(50, '_service', async () => void (await expectRejected('{ _service { sdl } }')));

  attack(
    51,
    '_entities',
    async () =>
      void (await expectRejected(
        '{ _entities(representations: [{ __typename: "Organisation", code: "ZXP0001" }]) { __typename } }',
      )),
  );

  attack(70, 'subscriptions, @defer and @stream', async () => {
    await expectRejected('subscription { organisation(code: "A") { code } }');
    await expectRejected('{ organisation(code: "A") { ... @defer { code } } }');
    await expectRejected('{ search { nodes @stream(initialCount: 1) { code } } }');
    for (const count of [400, 1_000]) await expectRejected(`{ __typename ${'@defer '.repeat(count)} }`);
  });
});
