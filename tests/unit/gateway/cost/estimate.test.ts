import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { HOME } from '../../../../config';
import { actualCost } from '../../../../gateway/cost/actual';
import { compose } from '../../../../federation/composition/compose';
import { readCostDirectives } from '../../../../gateway/cost/cost-directives';
import { estimateCost } from '../../../../gateway/cost/estimate';
import { fragmentsOf } from '../../../../federation/planning/fragments';
import { DEFAULT_LIMITS } from '../../../../gateway/limits';
import { readSupergraph } from '../../../../federation/supergraph/supergraph';
import { unsizedLists } from '../../../../resolvers/sizes/list-sizes';
import { buildSubgraph, type Subgraph } from '../../../../resolvers/subgraph';

let subgraph: Subgraph;
beforeAll(async () => void (subgraph = await buildSubgraph()));

function costInput(schema: GraphQLSchema, sdl: string, query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const model = readCostDirectives(sdl, DEFAULT_LIMITS);
  return { schema, model, operation, fragments: fragmentsOf(document), variables };
}

/** Of the release of October 2024. */
const NATIONAL = 72_197;
const nationalCost = (query: string, variables?: Record<string, unknown>) =>
  estimateCost({ ...costInput(subgraph.api, subgraph.sdl, query, variables), organisations: NATIONAL });
const aliases = (count: number, field: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => `a${at}: ${field(at)}`).join(' ');
const onDay = (at: number) => `asOf: { date: "20${String(10 + (at % 15))}-01-${String(11 + (at % 17))}" }`;
const page = (of: string) => `changes(from: "2023-01-31", ${of}, first: 1) { nodes { code } }`;
const REGIONS = ['Y56', 'Y58', 'Y59', 'Y60', 'Y61', 'Y62', 'Y63'];
const repeated = (count: number) => Array.from({ length: count }, (_, at) => REGIONS[at % REGIONS.length]!);
const ofRegions = (selection: string) => `query ($codes: [ID!]!) { organisations(codes: $codes) { ${selection} } }`;

const DOCUMENTS = ['README.md', 'docs/recipes.md', 'docs/dates.md'];
const PAGES = 'explorer/organisations/documents';
/** Codes in one request of the page that looks up a list. */
const LIST_BATCH = 200;
const read = (file: string) => readFileSync(join(HOME, file), 'utf8');

const cost = (query: string, variables?: Record<string, unknown>) =>
  estimateCost(costInput(subgraph.api, subgraph.sdl, query, variables));

