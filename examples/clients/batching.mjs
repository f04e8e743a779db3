// Part of npm run clients -- --batching: a page that shows twenty tiles, asked in different ways.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { textOf } from './support/documents.mjs';
import { table } from './support/tables.mjs';

const require = createRequire(import.meta.url);
const { ApolloClient, gql, HttpLink, InMemoryCache } = require('apollo-client-4/core');
const { BatchHttpLink } = require('apollo-client-4/link/batch-http');

const TILES = 20;
const PAGES = 60;
const ROUNDS = 5;
const tile = gql(textOf('tile'));
const tiles = gql(textOf('page-of-tiles'));

const clientOf = (link) =>
  new ApolloClient({ link, cache: new InMemoryCache(), defaultOptions: { query: { fetchPolicy: 'no-cache' } } });

let requests = 0;
const counted = (...args) => {
  requests++;
  return fetch(...args);
};

/** Returns the ways to ask for a page: each returns the names of the tiles. */
function ways(uri) {
  const single = (client) => async (codes, date) => {
    const results = await Promise.all(codes.map((code) => client.query({ query: tile, variables: { code, date } })));
    return results.map(({ data }) => data.organisation.name);
  };
  const http = (more) => clientOf(new HttpLink({ uri, fetch: counted, ...more }));
  const list = new BatchHttpLink({ uri, fetch: counted, batchMax: TILES, batchInterval: 5 });
  return {
    'twenty requests by POST': single(http()),
    'twenty requests by GET': single(http({ useGETForQueries: true })),
    BatchHttpLink: single(clientOf(list)),
    'one document with fragments': async (codes, date) =>
      (await http().query({ query: tiles, variables: { codes, date } })).data.organisations.map(({ name }) => name),
  };
}

/** Measures each way in turns, for pages that nobody has opened before, and for pages that were, and prints the medians. */
export async function measure({ origin, pid }) {
  const codes = await practices(`${origin}/graphql`);
  const all = ways(`${origin}/graphql`);
  const rows = [];
  for (const [title, dateOf] of [
    ['first time', newDate()],
    ['seen before', () => '2024-09-30'],
  ]) {
    const rounds = Object.fromEntries(Object.keys(all).map((way) => [way, []]));
    for (let round = 0; round <= ROUNDS; round++)
      for (const [way, ask] of Object.entries(all)) {
        const figures = await measureRound(pid, ask, codes, dateOf);
        if (round > 0) rounds[way].push(figures); // the first round warms up
      }
    const base = median(rounds['twenty requests by POST'].map(({ cpu }) => cpu));
    for (const [way, figures] of Object.entries(rounds)) {
      const [sent, ms, cpu] = ['sent', 'ms', 'cpu'].map((name) => median(figures.map((figure) => figure[name])));
      rows.push([title, way, sent, ms.toFixed(1), cpu.toFixed(2), (cpu / base).toFixed(2)]);
    }
  }
  console.log(table(['page', 'way', 'requests', 'ms', 'CPU ms of the server', 'ratio'], rows));
}

async function measureRound(pid, ask, codes, dateOf) {
  const before = cpuOf(pid);
  const start = performance.now();
  requests = 0;
  for (let page = 0; page < PAGES; page++) {
    const from = (page * TILES) % (codes.length - TILES);
    const names = await ask(codes.slice(from, from + TILES), dateOf());
    if (names.length !== TILES || names.includes(undefined)) throw new Error(`A page is not complete: ${names}`);
  }
  return { sent: requests / PAGES, ms: (performance.now() - start) / PAGES, cpu: (cpuOf(pid) - before) / PAGES };
}

/** Returns the CPU time of a process in milliseconds. Linux only. */
function cpuOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Returns a function that returns another day for each page, so that no response is in a cache. */
function newDate() {
  let day = Date.UTC(2014, 0, 1);
  return () => new Date((day += 86_400_000)).toISOString().slice(0, 10);
}

async function practices(uri) {
  const query = gql`
    query Practices {
      search(kinds: [GP_PRACTICE], first: 200) {
        nodes {
          code
        }
      }
    }
  `;
  return (await clientOf(new HttpLink({ uri })).query({ query })).data.search.nodes.map(({ code }) => code);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
