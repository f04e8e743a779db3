import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GraphQLClient } from 'graphql-request';
import { asksTwoDates, codesOf, isDateError, isPractice, readsPages, wereSent } from '../support/check.mjs';
import { textOf } from '../support/documents.mjs';
import { idOf } from '../support/manifest.mjs';
import { AFTER, COMMISSIONER, NO_DATE, PRACTICE } from '../support/sample.mjs';

const { version } = JSON.parse(
  readFileSync(new URL('../node_modules/graphql-request/package.json', import.meta.url), 'utf8'),
);

export function graphqlRequest({ url, take }) {
  const client = (more) => new GraphQLClient(url, more);
  const practice = (one, date) => one.request(textOf('practice'), { code: PRACTICE, date });

  const checks = {
    async query() {
      isPractice(await practice(client(), AFTER));
      wereSent(take(), { method: 'POST', document: true, status: 200 });
    },
    async get() {
      isPractice(await practice(client({ method: 'GET' }), AFTER));
      wereSent(take(), { method: 'GET', document: true, status: 200 });
    },
    async persisted() {
      isPractice(await practice(client({ requestMiddleware: sendId }), AFTER));
      wereSent(take(), { method: 'POST', document: false, named: true, status: 200 });
    },
    async dates() {
      const one = client();
      await asksTwoDates(url, (date) => practice(one, date));
    },
    async pages() {
      await readsPages(url, async () => {
        const codes = [];
        for (let page = 1, after; page <= 3; page++) {
          const { organisation } = await client().request(textOf('pages'), { code: COMMISSIONER, first: 2, after });
          codes.push(...codesOf(organisation.children));
          after = organisation.children.pageInfo.endCursor;
        }
        return codes;
      });
    },
    async error() {
      const error = await practice(client(), NO_DATE).then(assert.fail, (e) => e);
      isDateError(error.response.errors[0]);
    },
  };

  async function partial() {
    const found = {};
    for (const errorPolicy of ['none', 'ignore', 'all'])
      found[`errorPolicy: '${errorPolicy}'`] = await client({ errorPolicy })
        .rawRequest(textOf('partial'), { code: PRACTICE })
        .then(describe, (error) => `throws the error; ${error.response.data ? 'data in error.response' : 'no data'}`);
    return found;
  }

  const describe = ({ data, errors }) =>
    `${data?.good?.code ? 'data' : 'no data'}, the failed field is ${data?.bad}; ${errors ? 'the error beside it' : 'no error'}`;

  return { name: `graphql-request ${version}`, checks, partial };
}

/** Sends the id of the document instead of its text. The package itself knows no persisted documents. */
function sendId(request) {
  const { query, variables } = JSON.parse(request.body);
  return { ...request, body: JSON.stringify({ documentId: idOf(query), variables }) };
}
