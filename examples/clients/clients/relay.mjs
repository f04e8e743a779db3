import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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
import { getDataID, network } from '../support/relay-environment.mjs';
import { AFTER, BEFORE, COMMISSIONER, NO_DATE, PRACTICE, RULE } from '../support/sample.mjs';

const { createOperationDescriptor, Environment, fetchQuery, RecordSource, Store } = createRequire(import.meta.url)(
  'relay-runtime',
);
const version = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;

/** Returns what the compiler wrote for a document of relay/documents.js. */
const artifact = async (name) => (await import(`../relay/__generated__/documents${name}Query.graphql.js`)).default;

export function relay({ url, take }) {
  const environment = (send = {}, more = { getDataID }) =>
    new Environment({
      network: network(url, send),
      store: new Store(new RecordSource()),
      relayFieldLogger: () => {},
      ...more,
    });
  const ask = async (one, name, variables) => fetchQuery(one, await artifact(name), variables).toPromise();
  const read = async (one, name, variables) =>
    one.lookup(createOperationDescriptor(await artifact(name), variables).fragment).data;
  const practice = (one, date) => ask(one, 'Practice', { code: PRACTICE, date });

  const checks = {
    async query() {
      isPractice(await practice(environment(), AFTER));
      wereSent(take(), { method: 'POST', document: true, status: 200 });
    },
    async get() {
      isPractice(await practice(environment({ method: 'GET' }), AFTER));
      wereSent(take(), { method: 'GET', document: true, status: 200 });
    },
    async persisted() {
      isPractice(await practice(environment({ method: 'GET', persisted: true }), AFTER));
      isPractice(await practice(environment({ persisted: true }), AFTER));
      const [get, post] = ['GET', 'POST'].map((method) => ({ method, document: false, named: true, status: 200 }));
      wereSent(take(), get, post);
    },
    async dates() {
      const one = environment();
      const again = (date) => read(one, 'Practice', { code: PRACTICE, date });
      await asksTwoDates(url, (date) => practice(one, date), again);
    },
    async pages() {
      const one = environment();
      await readsPages(url, async () => {
        let data;
        for (let page = 1, after; page <= 3; page++, after = data.organisation.children.pageInfo.endCursor)
          data = await ask(one, 'Pages', { code: COMMISSIONER, first: 2, after });
        return codesOf(data.organisation.children);
      });
    },
    async error() {
      const error = await ask(environment(), 'Practice', { code: PRACTICE, date: NO_DATE }).then(assert.fail, (e) => e);
      isDateError(error.source.errors[0]);
    },
  };

  const cache = {
    async rules() {
      const [mixed, right] = [await rulesTwice(environment({}, {})), await rulesTwice(environment())];
      assert.deepEqual(
        right.map(({ data }) => data),
        right.map(({ truth }) => truth),
      );
      assert.notDeepEqual(mixed[0].data, mixed[0].truth);
    },
    async parts() {
      const one = environment();
      await practice(one, AFTER);
      await ask(one, 'Address', { code: PRACTICE, date: AFTER });
      assert.ok((await read(one, 'Practice', { code: PRACTICE, date: AFTER })).organisation.address.town);
    },
    async lists() {
      const one = environment();
      await ask(one, 'TwoLists', { code: COMMISSIONER });
      await ask(one, 'Pages', { code: COMMISSIONER, first: 2 });
      const data = await read(one, 'TwoLists', { code: COMMISSIONER });
      const truth = await plain(url, 'two-lists', { code: COMMISSIONER });
      for (const list of ['practices', 'networks'])
        assert.deepEqual(codesOf(data.organisation[list]), codesOf(truth.organisation[list]));
    },
  };

  async function rulesTwice(one) {
    for (const release of [BEFORE, AFTER]) await ask(one, 'Rules', { release });
    return Promise.all(
      [BEFORE, AFTER].map(async (release) => ({
        data: withoutNames(await read(one, 'Rules', { release })).findingRules.find(({ id }) => id === RULE),
        truth: (await plain(url, 'rules', { release })).findingRules.find(({ id }) => id === RULE),
      })),
    );
  }

  async function partial() {
    const found = {};
    const ways = {
      'as it comes': 'Partial',
      '@catch': 'Catch',
      '@required(action: LOG)': 'Required',
      '@throwOnFieldError': 'Throw',
    };
    for (const [name, document] of Object.entries(ways))
      found[name] = await ask(environment(), document, { code: PRACTICE }).then(
        describe,
        (error) => `throws: ${error.message.split('\n')[0]}`,
      );
    return found;
  }

  function describe(data) {
    if (data === null) return 'no data: the response is null';
    const failed = data.bad?.ok === false ? `{ ok: false, errors: ${data.bad.errors.length} }` : String(data.bad);
    return `data, the failed field is ${failed}; ${data.bad ? 'the error in the field' : 'no error'}`;
  }

  return { name: `Relay ${version('relay-runtime')}, compiler ${version('relay-compiler')}`, checks, cache, partial };
}
