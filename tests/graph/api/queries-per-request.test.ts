import { LANDMARKS } from '../../../sample/landmarks';
import { createReads } from '../../../graph/read-side';
import { asking, askingCold, type Answer } from '../../support/gateway/asking';
import { sampleGraph } from '../../support/database/graph';

const graph = sampleGraph();
const cold = askingCold(graph);
const questions = ({ reads }: Answer) => reads.map(([question]) => question);

/** Region, boards, Sub ICB Locations, practices with their networks; 20 of each. */
const WALK = `query ($code: ID!) { organisation(code: $code) { code name
  children(view: COMMISSIONING, first: 20) { nodes { code name
    children(view: COMMISSIONING, kinds: [SUB_ICB_LOCATION], first: 20) { nodes { code name
      children(view: COMMISSIONING, kinds: [GP_PRACTICE], first: 20) { nodes { code name networks { code name } } } } } } } } }`;

test('the walk from a region to its practices and their networks costs eleven reads, and none when it comes back', async () => {
  const reads = createReads(graph, { deadlineMs: 20_000 });
  const ask = asking(graph, reads);
  const first = await ask(WALK, { variables: { code: LANDMARKS.region } });
  expect(first.errors).toBeUndefined();
  expect(JSON.stringify(first.data)).toContain('"networks":[{"code":"ZXN0001"');
  expect(questions(first)).toEqual([
    'state', // the region
    'incoming', // its boards
    'state',
    'incoming', // their Sub ICB Locations, and what else they commission
    'state',
    'roles', // which of those are Sub ICB Locations
    'incoming', // the practices
    'state',
    'roles',
    'outgoing', // the networks, most of whose records came with the practices
    'state',
  ]);
  const again = await ask(WALK, { variables: { code: LANDMARKS.region } });
  expect(again.data).toEqual(first.data);
  expect(again.reads).toEqual([]);
});

test('the children of twenty parents cost one read of links and one of records', async () => {
  const { data, reads } = await cold(
    `{ search(kinds: [TRUST], first: 20) { nodes { children(view: OPERATION) { nodes { code } } } } }`,
  );
  const { nodes } = data!.search as { nodes: { children: { nodes: object[] } }[] };
  expect(nodes.filter(({ children }) => children.nodes.length > 0).length).toBeGreaterThan(10);
  expect(reads.slice(-2)).toEqual([
    ['incoming', 20],
    ['state', nodes.reduce((sum, { children }) => sum + children.nodes.length, 0)],
  ]);
  expect(questions({ reads } as Answer)).toEqual(['holders', 'state', 'incoming', 'state']);
});

test('the parents of twenty sites cost one read of links and one of records', async () => {
  const answer = await cold(
    `{ search(kinds: [TRUST_SITE], first: 20) { nodes { parents(view: OPERATION) { name } operated: parents(view: REPORTING) { name } } } }`,
  );
  expect(questions(answer)).toEqual(['holders', 'state', 'outgoing', 'state']);
});

test('what two hundred sites belong to costs nine reads', async () => {
  const answer = await cold(
    `{ search(recordClass: SITE, first: 200) { nodes { belongsTo(kind: ICB) { organisations { code name } reason } } } }`,
  );
  const { nodes } = answer.data!.search as { nodes: { belongsTo: { organisations: object[] } }[] };
  expect(nodes).toHaveLength(200);
  expect(nodes.filter(({ belongsTo }) => belongsTo.organisations.length > 0).length).toBeGreaterThan(100);
  expect(questions(answer).slice(questions(answer).indexOf('outgoing'))).toEqual([
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
  const answer = await cold(
    `{ search(kinds: [PHARMACY], first: 20) { nodes { ancestors(view: COMMISSIONING) { code name } } } }`,
  );
  expect(questions(answer)).toEqual(['holders', 'state', 'outgoing', 'state', 'outgoing', 'state', 'outgoing']);
});

test('the descendants of a region cost one read for each level and question', async () => {
  const answer = await cold(
    `{ organisation(code: "${LANDMARKS.region}") { descendants(view: COMMISSIONING, kinds: [GP_PRACTICE], first: 200) { totalCount nodes { code name } } } }`,
  );
  expect(questions(answer)).toEqual([
    'state', // the region
    'incoming', // level by level, with the records that the rules of the view ask for
    'state',
    'incoming',
    'state',
    'roles',
    'incoming',
    'state',
    'incoming',
    'roles', // which of all of them are practices
  ]);
});

test('entities of other subgraphs come in one read, each by itself right or wrong', async () => {
  const answer = await cold(
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
  expect(answer.data).toEqual({
    _entities: [
      { code: 'ZXT01', name: expect.any(String) },
      null,
      null,
      null,
      { code: 'ZXP0006', name: 'OLD MILL SURGERY, EXAMPLETON' },
    ],
  });
  expect(answer.errors).toEqual([
    {
      message: 'A representation must be of the type Organisation.',
      code: 'BAD_USER_INPUT',
      path: ['_entities', 1],
    },
    {
      message: 'A representation of an Organisation must have its code, a text.',
      code: 'BAD_USER_INPUT',
      path: ['_entities', 3],
    },
  ]);
  expect(answer.reads).toEqual([['state', 3]]);
});

test('more than 1,000 representations are refused before anything is read', async () => {
  const { errors, reads } = await cold(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }`,
    { variables: { representations: Array(1_001).fill({ __typename: 'Organisation', code: 'ZXT01' }) } },
  );
  expect(errors).toMatchObject([{ message: 'representations takes at most 1000; got 1001.', code: 'BAD_USER_INPUT' }]);
  expect(reads).toEqual([]);
});
