import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { HOME } from '../../../config';
import { askedOrganisation } from '../../../explorer/playground/explorer-url';
import { JOBS } from '../../../explorer/playground/examples/jobs';
import { readLink, writeLink } from '../../../explorer/playground/link';
import { otherTeamsQuery } from '../../../explorer/playground/examples/other-teams';
import type { PlanReport } from '../../../explorer/playground/plan/plan-report';
import { fetchFigures, fetchTitle, planSummary, prettyOperation } from '../../../explorer/playground/plan/plan-text';
import { privateStorage } from '../../../explorer/playground/private-storage';
import { playgroundUrl } from '../../../explorer/organisations/graphql/playground-url';

test('each example stands in the menu once, below one job', () => {
  const titles = readdirSync(join(HOME, 'examples'))
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => name.replace('.graphql', '').replaceAll('-', ' '))
    .map((words) => words[0]!.toUpperCase() + words.slice(1));
  expect(JOBS.flatMap((job) => job.titles).sort()).toEqual(titles.sort());
});

test('a link has the query and the variables and nothing else, and takes nothing else', () => {
  const given = { query: '{ a(b: "é & # 😀") }', variables: '{"c": "+ %20"}', headers: '{"authorization": "secret"}' };
  const link = writeLink(given);
  expect(link).not.toMatch(/authorization|secret/);
  expect(readLink(link)).toEqual({ query: given.query, variables: given.variables });
  expect(Object.keys(readLink(`${link}&headers=%7B%22x%22%3A1%7D&operationName=x`))).toEqual(['query', 'variables']);
});

test('the explorer links to the playground with the query and the variables that have values', () => {
  const [path, fragment] = playgroundUrl('query A($a: Int) { b }\n', { a: 'é &', c: null, d: undefined }).split('#');
  expect(path).toBe('/playground');
  expect(readLink(fragment!)).toEqual({ query: 'query A($a: Int) { b }', variables: '{\n  "a": "é &"\n}' });
});

const FOUND = { organisation: { name: 'A' } };
test.each<[string, Record<string, unknown> | undefined, unknown, string | undefined]>([
  ['query A($code: ID!) { organisation(code: $code) { name } }', { code: 'A81001' }, FOUND, '/organisation/A81001'],
  [
    'query A($p: ID!, $day: Date) { organisation(asOf: { date: $day }, code: $p) { name } }',
    { p: 'A81001', day: '2024-10-31' },
    FOUND,
    '/organisation/A81001?date=2024-10-31',
  ],
  ['{ organisation( code : "QE1") { name } }', undefined, FOUND, '/organisation/QE1'],
  ['{ a: organisation(code: "QE1") { name } }', undefined, { a: {} }, '/organisation/QE1'],
  [
    'query($c: [ID!]!) { organisations(codes: $c) { name } }',
    { c: ['X', 'a81001'] },
    { organisations: [null, {}] },
    '/organisation/a81001',
  ],
  ['{ organisation(code: "QE1") { name } }', undefined, { organisation: null }, undefined],
  ['{ organisation(code: "QE1") { name } }', undefined, undefined, undefined],
  ['query($code: ID!) { role(code: $code) { name } }', { code: 'RO76' }, { role: { name: 'A' } }, undefined],
  ['query($code: ID!) { organisation(code: $code) { name } }', { code: '../x?y' }, FOUND, undefined],
])('%s with %j leads to an organisation in the explorer if the response has it', (query, variables, data, url) => {
  expect(askedOrganisation({ query, variables }, data)?.url).toBe(url);
});

