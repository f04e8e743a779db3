import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph())));
afterAll(() => gateway.close());

/** Returns the status, the data, and the code and message of the first error. */
async function execute(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>) {
  const { status, data, errors } = await gateway.query(query, { variables, headers });
  return { status, data, code: errors[0]?.extensions.code, message: errors[0]?.message };
}

describe('a client error has one message:', () => {
  test('an unknown code is null and no error', async () => {
    expect(await execute('{ organisation(code: "ZZZZZ") { code } }')).toMatchObject({
      status: 200,
      data: { organisation: null },
    });
  });

  test('an unknown, a malformed and a withdrawn code cannot be told apart by status, shape or errors', async () => {
    const of = async (code: string) =>
      execute('query($code: ID!) { organisation(code: $code) { name } organisations(codes: [$code]) { name } }', {
        code,
      });
    const unknown = await of('ZZZZZ');
    expect(unknown).toEqual({ status: 200, data: { organisation: null, organisations: [null] } });
    for (const code of ['!', "ZXP'0001", 'A-B', '00000', 'Z'.repeat(64)])
      expect([code, await of(code)]).toEqual([code, unknown]);
  });

  test('a code in lower case with spaces is accepted', async () => {
    expect(await execute('{ organisation(code: " zxp0001 ") { code } }')).toMatchObject({
      status: 200,
      data: { organisation: { code: 'ZXP0001' } },
    });
  });

  test.each(['2023-02-30', '2023-13-01', '0000-00-00', '0000-01-01', '30/06/2023', 'yesterday', ''])(
    'the invalid date %j, as a literal or as a variable',
    async (date) => {
      const expected = { status: 400, data: undefined, code: 'BAD_USER_INPUT' };
      expect(
        await execute(`{ organisation(code: "ZXP0001", asOf: { date: ${JSON.stringify(date)} }) { code } }`),
      ).toMatchObject(expected);
      expect(
        await execute('query($date: LocalDate) { organisation(code: "ZXP0001", asOf: { date: $date }) { code } }', {
          date,
        }),
      ).toMatchObject(expected);
    },
  );

  test.each([0, 10_000])('a page size of %d', async (first) => {
    const expected = { status: 400, code: 'BAD_USER_INPUT', message: expect.stringContaining('200') };
    expect(await execute(`{ search(first: ${first}) { nodes { code } } }`)).toMatchObject(expected);
    expect(await execute('query($first: Int!) { search(first: $first) { nodes { code } } }', { first })).toMatchObject(
      expected,
    );
  });

  test('a list of 501 codes', async () => {
    expect(
      await execute('query($codes: [ID!]!) { organisations(codes: $codes) { code } }', {
        codes: Array(501).fill('ZXP0001'),
      }),
    ).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('500'),
    });
  });

  test('an unknown release, with the loaded releases', async () => {
    expect(await execute('{ organisation(code: "ZXP0001", asOf: { release: "2020-01-31" }) { code } }')).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/2024-09-30.*2024-06-30/),
    });
  });

  test('an unknown field, without suggestions', async () => {
    expect(await execute('{ organisation(code: "ZXP0001") { nam } }')).toEqual({
      status: 400,
      data: undefined,
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: 'Cannot query field "nam" on type "Organisation".',
    });
  });

  test('an unknown view', async () => {
    expect(await execute('{ organisation(code: "ZXP0001") { parents(view: COMMISSION) { code } } }')).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
    });
  });

  test('an invalid ods-as-of header', async () => {
    expect(await execute('{ __typename }', {}, { 'ods-as-of': 'date=2023-02-30' })).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
    });
    expect(await execute('{ __typename }', {}, { 'ods-as-of': 'x'.repeat(300) })).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
    });
  });

  test('malformed JSON', async () => {
    const response = await gateway.post('{"query": "{ __typename }"');
    expect([response.statusCode, response.json()]).toMatchObject([
      400,
      { errors: [{ message: 'The body is not JSON.' }] },
    ]);
  });
});

describe('every response has its moment:', () => {
  const momentOf = async (query: string, headers: Record<string, string> = {}) => {
    const response = await gateway.post({ query }, headers);
    return {
      header: response.headers['x-ods-release'],
      ods: response.json<{ extensions: { ods: unknown } }>().extensions.ods,
    };
  };

  test('the moment of the root and every other moment used', async () => {
    const { header, ods } = await momentOf(
      '{ organisation(code: "ZXP0001") { parents(view: COMMISSIONING, asOf: { date: "2015-04-01", basis: LEGAL }) { code } } }',
    );
    expect(header).toBe('2024-09-30');
    expect(ods).toMatchObject({
      release: '2024-09-30',
      asOf: '2024-09-30',
      basis: 'OPERATIONAL',
      moments: [{ date: '2015-04-01', basis: 'LEGAL', release: '2024-09-30' }],
    });
  });

  test('the moment of the ods-as-of header', async () => {
    const { header, ods } = await momentOf('{ organisation(code: "ZXP0001") { code } }', {
      'ods-as-of': 'release=2024-06-30',
    });
    expect([header, ods]).toMatchObject(['2024-06-30', { release: '2024-06-30', asOf: '2024-06-30', moments: [] }]);
  });

  test('what a default code stands for, and nothing of it for other codes', async () => {
    const of = async (query: string) => ((await momentOf(query)).ods as { defaultCodes?: unknown }).defaultCodes;
    const known = { code: 'V81999', meaning: 'The GP practice code is not known.' };
    expect(await of('{ organisation(code: " v81999") { code } }')).toMatchObject([known]);
    expect(await of('{ organisations(codes: ["ZXP0001", "V81999", "V81999"]) { code } }')).toMatchObject([known]);
    expect(await of('{ organisationsAsOf(items: [{ code: "V81999" }]) { code } }')).toMatchObject([known]);
    expect(await of('{ organisation(code: "ZXP0001") { code } }')).toBeUndefined();
  });

  test('the moment of the root in an error response', async () => {
    expect((await momentOf('{ nothing }')).ods).toMatchObject({ release: '2024-09-30' });
  });
});

test('/schema.graphql and introspection return the schema without federation types and directives', async () => {
  const sdl = (await gateway.app.inject('/schema.graphql')).body;
  expect(sdl).toContain('type Organisation implements Node {');
  expect(sdl).not.toMatch(/_Entity|_Service|_entities|@key|@shareable/);
  const { data } = await gateway.query('{ __schema { types { name } directives { name } } }');
  const { types, directives } = (data as { __schema: { types: { name: string }[]; directives: { name: string }[] } })
    .__schema;
  expect(types.map(({ name }) => name).filter((name) => name.startsWith('_') && !name.startsWith('__'))).toEqual([]);
  expect(directives.map(({ name }) => name).sort()).toEqual(['deprecated', 'include', 'oneOf', 'skip', 'specifiedBy']);
});

test('introspection and /schema.graphql say what specifies each scalar', async () => {
  const { data } = await gateway.query('{ __type(name: "LocalDate") { specifiedByURL } }');
  const { specifiedByURL } = (data as { __type: { specifiedByURL: string } }).__type;
  expect(specifiedByURL).toBe('https://scalars.graphql.org/andimarek/local-date');
  const sdl = (await gateway.app.inject('/schema.graphql')).body;
  expect(sdl).toContain(`scalar LocalDate @specifiedBy(url: "${specifiedByURL}")`);
});
