import { cacheControl, joinVary, lifetimeOf } from '../../../../gateway/http/caching/cache-control';
import { toPattern } from '../../../../gateway/http/cors';
import { matchesEtag, withCoding } from '../../../../gateway/http/caching/etag';

const SETTINGS = { maxAge: 10, fixedMaxAge: 3_600, staleWhileRevalidate: 0 };
const headerOf = (isFixed: boolean, given: Partial<typeof SETTINGS> = {}, headers = {}) =>
  cacheControl(lifetimeOf(isFixed, { ...SETTINGS, ...given }), headers);

test('a response from named releases is immutable, one about now is kept for the set time', () => {
  expect(headerOf(true)).toBe('public, max-age=3600, immutable');
  expect(headerOf(false)).toBe('public, max-age=10');
  expect(headerOf(false, { staleWhileRevalidate: 60 })).toBe('public, max-age=10, stale-while-revalidate=60');
  expect(headerOf(true, { staleWhileRevalidate: 60 })).toBe('public, max-age=3600, immutable');
});

test('with 0 seconds a response is revalidated each time', () => {
  expect(headerOf(false, { maxAge: 0, staleWhileRevalidate: 60 })).toBe('public, no-cache');
  expect(headerOf(true, { fixedMaxAge: 0 })).toBe('public, no-cache');
});

test('the response to a request with credentials is private', () => {
  expect(headerOf(true, {}, { authorization: 'Bearer x' })).toBe('private, max-age=3600, immutable');
  expect(cacheControl({ maxAge: 5, isPrivate: true }, {})).toBe('private, max-age=5');
});

test('Vary holds each name once', () => {
  expect(joinVary(undefined, ['accept'])).toBe('accept');
  expect(joinVary('Origin, Accept', ['accept', 'ods-as-of'])).toBe('origin, accept, ods-as-of');
  expect(joinVary(['Origin'], ['origin'])).toBe('origin');
});

test.each([
  [undefined, false],
  ['"abc"', true],
  ['W/"abc"', true],
  ['"x", "abc-br"', true],
  ['"abc-gzip"', true],
  ['"abc-deflate"', false],
  ['"abcd"', false],
  ['abc', false],
  ['*', false],
])('If-None-Match: %s has the tag "abc": %s', (given, expected) => {
  for (const etag of ['"abc"', 'W/"abc"', '"abc-br"']) expect(matchesEtag(given, etag)).toBe(expected);
});

test('each content coding has a tag of its own', () => {
  expect([withCoding('"abc"', undefined), withCoding('"abc"', 'br')]).toEqual(['"abc"', '"abc-br"']);
});

test.each([
  ['https://*.example.org', 'https://app.example.org', true],
  ['https://*.example.org', 'https://a.b-c.example.org', true],
  ['https://*.example.org', 'https://example.org', false],
  ['https://*.example.org', 'https://appexample.org', false],
  ['https://*.example.org', 'https://app.example.org.evil.org', false],
  ['https://*.example.org', 'https://evil.org/app.example.org', false],
  ['https://*.example.org', 'https://evil.org#.example.org', false],
  ['https://*.example.org', 'https://appXexampleXorg', false],
  ['https://*.example.org', 'http://app.example.org', false],
  ['https://*.example.org', 'https://app.example.org:8443', false],
  ['http://localhost:*', 'http://localhost:5173', true],
  ['http://localhost:*', 'http://localhost', false],
  ['http://localhost:*', 'http://localhost:5173.evil.org', false],
  ['https://*.example.org:*', 'https://app.example.org:8443', true],
])('%s allows %s: %s', (pattern, origin, expected) => {
  expect(toPattern(pattern).test(origin)).toBe(expected);
});
