import { buildSchema, parse, validate } from 'graphql';
import { admitSource, checkVariables, DEFAULT_LIMITS } from '../../../../gateway/graphql/limits';
import { documentRules } from '../../../../gateway/graphql/validation-rules';
import { fastest } from '../../../support/process/fastest';
import '../../../support/process/retry-timed';

const refusal = (act: () => unknown): { code: unknown; message: string } | null => {
  try {
    act();
    return null;
  } catch (error) {
    const { message, extensions } = error as { message: string; extensions: { code: unknown } };
    return { code: extensions.code, message };
  }
};

describe('the text of a document', () => {
  const admit = (text: string) => admitSource(text, DEFAULT_LIMITS);

  test('is admitted up to each limit and refused above it, naming the limit', () => {
    const tokens = (n: number) => '{'.padEnd(n, '{');
    expect(refusal(() => admit(tokens(1_999)))).toBeNull();
    expect(refusal(() => admit(tokens(2_000)))).toEqual({
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: 'The document has more than 2000 tokens, the most allowed.',
    });
    expect(refusal(() => admit(`{a}${'#\n'.repeat(50)}`))).toBeNull();
    expect(refusal(() => admit(`{a}${'#\n'.repeat(51)}`))?.message).toContain('50 comments');
    expect(refusal(() => admit(`{a}${' '.repeat(65_533)}`))).toBeNull();
    expect(refusal(() => admit(`{a}${' '.repeat(65_534)}`))?.message).toContain('65536 bytes');
    expect(refusal(() => admit(`{a}${'é'.repeat(32_767)}`))?.message).toContain('65536 bytes');
  });

  test('loses its comments, while every token keeps its line and column', () => {
    expect(admit('# who asks\n{ a # 17\n  b("# no comment")}')).toBe('\n{ a \n  b("# no comment")}');
    expect(admit('{ a }')).toBe('{ a }');
  });

  test('that cannot be read is left to the parser', () => {
    expect(admit('{ a ? }')).toBe('{ a ? }');
  });

  test('is read in linear time: the largest document takes milliseconds', async () => {
    const largest = ['"'.repeat(65_536), '#'.repeat(65_536), `"""${'a'.repeat(65_000)}"""`];
    expect(await fastest(() => largest.map((text) => refusal(() => admit(text))))).toBeLessThan(200);
  });
});

describe('variables', () => {
  const check = (variables: object) => refusal(() => checkVariables(variables, DEFAULT_LIMITS.variables));
  const nested = (levels: number): object => {
    let value: object = {};
    for (let level = 0; level < levels; level++) value = { and: value };
    return value;
  };

  test('are nested at most ten levels deep', () => {
    expect(check(nested(10))).toBeNull();
    expect(check(nested(11))).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'The variables are nested more than 10 levels deep.',
    });
  });

  test('hold at most 5,000 values', () => {
    expect(check({ codes: Array(4_998).fill('RRF') })).toBeNull();
    expect(check({ codes: Array(4_999).fill('RRF') })?.message).toBe('The variables hold more than 5000 values.');
  });

  test('hold texts of at most 1,000 characters', () => {
    expect(check({ text: 'x'.repeat(1_000) })).toBeNull();
    expect(check({ text: ['x'.repeat(1_001)] })?.message).toBe(
      'A text in the variables is longer than 1000 characters.',
    );
  });

  test.each(['a\u0000', 'a\r\nX: 1', '\u001b[31m', '\u2028', '\u009b'])('hold no control character: %j', (text) => {
    expect(check({ a: { b: text } })?.message).toBe('A text in the variables holds a control character.');
  });

  test('hold no half of a surrogate pair, and may hold whole ones', () => {
    expect(check({ text: 'a\ud800' })?.message).toBe('A text in the variables is not well-formed Unicode.');
    expect(check({ text: 'Ynys Môn 🏥' })).toBeNull();
  });

  test('that are hostile are refused in milliseconds', async () => {
    const hostile = [`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, `[${'0,'.repeat(130_000)}0]`].map(
      (text) => JSON.parse(text) as object,
    );
    expect(hostile.map((value) => check(value)?.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
    expect(await fastest(() => hostile.map((value) => check(value)))).toBeLessThan(50);
  });
});

describe('a document', () => {
  const schema = buildSchema('type Query { a: Query b(x: Int): Query leaf: Int } type Mutation { m: Int }');
  const against = (text: string, introspection = true) =>
    validate(schema, parse(text), documentRules(DEFAULT_LIMITS, introspection)).map(({ message }) => message);
  const deep = (fields: number) => `${'{a'.repeat(fields - 1)}{leaf${'}'.repeat(fields)}`;

  test('is at most 25 fields deep, the leaf included', () => {
    expect(against(deep(25))).toEqual([]);
    expect(against(deep(26))).toEqual(['The operation is more than 25 fields deep, the most allowed.']);
  });

  test('is measured through its fragments, inline ones add nothing', () => {
    const fragments = Array.from({ length: 24 }, (_, n) => `fragment F${n} on Query { a { ...F${n + 1} } }`).join(' ');
    expect(against(`{ ...F0 } ${fragments} fragment F24 on Query { leaf }`)).toEqual([]);
    expect(against(`{ a { ... { ...F0 } } } ${fragments} fragment F24 on Query { leaf }`)).toHaveLength(1);
  });

  test('with fragments that double is measured in linear time', () => {
    const double = (n: number) => `fragment F${n} on Query { a { ...F${n + 1} } b { ...F${n + 1} } }`;
    const bomb = `{ ...F0 } ${Array.from({ length: 200 }, (_, n) => double(n)).join(' ')} fragment F200 on Query { leaf }`;
    const started = performance.now();
    expect(against(bomb)).toEqual(['The operation is more than 25 fields deep, the most allowed.']);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('has at most 30 aliases', () => {
    const aliases = (n: number) => `{ a { ${Array.from({ length: n }, (_, at) => `a${at}: leaf`).join(' ')} } }`;
    expect(against(aliases(30))).toEqual([]);
    expect(against(aliases(500))).toEqual(['The document has more than 30 aliases, the most allowed.']);
  });

  test('has at most 20 root fields, those of fragments counted at each spread', () => {
    const fields = (n: number) => Array(n).fill('leaf').join(' ');
    expect(against(`{ ${fields(20)} }`)).toEqual([]);
    expect(against(`{ ${fields(21)} }`)).toEqual(['The operation has more than 20 root fields, the most allowed.']);
    expect(against(`{ ...F ...F ...F } fragment F on Query { ${fields(7)} }`)).toHaveLength(1);
  });

  test('has at most 20 directives', () => {
    expect(against(`{ leaf ${'@skip(if: false) '.repeat(20)} }`)).toEqual([]);
    expect(against(`{ leaf ${'@skip(if: false) '.repeat(21)} }`)).toHaveLength(1);
  });

  test('is a query or a mutation that the schema has, never a subscription', () => {
    expect(against('mutation { m }')).toEqual([]);
    expect(against('subscription { m }')).toEqual(['The operation subscription is not offered.']);
  });

  test('may ask for the schema only while introspection is on', () => {
    expect(against('{ __typename __schema { description } }')).toEqual([]);
    const shut = [
      '{ __schema { description } }',
      '{ s: __type(name: "Query") { name } }',
      '{ ... { __schema\n{ description } } }',
    ];
    for (const text of shut) expect(against(text, false)).toEqual(['Introspection is switched off.']);
    expect(against('{ __typename }', false)).toEqual([]);
  });
});
