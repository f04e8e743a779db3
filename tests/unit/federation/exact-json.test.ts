import { parseExactly, stringifyExactly } from '../../../federation/exact-json';
import { EDGE_CASE_STRINGS } from '../../support/edge-case-strings';

const LONG = '9007199254740993';

test.each([
  [`{"a":${LONG}}`, { a: 9007199254740993n }],
  [`[-${LONG}, ${LONG}]`, [-9007199254740993n, 9007199254740993n]],
  [LONG, 9007199254740993n],
  ['[1234567890123456]', [1234567890123456]],
  ['[9007199254740991,9007199254740992]', [9007199254740991, 9007199254740992n]],
  [`["${LONG}", "a:${LONG}", "a\\":${LONG}"]`, [LONG, `a:${LONG}`, `a":${LONG}`]],
  [`[${LONG}.5, ${LONG}e2, 0.${LONG}]`, [9007199254740993.5, 9007199254740993e2, 0.9007199254740993]],
  [`{"a":${LONG},"a":1}`, { a: 1 }],
  [`[${'9'.repeat(1_001)}]`, [Infinity]],
])('parseExactly of %s', (text, expected) => expect(parseExactly(text)).toEqual(expected));

test('a run of digits is found at every position', () => {
  for (let at = 0; at < 40; at++)
    expect(parseExactly(`${' '.repeat(at)}[${LONG}]${' '.repeat(at % 7)}`)).toEqual([9007199254740993n]);
});

test('text with a long integer is otherwise parsed as JSON.parse does', () => {
  const value = { strings: EDGE_CASE_STRINGS, numbers: [0, -0, 1.5, 1e21, 1e-7], others: [true, false, null, {}, []] };
  const text = JSON.stringify(value);
  expect(parseExactly(`{"long":${LONG},"value":${text}}`)).toEqual({
    long: 9007199254740993n,
    value: JSON.parse(text) as unknown,
  });
});

test('a key __proto__ is a key', () => {
  const parsed = parseExactly(`{"__proto__":{"a":${LONG}}}`) as object;
  expect([Object.keys(parsed), Object.getPrototypeOf(parsed)]).toEqual([['__proto__'], Object.prototype]);
});

test.each(['', '{', `[${LONG}`, `[${LONG},]`, `{"a":0${LONG}}`, `[+${LONG}]`, `[${LONG}] 1`, `["\u0001",${LONG}]`])(
  'parseExactly throws a SyntaxError for %j',
  (text) => expect(() => parseExactly(text)).toThrow(SyntaxError),
);

test('stringifyExactly equals JSON.stringify, and writes a BigInt as an integer', () => {
  const value = { a: [1, 'x', null, undefined], b: undefined, c: { d: true } };
  expect(stringifyExactly(value)).toBe(JSON.stringify(value));
  expect(stringifyExactly({ ...value, long: [9007199254740993n] })).toBe(
    `{"a":[1,"x",null,null],"c":{"d":true},"long":[${LONG}]}`,
  );
});
