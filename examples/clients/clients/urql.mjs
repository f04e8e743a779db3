import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { graphcache } from '../support/graphcache.mjs';
import {
  asksTwoDates,
  codesOf,
  isDateError,
  isPractice,
  plain,
  readsPages,
  wereSent,
  withoutNames,
} from '../support/check.mjs';
import { textOf } from '../support/documents.mjs';
import { AFTER, BEFORE, COMMISSIONER, NO_DATE, PRACTICE, RULE } from '../support/sample.mjs';

const { version } = JSON.parse(
  readFileSync(new URL('../node_modules/@urql/core/package.json', import.meta.url), 'utf8'),
);

export function urql({ url, take }) {
  const client = (exchanges = [cacheExchange, fetchExchange], more = {}) => new Client({ url, exchanges, ...more });
  const ask = async (one, name, variables, context) => one.query(textOf(name), variables, context).toPromise();
  const practice = async (one, date, context) => (await ask(one, 'practice', { code: PRACTICE, date }, context)).data;
  const onlyCache = { requestPolicy: 'cache-only' };

  const checks = {
    async query() {
      isPractice(await practice(client(undefined, { preferGetMethod: false }), AFTER));
      wereSent(take(), { method: 'POST', document: true, status: 200 });
    },
    async get() {
      isPractice(await practice(client(), AFTER));
      wereSent(take(), { method: 'GET', document: true, status: 200 });
    },
    async persisted() {
      const exchanges = [persistedExchange({ preferGetForPersistedQueries: true }), fetchExchange];
      await practice(client(exchanges), BEFORE);
      take();
      isPractice(await practice(client(exchanges), AFTER));
      wereSent(take(), { method: 'GET', document: false, named: true, status: 200 });
    },
    async dates() {
      for (const exchange of [cacheExchange, graphcache()]) {
        const one = client([exchange, fetchExchange]);
        await asksTwoDates(
          url,
          (date) => practice(one, date),
          (date) => practice(one, date, onlyCache),
        );
      }
    },
    async pages() {
      const one = client([graphcache(), fetchExchange]);
      await readsPages(url, async () => {
        let data;
        for (let page = 1, after; page <= 3; page++, after = data.organisation.children.pageInfo.endCursor)
          ({ data } = await ask(one, 'pages', { code: COMMISSIONER, first: 2, after }));
        return codesOf(data.organisation.children);
      });
    },
    async error() {
      const { error } = await ask(client(), 'practice', { code: PRACTICE, date: NO_DATE });
      isDateError(error.graphQLErrors[0]);
    },
  };

  const cache = {
    async rules() {
      const [mixed, right] = [await rulesTwice(graphcache({ keys: {} })), await rulesTwice(graphcache())];
      assert.deepEqual(
        right.map(({ data }) => data),
        right.map(({ truth }) => truth),
      );
      assert.notDeepEqual(mixed[0].data, mixed[0].truth);
    },
    async parts() {
      const one = client([graphcache(), fetchExchange]);
      await practice(one, AFTER);
      await ask(one, 'address', { code: PRACTICE, date: AFTER });
      assert.ok((await practice(one, AFTER, onlyCache)).organisation.address.town);
    },
    async lists() {
      const one = client([graphcache(), fetchExchange]);
      await ask(one, 'two-lists', { code: COMMISSIONER });
      await ask(one, 'pages', { code: COMMISSIONER, first: 2 });
      const { data } = await ask(one, 'two-lists', { code: COMMISSIONER }, onlyCache);
      assert.deepEqual(withoutNames(data), await plain(url, 'two-lists', { code: COMMISSIONER }));
    },
  };

  async function rulesTwice(exchange) {
    const one = client([exchange, fetchExchange]);
    for (const release of [BEFORE, AFTER]) await ask(one, 'rules', { release });
    return Promise.all(
      [BEFORE, AFTER].map(async (release) => ({
        data: withoutNames((await ask(one, 'rules', { release }, onlyCache)).data).findingRules.find(
          ({ id }) => id === RULE,
        ),
        truth: (await plain(url, 'rules', { release })).findingRules.find(({ id }) => id === RULE),
      })),
    );
  }

  async function partial() {
    const describe = ({ data, error }) =>
      `${data?.good?.code ? 'data' : 'no data'}, the failed field is ${data?.bad === null ? 'null' : typeof data?.bad}; ${error ? 'the error beside it' : 'no error'}`;
    const found = {};
    for (const [name, exchange] of [
      ['cacheExchange', cacheExchange],
      ['graphcache', graphcache()],
    ])
      found[name] = describe(await ask(client([exchange, fetchExchange]), 'partial', { code: PRACTICE }));
    return found;
  }

  return { name: `urql ${version}`, checks, cache, partial };
}
