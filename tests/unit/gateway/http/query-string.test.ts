import { lazyQuery, parseParameters, text } from '../../../../gateway/http/query-string';

test('has the parameters of a query string, whichever way they are read', () => {
  const query = lazyQuery('a=1&b=x%20y+z&a=2&empty=');
  expect(query['a']).toEqual(['1', '2']);
  expect(Object.entries(query)).toEqual([
    ['a', ['1', '2']],
    ['b', 'x y z'],
    ['empty', ''],
  ]);
  expect('b' in query).toBe(true);
  expect('c' in query).toBe(false);
  expect(query['toString']).toBeUndefined();
  expect({ ...query }).toEqual({ a: ['1', '2'], b: 'x y z', empty: '' });
});

test.each(['a=caf%E9', 'a=%', 'a=5%&b=1', 'a=%zz', 'caf%E9=1', 'a=%C3%28', 'a=x&b=%92'])(
  '%s is refused, because its value would stay encoded',
  (search) => {
    expect(() => parseParameters({ a: text, b: text }, lazyQuery(search))).toThrow(
      'The query string is not encoded correctly: a % needs two hexadecimal digits, and the bytes must be UTF-8',
    );
  },
);

test('a percent sign that is encoded, and letters beyond ASCII, are read', () => {
  const query = lazyQuery('a=5%25+%C3%A9&b=%25E9&c=é');
  expect({ ...query }).toEqual({ a: '5% é', b: '%E9', c: 'é' });
});

describe('a blank parameter', () => {
  const read = (search: string) => parseParameters({ a: text, b: text }, lazyQuery(search), ['b']);

  test.each(['a=', 'a', 'a=%20', 'a=,', 'a=x&a=', 'a=+&b=x'])('%s is an error', (search) => {
    expect(() => read(search)).toThrow('a must not be blank.');
  });

  test('counts as absent if it may be blank', () => expect(read('a=x&b=')).toEqual({ a: 'x' }));
});
