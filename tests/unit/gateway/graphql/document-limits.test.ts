import { buildSchema, parse, validate } from 'graphql';
import { checkDocumentText, checkVariables } from '../../../../gateway/graphql/document-limits';
import { DEFAULT_LIMITS } from '../../../../gateway/limits';
import { validationRules } from '../../../../gateway/graphql/validation-rules';
import { fastestRun } from '../../../support/process/fastest-run';

const errorOf = (act: () => unknown): { code: unknown; message: string } | null => {
  try {
    act();
    return null;
  } catch (error) {
    const { message, extensions } = error as { message: string; extensions: { code: unknown } };
    return { code: extensions.code, message };
  }
};

describe('the text of a document', () => {
  const checkText = (text: string) => checkDocumentText(text, DEFAULT_LIMITS);

  test('is accepted up to each limit and refused above it with the limit', () => {
    const tokens = (n: number) => '{'.padEnd(n, '{');
    expect(errorOf(() => checkText(tokens(1_999)))).toBeNull();
    expect(errorOf(() => checkText(tokens(2_000)))).toEqual({
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: 'The document exceeds the limit of 2000 tokens.',
    });
    expect(errorOf(() => checkText(`{a}${'#\n'.repeat(50)}`))).toBeNull();
    expect(errorOf(() => checkText(`{a}${'#\n'.repeat(51)}`))?.message).toContain('50 comments');
    expect(errorOf(() => checkText(`{${'a'.repeat(128)}}`))).toBeNull();
    expect(errorOf(() => checkText(`{${'a'.repeat(129)}}`))?.message).toContain('129 characters; the limit is 128');
    expect(errorOf(() => checkText(`{a}${' '.repeat(65_533)}`))).toBeNull();
    expect(errorOf(() => checkText(`{a}${' '.repeat(65_534)}`))?.message).toContain('65536 bytes');
    expect(errorOf(() => checkText(`{a}${'é'.repeat(32_767)}`))?.message).toContain('65536 bytes');
  });

  test('has its comments removed while every token keeps its line and column', () => {
    expect(checkText('# a comment\n{ a # 17\n  b("# no comment")}')).toBe('\n{ a \n  b("# no comment")}');
    expect(checkText('{ a }')).toBe('{ a }');
  });

  test('with a syntax error is returned unchanged for the parser to report', () => {
    expect(checkText('{ a ? }')).toBe('{ a ? }');
  });

  test('is scanned in linear time: the largest document takes milliseconds', async () => {
    const largest = ['"'.repeat(65_536), '#'.repeat(65_536), `"""${'a'.repeat(65_000)}"""`];
    expect(await fastestRun(() => largest.map((text) => errorOf(() => checkText(text))))).toBeLessThan(200);
  });
});

