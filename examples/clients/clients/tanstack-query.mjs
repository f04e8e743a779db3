import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { QueryClient } from '@tanstack/query-core';
import { asksTwoDates, codesOf, isDateError, isPractice, readsPages, wereSent } from '../support/check.mjs';
import { textOf } from '../support/documents.mjs';
import { idOf } from '../support/manifest.mjs';
import { AFTER, COMMISSIONER, NO_DATE, PRACTICE } from '../support/sample.mjs';

const { version } = JSON.parse(
  readFileSync(new URL('../node_modules/@tanstack/query-core/package.json', import.meta.url), 'utf8'),
);

/** An error of the API, with everything that it sent. */
class ApiError extends Error {
  constructor({ errors, data }) {
    super(errors[0].message);
    Object.assign(this, { errors, data });
  }
}

/** All that a page needs without a GraphQL client. `send` says how; `partial` accepts data beside errors. */
async function ask(url, operation, { method = 'POST', partial = false } = {}) {
  const accept = 'application/graphql-response+json';
  const response =
    method === 'GET'
      ? await fetch(`${url}?${parameters(operation)}`, { headers: { accept } })
      : await fetch(url, {
          method,
          headers: { accept, 'content-type': 'application/json' },
          body: JSON.stringify(operation),
        });
  const result = await response.json();
  if (result.errors && !(partial && result.data)) throw new ApiError(result);
  return partial ? result : result.data;
}

function parameters({ variables, ...rest }) {
  return new URLSearchParams({ ...rest, variables: JSON.stringify(variables) });
}

export function tanstackQuery({ url, take }) {
  const queryClient = () => new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  const document = textOf('practice');
  // The key holds everything that the response depends on: the document and all variables, with the date.
  const practice = (date, operation = { query: document }, send) => ({
    queryKey: ['practice', { code: PRACTICE, date }],
    queryFn: () => ask(url, { ...operation, variables: { code: PRACTICE, date } }, send),
  });
  const pages = (variables) => ({
    queryKey: ['pages', variables],
    queryFn: ({ pageParam }) => ask(url, { query: textOf('pages'), variables: { ...variables, after: pageParam } }),
    initialPageParam: null,
    getNextPageParam: ({ organisation: { children } }) =>
      children.pageInfo.hasNextPage ? children.pageInfo.endCursor : null,
  });

  const checks = {
    async query() {
      isPractice(await queryClient().fetchQuery(practice(AFTER)));
      wereSent(take(), { method: 'POST', document: true, status: 200 });
    },
    async get() {
      isPractice(await queryClient().fetchQuery(practice(AFTER, undefined, { method: 'GET' })));
      wereSent(take(), { method: 'GET', document: true, status: 200 });
    },
    async persisted() {
      isPractice(await queryClient().fetchQuery(practice(AFTER, { documentId: idOf(document) }, { method: 'GET' })));
      wereSent(take(), { method: 'GET', document: false, named: true, status: 200 });
    },
    async dates() {
      const one = queryClient();
      await asksTwoDates(
        url,
        (date) => one.fetchQuery(practice(date)),
        (date) => one.getQueryData(practice(date).queryKey),
      );
    },
    async pages() {
      const found = await queryClient().fetchInfiniteQuery({ ...pages({ code: COMMISSIONER, first: 2 }), pages: 3 });
      await readsPages(url, () => found.pages.flatMap(({ organisation }) => codesOf(organisation.children)));
    },
    async error() {
      isDateError(
        (
          await queryClient()
            .fetchQuery(practice(NO_DATE))
            .then(assert.fail, (error) => error)
        ).errors[0],
      );
    },
  };

  async function partial() {
    const operation = { query: textOf('partial'), variables: { code: PRACTICE } };
    const describe = ({ data, errors }) =>
      `data, the failed field is ${data.bad}; ${errors ? 'the error beside it' : 'no error'}`;
    return {
      'throws on errors': await ask(url, operation).then(
        describe,
        ({ data }) => `throws the error; ${data ? 'data in the error' : 'no data'}`,
      ),
      'returns both': describe(await ask(url, operation, { partial: true })),
    };
  }

  return { name: `TanStack Query ${version} with fetch`, checks, partial };
}