describe('the organisations subgraph', () => {
  test('every list of objects declares its size', () => {
    expect(unsizedLists(subgraph.api)).toEqual([]);
    expect(unsizedLists(buildSchema('type Query { a: [X!]! b: [Int] } type X { id: ID }'))).toEqual(['Query.a']);
  });

  test('a page size of null costs as much as the default', () => {
    const page = (args: string) => cost(`{ search(text: "a"${args}) { nodes { code } } }`);
    expect(page(', first: null')).toBe(page(''));
    expect(cost('query ($n: Int) { search(text: "a", first: $n) { nodes { code } } }', { n: null })).toBe(page(''));
    expect(page(', first: 200')).toBeGreaterThan(page(''));
  });

  test.each<[string, number]>([
    ['{ organisation(code: "A") { code name kinds } }', 1],
    ['{ organisation(code: "A") { operational { start } __typename } }', 2],
    ['{ a: organisation(code: "A") { code } b: organisation(code: "A") { code } }', 2],
    ['{ search { nodes { code } } }', 21],
    ['{ search(first: 5) { totalCount nodes { code } edges { node { code } } pageInfo { hasNextPage } } }', 17],
    ['{ search(first: 5) { ...P } } fragment P on OrganisationConnection { nodes { address { town } } }', 11],
    ['{ search(first: 7) { nodes { children(view: REPORTING, first: 3) { nodes { code } } } } }', 36],
    ['{ paths(from: "A", to: "B", view: REPORTING) { length } }', 3],
    ['{ paths(from: "A", to: "B", view: REPORTING, limit: 20) { length } }', 20],
    ['{ organisations(codes: ["A", "B"]) { code } }', 2],
    ['{ organisations(codes: "A") { code } }', 1],
    ['{ __schema { types { name fields { name } } } }', 0],
    ['{ organisation(code: "A") @skip(if: true) { code } }', 0],
    ['{ organisation(code: "A") { ... @include(if: false) { address { town } } } }', 1],
  ])('%s costs at most %d', (query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  test('documented queries and page queries cost at most half the limit on a national release, examples stay below it', () => {
    const queries = [
      ...DOCUMENTS.flatMap((file) => [...read(file).matchAll(/```graphql\n([^]*?)```/g)].map(([, query]) => query!)),
      ...readdirSync(join(HOME, PAGES), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.graphql'))
        .map((file) => read(join(PAGES, file))),
    ];
    const examples = readdirSync(join(HOME, 'examples'))
      .filter((file) => file.endsWith('.graphql'))
      .map((file) => read(join('examples', file)));
    const items = repeated(LIST_BATCH).map((code) => ({ code }));
    const costsMore = (than: number) => (query: string) => nationalCost(query, { network: true, items }) > than;
    expect([queries.length > 20, examples.length > 15]).toEqual([true, true]);
    expect(queries.filter(costsMore(DEFAULT_LIMITS.cost / 2))).toEqual([]);
    expect(examples.filter(costsMore(0.85 * DEFAULT_LIMITS.cost))).toEqual([]);
  });

  test.each<[string, string, string[]?]>([
    [
      'descendantCodes of 480 codes on 28 days',
      ofRegions(aliases(28, (at) => `descendantCodes(view: REPORTING, kinds: [ICB], ${onDay(at)})`)),
      repeated(480),
    ],
    ['descendantCodes of 480 equal codes', ofRegions('descendantCodes(view: REPORTING)'), repeated(480)],
    [
      'trees of 7 regions on 28 days',
      ofRegions(aliases(28, (at) => `tree(view: REPORTING, ${onDay(at)}) { truncated }`)),
    ],
    [
      'totals of 7 regions on 28 days',
      ofRegions(aliases(28, (at) => `total(measure: "gp-list-size", view: COMMISSIONING, ${onDay(at)}) { value }`)),
    ],
    [
      'seven roll-ups of OTHER',
      `{ ${aliases(7, (at) => `rollUp(of: OTHER, by: ICB, view: REPORTING, ${onDay(at)}) { count }`)} }`,
    ],
    [
      '28 counts of children of each node of a tree',
      `{ organisation(code: "Y56") { tree(view: REPORTING, maxDepth: 2) { nodes { organisation { ${aliases(28, (at) => `childCount(view: REPORTING, ${onDay(at)})`)} } } } } }`,
    ],
    ['20 counts of changes', `{ ${aliases(20, () => 'changes(from: "2023-01-31", first: 1) { totalCount }')} }`],
    ['6 pages of a group of changes', `{ ${aliases(6, () => page('groups: [SUCCESSIONS]'))} }`],
    ['25 pages of a rare kind of changes', `{ ${aliases(25, () => page('kinds: [REOPENED]'))} }`],
    ['20 fuzzy counts', `{ ${aliases(20, (at) => `search(text: "surgry ${at}", first: 1) { totalCount }`)} }`],
    [
      '20 roll-ups of practices',
      `{ ${aliases(20, (at) => `rollUp(of: GP_PRACTICE, by: ICB, view: COMMISSIONING, ${onDay(at)}) { count }`)} }`,
    ],
    [
      'relationships of 500 codes on 28 days',
      ofRegions(aliases(28, (at) => `relationships(first: 1, ${onDay(at)}) { totalCount }`)),
      repeated(500),
    ],
  ])('of a national release, %s is too expensive', (_, query, codes = REGIONS) => {
    expect(nationalCost(query, { codes })).toBeGreaterThan(DEFAULT_LIMITS.cost);
  });

  test.each<[string, string, string[]?]>([
    [
      'a tree of one region with names',
      '{ organisation(code: "Y56") { tree(view: REPORTING) { nodes { organisation { name } } } } }',
    ],
    [
      'patients of 42 ICBs',
      ofRegions('total(measure: "gp-list-size", view: COMMISSIONING) { value }'),
      repeated(42).map((code, at) => `${code}${at}`),
    ],
    ['codes of 7 regions', ofRegions('descendantCodes(view: REPORTING, kinds: [GP_PRACTICE])')],
    [
      'three roll-ups with a measure',
      `{ ${aliases(3, (at) => `rollUp(of: GP_PRACTICE, by: ICB, view: COMMISSIONING, measure: "gp-list-size", ${onDay(at)}) { groups { organisation { code } total } }`)} }`,
    ],
    [
      'a page of a search with counts of children',
      '{ search(text: "mill", first: 50) { totalCount nodes { code name childCount(view: OPERATION) } } }',
    ],
    ['100 pages of changes', `{ ${aliases(100, () => page('kinds: [ADDED, CHANGED]'))} }`],
    ['100 pages of one code', `{ ${aliases(100, () => page('groups: [NAME], code: "Y56"'))} }`],
    ['counts of changes by kind', `{ ${aliases(4, () => 'changes(from: "2023-01-31", first: 1) { totalCount }')} }`],
  ])('of a national release, %s is allowed', (_, query, codes = REGIONS) => {
    expect(nationalCost(query, { codes })).toBeLessThan(DEFAULT_LIMITS.cost);
  });

  test('a list size comes from a variable, its default, or the default of the argument', () => {
    const query = 'query ($n: Int! = 9) { search(first: $n) { nodes { code } } }';
    expect(cost(query, { n: 1_000 })).toBe(1_001);
    expect(cost(query, { n: 9 })).toBe(10);
    expect(cost('query ($n: Int) { search(first: $n) { nodes { code } } }')).toBe(21);
    expect(cost('query ($c: [ID!]!) { organisations(codes: $c) { code } }', { c: ['A', 'B', 'C'] })).toBe(3);
  });

  test('a page size above the limit costs no more than the largest page', () => {
    expect(cost('{ search(first: 99999999) { nodes { code } } }')).toBe(201);
    expect(cost('{ search(first: -1) { nodes { code } } }')).toBe(1);
  });

  test('the cost of a fragment is computed once, however often it is spread', () => {
    const bomb = (n: number) =>
      `{ organisation(code: "A") { ...F0 } } ${Array.from({ length: n }, (_, at) => `fragment F${at} on Organisation { a: address { town } ...F${at + 1} ...F${at + 1} }`).join(' ')} fragment F${n} on Organisation { address { town } }`;
    expect(cost(bomb(22))).toBe(1 + (2 ** 22 - 1) + 2 ** 22);
    expect(cost(bomb(400))).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('other subgraphs', () => {
  const LINK = (names: string) =>
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", ${names}])`;
  const SDL = `
    ${LINK('{ name: "@cost", as: "@price" }')}
    interface Site { code: ID! rooms: [Room!]! }
    type Ward implements Site { code: ID! rooms: [Room!]! beds: [Bed!]! @federation__listSize(assumedSize: 30) }
    type Clinic implements Site @price(weight: 3) { code: ID! rooms: [Room!]! @federation__listSize(assumedSize: 2) }
    type Room { grid: [[Bed!]!]! plan: Plan @price(weight: 10) }
    type Bed @price(weight: 2) { id: ID! state: String @price(weight: 4) }
    type Plan { id: ID! }
    type Query {
      sites(of: String @price(weight: 7)): [Site!]! @federation__listSize(assumedSize: 4)
      page(first: Int, last: Int = 6): Page @federation__listSize(slicingArguments: ["first", "last"], sizedFields: ["items"], requireOneSlicingArgument: false)
    }
    type Page { items: [Bed!]! others: [Plan!]! }
  `;
  const supergraph = readSupergraph(compose([{ name: 'estates', sdl: SDL }]));
  const inputOf = (query: string) => costInput(supergraph.apiSchema, supergraph.sdl, query);

  test.each<[string, number]>([
    ['{ sites { code } }', 4 * 3],
    ['{ sites(of: "A") { code } }', 7 + 4 * 3],
    ['{ sites { ... on Ward { beds { id } } } }', 4 * (3 + 30 * 2)],
    ['{ sites { ... on Clinic { rooms { plan { id } } } } }', 4 * (3 + 2 * 11)],
    ['{ sites { rooms { plan { id } } } }', 4 * (3 + 10 * 11)],
    ['{ page { items { id } } }', 1 + 6 * 2],
    ['{ page(first: 9) { items { state } others { id } } }', 1 + 9 * 6 + 10],
  ])('%s costs at most %d', (query, expected) => {
    expect(estimateCost(inputOf(query))).toBe(expected);
  });

  test('a list without @listSize has the size that is stated for its subgraph, the largest of several subgraphs', () => {
    const link = LINK('"@shareable"');
    const shared = 'type Query { a: [Item!]! @shareable } type Item @shareable { id: ID! }';
    const graphs = { first: `${link} ${shared}`, second: `${link} ${shared} extend type Query { b: [Item!]! }` };
    const { sdl, apiSchema } = readSupergraph(
      compose(Object.entries(graphs).map(([name, text]) => ({ name, sdl: text }))),
    );
    const costBy = (query: string, listSizes: Record<string, number>) =>
      estimateCost({ ...costInput(apiSchema, sdl, query), model: readCostDirectives(sdl, DEFAULT_LIMITS, listSizes) });
    expect(costBy('{ a { id } }', {})).toBe(10);
    expect(costBy('{ a { id } }', { second: 40 })).toBe(40);
    expect(costBy('{ a { id } }', { first: 3, second: 4 })).toBe(4);
    expect(costBy('{ b { id } }', { first: 300 })).toBe(10);
  });

  test('nested lists multiply their sizes', () => {
    expect(estimateCost(inputOf('{ sites { ... on Clinic { rooms { grid { id } } } } }'))).toBe(
      4 * (3 + 2 * (1 + 10 * 10 * 2)),
    );
  });

  test('the actual cost counts each object once, as the cheapest type that it may have', () => {
    const query =
      '{ sites { ...R ... on Clinic { rooms { plan { id } } } } } fragment R on Site { rooms { plan { id } grid { id state } } }';
    const beds = [
      [
        { id: 1, state: 'free' },
        { id: 2, state: null },
      ],
      [],
    ];
    const data = { sites: [{ rooms: [{ plan: { id: 1 }, grid: beds }] }, { rooms: [] }] };
    expect(actualCost(data, inputOf(query))).toBe(2 + 1 + 10 + (2 + 4 + 2));
  });
});
