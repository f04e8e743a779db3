import { LANDMARKS } from '../../../sample/landmarks';
import { asking, askingCold } from '../../support/gateway/asking';
import { sampleGraph } from '../../support/database/graph';

const graph = sampleGraph();
const ask = asking(graph);
const dataOf = async (source: string) => {
  const { data, errors } = await ask(source);
  expect(errors).toBeUndefined();
  return data;
};
const codes = (...list: string[]) => list.map((code) => ({ code }));

test('a closed trust names its successor, and that one its predecessor', async () => {
  expect(
    await dataOf(
      `{ organisation(code: "${LANDMARKS.trustSucceeded}") { successors { date forward organisation { code isActive predecessors { date organisation { code } } } } } }`,
    ),
  ).toEqual({
    organisation: {
      successors: [
        {
          date: '2017-10-01',
          forward: false,
          organisation: {
            code: 'ZXT03',
            isActive: true,
            predecessors: [{ date: '2017-10-01', organisation: { code: LANDMARKS.trustSucceeded } }],
          },
        },
      ],
    },
  });
});

test('a merger has two predecessors, a split two successors, by date, then code', async () => {
  expect(
    await dataOf(`{ merged: organisation(code: "${LANDMARKS.trustOfMerger}") { predecessors { organisation { code } } successors { date } }
      split: organisation(code: "${LANDMARKS.icbSplit}") { successors { date organisation { code } } } }`),
  ).toEqual({
    merged: {
      predecessors: [{ organisation: { code: 'ZXT11' } }, { organisation: { code: 'ZXT12' } }],
      successors: [],
    },
    split: {
      successors: [
        { date: '2024-07-01', organisation: { code: LANDMARKS.icbOfSplit } },
        { date: '2024-07-01', organisation: { code: LANDMARKS.icbOfSplitToo } },
      ],
    },
  });
});

test('successions told on one side, without an id, or on two dates are one each', async () => {
  const successors = 'successors { date organisation { code } }';
  expect(
    await dataOf(`{ a: organisation(code: "${LANDMARKS.toldByPredecessor}") { ${successors} } b: organisation(code: "ZXSUC12") { ${successors} }
      c: organisation(code: "${LANDMARKS.successionWithoutId}") { ${successors} } d: organisation(code: "${LANDMARKS.successionOnTwoDates}") { ${successors} } }`),
  ).toMatchObject({
    a: { successors: [{ organisation: { code: 'ZXSUC11' } }] },
    b: { successors: [{ organisation: { code: LANDMARKS.toldBySuccessor } }] },
    c: { successors: [{ organisation: { code: 'ZXSUC15' } }] },
    d: { successors: [{ date: '2018-04-01', organisation: { code: 'ZXSUC17' } }] },
  });
});

test('chains of successors end in every active organisation', async () => {
  expect(
    await dataOf(`{ chain: organisation(code: "${LANDMARKS.chainStart}") { becameNow { code } } itself: organisation(code: "ZXT03") { becameNow { code } }
      nobody: organisation(code: "${LANDMARKS.practiceWithoutSuccessor}") { becameNow { code } }
      before: organisation(code: "ZXT11") { becameNow(asOf: { date: "2019-03-31" }) { code } after: becameNow(asOf: { date: "2019-04-01" }) { code } } }`),
  ).toEqual({
    chain: { becameNow: codes('ZXSUC04', 'ZXSUC06') },
    itself: { becameNow: codes('ZXT03') },
    nobody: { becameNow: [] },
    before: { becameNow: codes('ZXT11'), after: codes(LANDMARKS.trustOfMerger) },
  });
});

const OUTCOMES: readonly (readonly [code: string, outcome: string, ...current: string[]])[] = [
  [LANDMARKS.ccgMerged, 'MERGED', LANDMARKS.sicblOfMerger],
  [LANDMARKS.ccgSplit, 'SPLIT', LANDMARKS.sicblOfSplit, 'ZXS104'],
  [LANDMARKS.trustSucceeded, 'SUCCEEDED', 'ZXT03'],
  [LANDMARKS.icbMerged, 'MERGED', LANDMARKS.icbOfMerger],
  [LANDMARKS.primaryCareGroup, 'SPLIT', 'ZXS001', 'ZXS077'],
  [LANDMARKS.chainStart, 'SPLIT', 'ZXSUC04', 'ZXSUC06'],
  ['ZXSUC05', 'MERGED', LANDMARKS.chainMerger],
  [LANDMARKS.selfSuccession, 'CURRENT', LANDMARKS.selfSuccession],
  [LANDMARKS.successorUnknown, 'CLOSED'],
  [LANDMARKS.successionToCome, 'CURRENT', LANDMARKS.successionToCome],
  [LANDMARKS.practiceWithoutSuccessor, 'CLOSED'],
  [LANDMARKS.stub, 'CLOSED'],
  [LANDMARKS.dirtFutureStart, 'NOT_YET_OPEN'],
  [LANDMARKS.unresolved, 'UNKNOWN'],
  ['NO SUCH CODE', 'UNKNOWN'],
];

test('what became of many codes is told in the order asked, one read for each level', async () => {
  const { data, reads } = await askingCold(graph)(
    'query ($codes: [ID!]!) { resolveCodes(codes: $codes) { code outcome organisation { code } current { code } } }',
    { variables: { codes: OUTCOMES.map(([code]) => ` ${code.toLowerCase()}`) } },
  );
  expect(data!.resolveCodes).toEqual(
    OUTCOMES.map(([code, outcome, ...current]) => ({
      code,
      outcome,
      organisation: outcome === 'UNKNOWN' ? null : { code },
      current: codes(...current),
    })),
  );
  expect(reads.map(([question]) => question)).toEqual([
    'state',
    'successors',
    'state',
    'successors',
    'state',
    'successors',
    'predecessors',
  ]);
});

test('1 to 500 codes are resolved at once', async () => {
  const { errors } = await ask('query ($codes: [ID!]!) { resolveCodes(codes: $codes) { code } }', {
    variables: { codes: Array(501).fill('ZXT01') },
  });
  expect(errors).toMatchObject([{ message: 'codes takes 1 to 500 codes; got 501.', code: 'BAD_USER_INPUT' }]);
});
