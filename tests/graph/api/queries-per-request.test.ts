import { KNOWN_CASES } from '../../../sample/known-cases';
import { createReadSide } from '../../../graph/read-side';
import { createExecutor, createColdExecutor, type QueryResult } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const graph = sampleGraph();
const executeCold = createColdExecutor(graph);
const queryNames = ({ reads }: QueryResult) => reads.map(([name]) => name);

/** A region, its boards, their Sub ICB Locations and practices with networks; 20 of each. */
const WALK = `query ($code: ID!) { organisation(code: $code) { code name
  children(view: COMMISSIONING, first: 20) { nodes { code name
    children(view: COMMISSIONING, kinds: [SUB_ICB_LOCATION], first: 20) { nodes { code name
      children(view: COMMISSIONING, kinds: [GP_PRACTICE], first: 20) { nodes { code name networks { code name } } } } } } } } }`;

test('a query from a region to its practices and networks costs eleven reads, and none when it is repeated', async () => {
  const reads = createReadSide(graph, { deadlineMs: 20_000 });
  const execute = createExecutor(graph, reads);
  const first = await execute(WALK, { variables: { code: KNOWN_CASES.region } });
  expect(first.errors).toBeUndefined();
  expect(JSON.stringify(first.data)).toContain('"networks":[{"code":"ZXN0001"');
  expect(queryNames(first)).toEqual([
    'state', // the region
    'incoming', // its boards
    'state',
    'incoming', // their Sub ICB Locations and other organisations below
    'state',
    'roles', // which of those are Sub ICB Locations
    'incoming', // the practices
    'state',
    'roles',
    'outgoing', // the networks, most of whose records came with the practices
    'state',
  ]);
  const again = await execute(WALK, { variables: { code: KNOWN_CASES.region } });
  expect(again.data).toEqual(first.data);
  expect(again.reads).toEqual([]);
});

test('the children of twenty parents cost one read of links and one of records', async () => {
  const { data, reads } = await executeCold(
    `{ search(kinds: [TRUST], first: 20) { nodes { children(view: OPERATION) { nodes { code } } } } }`,
  );
  const { nodes } = data!.search as { nodes: { children: { nodes: object[] } }[] };
  expect(nodes.filter(({ children }) => children.nodes.length > 0).length).toBeGreaterThan(10);
  expect(reads.slice(-2)).toEqual([
    ['incoming', 20],
    ['state', nodes.reduce((sum, { children }) => sum + children.nodes.length, 0)],
  ]);
  expect(queryNames({ reads } as QueryResult)).toEqual(['holders', 'state', 'incoming', 'state']);
});

test('the parents of twenty sites cost one read of links and one of records', async () => {
  const result = await executeCold(
    `{ search(kinds: [TRUST_SITE], first: 20) { nodes { parents(view: OPERATION) { name } operated: parents(view: REPORTING) { name } } } }`,
  );
  expect(queryNames(result)).toEqual(['holders', 'state', 'outgoing', 'state']);
});

test('belongsTo of two hundred sites costs nine reads', async () => {
  const result = await executeCold(
    `{ search(recordClass: SITE, first: 200) { nodes { belongsTo(kind: ICB) { organisations { code name } reason } } } }`,
  );
  const { nodes } = result.data!.search as { nodes: { belongsTo: { organisations: object[] } }[] };
  expect(nodes).toHaveLength(200);
  expect(nodes.filter(({ belongsTo }) => belongsTo.organisations.length > 0).length).toBeGreaterThan(100);
  expect(queryNames(result).slice(queryNames(result).indexOf('outgoing'))).toEqual([
    'outgoing', // their operators
    'state',
    'outgoing', // those above them, up to the regions
    'state',
    'outgoing',
    'state',
    'roles',
    'outgoing',
    'roles', // which of all of them are boards
  ]);
});

test('the ancestors of twenty pharmacies cost two reads for each level', async () => {
  const result = await executeCold(
    `{ search(kinds: [PHARMACY], first: 20) { nodes { ancestors(view: COMMISSIONING) { code name } } } }`,
  );
  expect(queryNames(result)).toEqual(['holders', 'state', 'outgoing', 'state', 'outgoing', 'state', 'outgoing']);
});

test('the descendants of a region cost one read for each level and query', async () => {
  const result = await executeCold(
    `{ organisation(code: "${KNOWN_CASES.region}") { descendants(view: COMMISSIONING, kinds: [GP_PRACTICE], first: 200) { totalCount nodes { code name } } } }`,
  );
  expect(queryNames(result)).toEqual([
    'state', // the region
    'incoming', // level by level, with the records that the rules of the view need
    'state',
    'incoming',
    'state',
    'roles',
    'incoming',
    'state',
    'roles', // which of all of them are practices; nothing is looked up below them
  ]);
});

test('entities are resolved in one read, each with its own error', async () => {
  const result = await executeCold(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Organisation { code name } } }`,
    {
      variables: {
        representations: [
          { __typename: 'Organisation', code: 'zxt01' },
          { __typename: 'Ward', code: 'ZXT01' },
          { __typename: 'Organisation', code: 'NOBODY' },
          { __typename: 'Organisation' },
          { __typename: 'Organisation', code: 'ZXP0006', beds: 12 },
        ],
      },
    },
  );
  expect(result.data).toEqual({
    _entities: [
      { code: 'ZXT01', name: expect.any(String) },
      null,
      null,
      null,
      { code: 'ZXP0006', name: 'OLD MILL SURGERY, EXAMPLETON' },
    ],
  });
  expect(result.errors).toEqual([
    {
      message: 'A representation must be of the type Organisation.',
      code: 'BAD_USER_INPUT',
      path: ['_entities', 1],
    },
    {
      message: 'A representation of an Organisation must have a code, as a string.',
      code: 'BAD_USER_INPUT',
      path: ['_entities', 3],
    },
  ]);
  expect(result.reads).toEqual([['state', 3]]);
});

test('more than 1,000 representations are refused before any read', async () => {
  const { errors, reads } = await executeCold(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }`,
    { variables: { representations: Array(1_001).fill({ __typename: 'Organisation', code: 'ZXT01' }) } },
  );
  expect(errors).toMatchObject([{ message: 'representations takes at most 1000; got 1001.', code: 'BAD_USER_INPUT' }]);
  expect(reads).toEqual([]);
});
