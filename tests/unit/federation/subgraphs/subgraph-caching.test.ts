import { readLifetime, varyOf } from '../../../../federation/subgraphs/subgraph-caching';

const kept = (maxAge: number, more = {}) => ({ maxAge, immutable: false, isPrivate: false, ...more });

test.each<[string, string | undefined, ReturnType<typeof readLifetime>]>([
  ['', undefined, undefined],
  ['public', undefined, undefined],
  ['no-store', undefined, undefined],
  ['max-age=60, no-store', undefined, undefined],
  ['max-age=60', undefined, kept(60)],
  ['Public, Max-Age=60', '', kept(60)],
  ['max-age=60', '45', kept(15)],
  ['max-age=60', '90', kept(0)],
  ['max-age="60"', undefined, kept(60)],
  ['max-age=600, s-maxage=30', undefined, kept(30)],
  ['s-maxage=30', undefined, kept(30)],
  ['max-age=60, no-cache', undefined, kept(0)],
  ['private, max-age=60', undefined, kept(60, { isPrivate: true })],
  ['private="set-cookie, x", max-age=60', undefined, kept(60, { isPrivate: true })],
  ['max-age=60, immutable', undefined, kept(60, { immutable: true })],
  ['max-age=-1', undefined, kept(0)],
  ['max-age=soon', undefined, kept(0)],
  ['x="max-age=60"', undefined, undefined],
])('Cache-Control: %s with Age: %s', (cacheControl, age, expected) => {
  expect(readLifetime(cacheControl, age)).toEqual(expected);
});

test('a response depends on the forwarded headers, but not on ids of the request', () => {
  expect(varyOf(['Authorization', 'ods-as-of', 'traceparent', 'X-Request-Id'])).toEqual(['authorization', 'ods-as-of']);
  expect(varyOf()).toEqual([]);
});
