import assert from 'node:assert/strict';
import { AFTER, BEFORE, BOARDS, COMMISSIONER, PRACTICE } from './sample.mjs';
import { textOf } from './documents.mjs';

/** Posts an operation with nothing but fetch, and returns `data`. The checks compare clients with it. */
export async function plain(url, document, variables) {
  const body = JSON.stringify({ query: textOf(document), variables });
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return (await response.json()).data;
}

/** Returns the board of a response to the document practice.graphql. */
export const boardOf = (data) => data.organisation.belongsTo.organisations[0].code;

/** Throws unless the response is that of the practice on the day, as known. */
export function isPractice(data, date = AFTER) {
  assert.equal(data.organisation.code, PRACTICE);
  assert.equal(data.organisation.moment.date, date);
  assert.equal(boardOf(data), BOARDS[date]);
}

/**
 * Asks two dates one after the other, then again only from the cache of the client. Throws unless each date has its own response in
 * both rounds, down to the last field. `ask(date)` and `again(date)` return `data`; a client without a cache has no `again`.
 */
export async function asksTwoDates(url, ask, again) {
  const truth = new Map();
  for (const date of [BEFORE, AFTER]) {
    truth.set(date, await plain(url, 'practice', { code: PRACTICE, date }));
    isPractice(truth.get(date), date);
    assert.deepEqual(withoutNames(await ask(date)), truth.get(date));
  }
  if (again) for (const date of [BEFORE, AFTER]) assert.deepEqual(withoutNames(await again(date)), truth.get(date));
}

/** Throws unless three pages of two practices are the first six. `pages` returns the codes after the third page. */
export async function readsPages(url, pages) {
  const { organisation } = await plain(url, 'pages', { code: COMMISSIONER, first: 6 });
  const codes = codesOf(organisation.children);
  assert.equal(codes.length, 6);
  assert.deepEqual(await pages(), codes);
}

export const codesOf = (connection) => connection.edges.map(({ node }) => node.code);

/** Throws unless the error says in its code and in words what was wrong. */
export function isDateError(error) {
  assert.equal(error.extensions.code, 'BAD_USER_INPUT');
  assert.match(error.extensions.next, /Correct the argument/);
  assert.match(error.message, /2024-02-31/);
}

/** Throws unless the last requests were sent as expected: `{ method, document, named, status }`, as far as given. */
export function wereSent(seen, ...expected) {
  assert.deepEqual(
    seen.map((request, at) =>
      Object.fromEntries(Object.keys(expected[at] ?? request).map((key) => [key, request[key]])),
    ),
    expected,
  );
}

/** Removes `__typename`, and what a client adds to its objects, which are not part of the response that was asked for. */
export function withoutNames(value) {
  return JSON.parse(JSON.stringify(value), (key, part) => (key.startsWith('__') ? undefined : part));
}