describe('variables', () => {
  const check = (variables: object) => errorOf(() => checkVariables(variables, DEFAULT_LIMITS.variables));
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
    expect(check({ codes: Array(4_999).fill('RRF') })?.message).toBe('The variables contain more than 5000 values.');
  });

  test('hold strings of at most 1,000 characters', () => {
    expect(check({ text: 'x'.repeat(1_000) })).toBeNull();
    expect(check({ text: ['x'.repeat(1_001)] })?.message).toBe(
      'A string in the variables is longer than 1000 characters.',
    );
  });

  test.each(['a\u0000', 'a\r\nX: 1', '\u001b[31m', '\u2028', '\u009b'])('hold no control character: %j', (text) => {
    expect(check({ a: { b: text } })?.message).toBe('A string in the variables contains a control character.');
  });

  test('hold no lone surrogate, and may hold surrogate pairs', () => {
    expect(check({ text: 'a\ud800' })?.message).toBe('A string in the variables is not well-formed Unicode.');
    expect(check({ text: 'Ynys Môn 🏥' })).toBeNull();
  });

  test('with very deep or very long values are refused in milliseconds', async () => {
    const hostile = [`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, `[${'0,'.repeat(130_000)}0]`].map(
      (text) => JSON.parse(text) as object,
    );
    expect(hostile.map((value) => check(value)?.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
    expect(await fastestRun(() => hostile.map((value) => check(value)))).toBeLessThan(50);
  });
});

describe('a document', () => {
  const schema = buildSchema('type Query { a: Query b(x: Int): Query leaf: Int } type Mutation { m: Int }');
  const validateText = (text: string, introspection = true) =>
    validate(schema, parse(text), validationRules(DEFAULT_LIMITS, introspection)).map(({ message }) => message);
  const deep = (fields: number) => `${'{a'.repeat(fields - 1)}{leaf${'}'.repeat(fields)}`;

  test('is at most 25 fields deep, the leaf included', () => {
    expect(validateText(deep(25))).toEqual([]);
    expect(validateText(deep(26))).toEqual(['The operation exceeds the depth limit of 25 fields.']);
  });

  test('has its depth measured through fragment spreads, and inline fragments add nothing', () => {
    const fragments = Array.from({ length: 24 }, (_, n) => `fragment F${n} on Query { a { ...F${n + 1} } }`).join(' ');
    expect(validateText(`{ ...F0 } ${fragments} fragment F24 on Query { leaf }`)).toEqual([]);
    expect(validateText(`{ a { ... { ...F0 } } } ${fragments} fragment F24 on Query { leaf }`)).toHaveLength(1);
  });

  test('with fragments that expand exponentially is measured in linear time', async () => {
    const double = (n: number) => `fragment F${n} on Query { a { ...F${n + 1} } b { ...F${n + 1} } }`;
    const bomb = `{ ...F0 } ${Array.from({ length: 200 }, (_, n) => double(n)).join(' ')} fragment F200 on Query { leaf }`;
    expect(validateText(bomb)).toEqual(['The operation exceeds the depth limit of 25 fields.']);
    expect(await fastestRun(() => validateText(bomb), 1)).toBeLessThan(1_000);
  });

  test('has at most 30 aliases', () => {
    const aliases = (n: number) => `{ a { ${Array.from({ length: n }, (_, at) => `a${at}: leaf`).join(' ')} } }`;
    expect(validateText(aliases(30))).toEqual([]);
    expect(validateText(aliases(500))).toEqual(['The document exceeds the limit of 30 aliases.']);
  });

  test('has at most 20 root fields, counting fragments at each spread', () => {
    const fields = (n: number) => Array(n).fill('leaf').join(' ');
    expect(validateText(`{ ${fields(20)} }`)).toEqual([]);
    expect(validateText(`{ ${fields(21)} }`)).toEqual(['The operation exceeds the limit of 20 root fields.']);
    expect(validateText(`{ ...F ...F ...F } fragment F on Query { ${fields(7)} }`)).toHaveLength(1);
  });

  test('has at most 20 directives', () => {
    expect(validateText(`{ leaf ${'@skip(if: false) '.repeat(20)} }`)).toEqual([]);
    expect(validateText(`{ leaf ${'@skip(if: false) '.repeat(21)} }`)).toHaveLength(1);
  });

  test('is a query or a mutation, never a subscription', () => {
    expect(validateText('mutation { m }')).toEqual([]);
    expect(validateText('subscription { m }')).toEqual(['Subscriptions are not offered.']);
  });

  test.each(['defer', 'stream'])('has no @%s, and says that it is not offered', (name) => {
    expect(validateText(`{ ... @${name} { leaf } }`)).toContain(`@${name} is not offered: a response is always whole.`);
  });

  test('may use introspection fields only while introspection is enabled', () => {
    expect(validateText('{ __typename __schema { description } }')).toEqual([]);
    const refused = [
      '{ __schema { description } }',
      '{ s: __type(name: "Query") { name } }',
      '{ ... { __schema\n{ description } } }',
    ];
    for (const text of refused) expect(validateText(text, false)).toEqual(['Introspection is disabled.']);
    expect(validateText('{ __typename }', false)).toEqual([]);
  });
});