function storageOf(kept: Map<string, string>): Storage {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

test.each<[string, Record<string, string>, string, Record<string, string>]>([
  ['nothing else is kept', {}, '{ b }', { query: '{ b }', variables: '{}' }],
  ['only the variables are kept', { variables: '{"c":1}' }, '{ b }', { query: '{ b }', variables: '{"c":1}' }],
  ['only the query is kept', { query: '{ b }' }, '{ b }', { query: '{ b }', variables: '{}' }],
  ['a newer query is kept', { query: '{ newer }' }, '{ b }', { query: '{ newer }' }],
  ['the tab is empty', {}, '', {}],
])('the text of the active tab is found again when %s', (_, texts, query, expected) => {
  const tabs = [{ query: '{ a }' }, { query, variables: '{}' }];
  const kept = new Map([['graphiql:tabState', JSON.stringify({ activeTabIndex: 1, tabs })]]);
  for (const [name, text] of Object.entries(texts)) kept.set(`graphiql:${name}`, text);
  privateStorage(storageOf(kept));
  kept.delete('graphiql:tabState');
  expect([...kept].sort()).toEqual(Object.entries(expected).map(([name, text]) => [`graphiql:${name}`, text]));
});

test('tabs that cannot be read are left to GraphiQL', () => {
  const kept = new Map([['graphiql:tabState', '{"tabs":']]);
  expect(privateStorage(storageOf(kept)).length).toBe(1);
});

test('headers are not kept in the history, and are removed from an old one', () => {
  const kept = new Map([
    ['graphiql:queries', '{"queries":[{"query":"{ a }","headers":"{\\"authorization\\":\\"old secret\\"}"}]}'],
    ['other', '{"headers":"of another page"}'],
  ]);
  const ours = privateStorage(storageOf(kept));
  expect(JSON.parse(ours.getItem('graphiql:queries')!)).toEqual({ queries: [{ query: '{ a }' }] });
  ours.setItem('graphiql:favorites', '{"favorites":[{"query":"{ a }","headers":"secret","label":"b"}]}');
  expect(JSON.parse(kept.get('graphiql:favorites')!)).toEqual({ favorites: [{ query: '{ a }', label: 'b' }] });
  expect(ours.length).toBe(2);
  ours.clear();
  expect([...kept]).toEqual([['other', '{"headers":"of another page"}']]);
});

describe('the plan in words', () => {
  const fetched = { ms: 1.5, outcome: 'answered', representations: null, bytes: null };
  const own = {
    kind: 'Fetch',
    subgraph: 'organisations',
    operation: '{organisation(code:"A"){code}}',
    fetched,
  } as const;

  test('a plan of our own subgraph alone', () => {
    const plan: PlanReport = { text: 'No plan: only our own subgraph\n…', planningMs: null, nodes: [own], reads: [] };
    expect(planSummary(plan)).toEqual([
      'No plan was needed: the gateway answered from its own subgraph alone.',
      '1 fetch from 1 subgraph.',
      'Our own subgraph read nothing from the database.',
    ]);
    expect([fetchTitle(own), fetchFigures(own)]).toEqual(['Fetch from organisations', 'answered, 1.5 ms']);
    expect(prettyOperation(own.operation)).toBe('{\n  organisation(code: "A") {\n    code\n  }\n}');
    expect(prettyOperation('not { an operation')).toBe('not { an operation');
  });

  test('a plan of several subgraphs', () => {
    const entities = { ...fetched, outcome: 'SUBGRAPH_TIMEOUT', representations: 2, cached: 1, bytes: 51 };
    const other = { ...own, subgraph: 'doses', paths: ['organisations.@'], fetched: entities };
    const unsent = { ...own, subgraph: 'staff', fetched: null };
    const plan: PlanReport = {
      text: 'Plan, made in 0.4 ms',
      planningMs: 0.4,
      nodes: [
        {
          kind: 'Sequence',
          nodes: [own, { kind: 'Condition', variable: 'all', yes: { kind: 'Parallel', nodes: [other, unsent] } }],
        },
      ],
      reads: [
        { query: 'organisation', reads: 1, keys: 2 },
        { query: 'outgoing', reads: 2, keys: 3 },
      ],
    };
    expect(planSummary(plan)).toEqual([
      'The plan took 0.4 ms to make.',
      '2 fetches from 2 subgraphs.',
      '3 reads of the database.',
    ]);
    expect(fetchTitle(other)).toBe('Fetch from doses for organisations.@');
    expect(fetchFigures(other)).toBe('SUBGRAPH_TIMEOUT, 1.5 ms, 2 entities, 1 entity from the cache, 51 bytes');
    expect(fetchFigures(unsent)).toBe('not sent: there was nothing to ask for');
  });
});

test('the example of other teams has their fields that need no argument, and is valid', () => {
  const own = readFileSync(join(HOME, 'schema', 'api.graphql'), 'utf8');
  const names = Object.keys((buildSchema(own).getType('Organisation') as never as { getFields(): object }).getFields());
  const schema = buildSchema(`${own}
    extend type Organisation { doses(from: String!): Int doseCount(of: Int! = 1): Int rating: Rating all: [Rating!] odd: Odd }
    type Rating { overall: String of(area: String!): String within: Rating }
    union Odd = Rating`);
  const query = otherTeamsQuery(schema, names)!;
  expect(query).toContain('    doseCount\n    rating {\n      overall\n    }\n    all {\n      overall\n    }\n  }\n}');
  expect(validate(schema, parse(query))).toEqual([]);
  expect(otherTeamsQuery(buildSchema(own), names)).toBeUndefined();
});
