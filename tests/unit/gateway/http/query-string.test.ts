import { lazyQuery } from '../../../../gateway/http/query-string';

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
