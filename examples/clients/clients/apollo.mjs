import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { apolloCache } from '../support/apollo-cache.mjs';
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

const require = createRequire(import.meta.url);
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Returns what the examples use of one version. The packages are installed as apollo-client-3 and apollo-client-4. */
function load(version) {
  const from = (path) => require(`apollo-client-${version}${path}`);
  const { createPersistedQueryLink } = from('/link/persisted-queries');
  const { relayStylePagination } = from('/utilities');
  return { ...from('/core'), createPersistedQueryLink, relayStylePagination };
}

export function apollo(version, { url, take }) {
  const lib = load(version);
  const gql = (name) => lib.gql(textOf(name));
  const client = (link, cache = apolloCache(lib)) => new lib.ApolloClient({ link, cache });
  const http = (more) => new lib.HttpLink({ uri: url, ...more });
  const practice = (date) => ({ query: gql('practice'), variables: { code: PRACTICE, date } });
  const errorOf = (error) =>
    (error.graphQLErrors ?? error.errors ?? error.result?.errors ?? error.networkError?.result?.errors)[0];

  const checks = {
    async query() {
      isPractice((await client(http()).query(practice(AFTER))).data);
      wereSent(take(), { method: 'POST', document: true, status: 200 });
    },
    async get() {
      isPractice((await client(http({ useGETForQueries: true })).query(practice(AFTER))).data);
      wereSent(take(), { method: 'GET', document: true, status: 200 });
    },
    async persisted() {
      const link = () => lib.createPersistedQueryLink({ sha256, useGETForHashedQueries: true }).concat(http());
      await client(link()).query(practice(BEFORE));
      take();
      isPractice((await client(link()).query(practice(AFTER))).data);
      wereSent(take(), { method: 'GET', document: false, named: true, status: 200 });
    },
    async dates() {
      const one = client(http());
      await asksTwoDates(
        url,
        async (date) => (await one.query(practice(date))).data,
        async (date) => one.readQuery(practice(date)),
      );
    },
    async pages() {
      const one = client(http());
      const first = { query: gql('pages'), variables: { code: COMMISSIONER, first: 2 } };
      const read = () => one.readQuery(first).organisation.children;
      await one.query(first);
      const query = one.watchQuery(first);
      const subscription = query.subscribe(() => {});
      await readsPages(url, async () => {
        for (let page = 2; page <= 3; page++)
          await query.fetchMore({ variables: { after: read().pageInfo.endCursor } });
        return codesOf(read());
      });
      subscription.unsubscribe();
    },
    async error() {
      isDateError(
        errorOf(
          await client(http())
            .query(practice(NO_DATE))
            .then(assert.fail, (error) => error),
        ),
      );
    },
  };

  const cache = {
    async rules() {
      const mixed = await rulesTwice(client(http(), new lib.InMemoryCache()));
      const right = await rulesTwice(client(http()));
      assert.deepEqual(
        right.map(({ data }) => data),
        right.map(({ truth }) => truth),
      );
      assert.notDeepEqual(mixed[0].data, mixed[0].truth);
    },
    async parts() {
      const read = async (one) => {
        await one.query(practice(AFTER));
        await one.query({ query: gql('address'), variables: { code: PRACTICE, date: AFTER } });
        return one.readQuery(practice(AFTER));
      };
      assert.equal(await read(client(http(), new lib.InMemoryCache())), null);
      isPractice(await read(client(http())));
    },
    async lists() {
      const one = client(http());
      const query = { query: gql('two-lists'), variables: { code: COMMISSIONER } };
      await one.query(query);
      await one.query({ query: gql('pages'), variables: { code: COMMISSIONER, first: 2 } });
      assert.deepEqual(withoutNames(one.readQuery(query)), await plain(url, 'two-lists', query.variables));
    },
  };

  async function rulesTwice(one) {
    const query = (release) => ({ query: gql('rules'), variables: { release } });
    for (const release of [BEFORE, AFTER]) await one.query(query(release));
    return Promise.all(
      [BEFORE, AFTER].map(async (release) => ({
        data: withoutNames(one.readQuery(query(release))).findingRules.find(({ id }) => id === RULE),
        truth: (await plain(url, 'rules', { release })).findingRules.find(({ id }) => id === RULE),
      })),
    );
  }

  /** What `query` makes of data beside errors, by errorPolicy. */
  async function partial() {
    const found = {};
    for (const errorPolicy of ['none', 'ignore', 'all']) {
      const query = { query: gql('partial'), variables: { code: PRACTICE }, errorPolicy };
      found[`errorPolicy: '${errorPolicy}'`] = await client(http())
        .query(query)
        .then(
          ({ data, error, errors }) => describe(data, error ?? errors?.[0]),
          (error) =>
            error.graphQLErrors?.length || error.errors?.length ? 'throws the error; no data' : `throws ${error}`,
        );
    }
    return found;
  }

  const describe = (data, error) =>
    `${data?.good?.code ? 'data' : 'no data'}, the failed field is ${data?.bad === null ? 'null' : typeof data?.bad}; ${error ? 'the error beside it' : 'no error'}`;

  return { name: `Apollo Client ${require(`apollo-client-${version}/package.json`).version}`, checks, cache, partial };
}
