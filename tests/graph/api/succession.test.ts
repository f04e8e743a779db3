import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor, createColdExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const graph = sampleGraph();
const execute = createExecutor(graph);
const dataOf = async (source: string) => {
  const { data, errors } = await execute(source);
  expect(errors).toBeUndefined();
  return data;
};
const codes = (...list: string[]) => list.map((code) => ({ code }));

test('a closed trust names its successor, and the successor its predecessor', async () => {
  expect(
    await dataOf(
      `{ organisation(code: "${KNOWN_CASES.trustSucceeded}") { successors { date forward organisation { code isActive predecessors { date organisation { code } } } } } }`,
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
            predecessors: [{ date: '2017-10-01', organisation: { code: KNOWN_CASES.trustSucceeded } }],
          },
        },
      ],
    },
  });
});

test('a merger has two predecessors, a split two successors, by date, then code', async () => {
  expect(
    await dataOf(`{ merged: organisation(code: "${KNOWN_CASES.trustOfMerger}") { predecessors { organisation { code } } successors { date } }
      split: organisation(code: "${KNOWN_CASES.icbSplit}") { successors { date organisation { code } } } }`),
  ).toEqual({
    merged: {
      predecessors: [{ organisation: { code: 'ZXT11' } }, { organisation: { code: 'ZXT12' } }],
      successors: [],
    },
    split: {
      successors: [
        { date: '2024-07-01', organisation: { code: KNOWN_CASES.icbOfSplit } },
        { date: '2024-07-01', organisation: { code: KNOWN_CASES.icbOfSplitToo } },
      ],
    },
  });
});

test('a succession on one record only, without an id, or with two dates is returned once', async () => {
  const successors = 'successors { date organisation { code } }';
  expect(
    await dataOf(`{ a: organisation(code: "${KNOWN_CASES.statedByPredecessor}") { ${successors} } b: organisation(code: "ZXSUC12") { ${successors} }
      c: organisation(code: "${KNOWN_CASES.successionWithoutId}") { ${successors} } d: organisation(code: "${KNOWN_CASES.successionOnTwoDates}") { ${successors} } }`),
  ).toMatchObject({
    a: { successors: [{ organisation: { code: 'ZXSUC11' } }] },
    b: { successors: [{ organisation: { code: KNOWN_CASES.statedBySuccessor } }] },
    c: { successors: [{ organisation: { code: 'ZXSUC15' } }] },
    d: { successors: [{ date: '2018-04-01', organisation: { code: 'ZXSUC17' } }] },
  });
});

test('chains of successors end in all active organisations', async () => {
  expect(
    await dataOf(`{ chain: organisation(code: "${KNOWN_CASES.chainStart}") { becameNow { code } } itself: organisation(code: "ZXT03") { becameNow { code } }
      nobody: organisation(code: "${KNOWN_CASES.practiceWithoutSuccessor}") { becameNow { code } }
      before: organisation(code: "ZXT11") { becameNow(asOf: { date: "2019-03-31" }) { code } after: becameNow(asOf: { date: "2019-04-01" }) { code } } }`),
  ).toEqual({
    chain: { becameNow: codes('ZXSUC04', 'ZXSUC06') },
    itself: { becameNow: codes('ZXT03') },
    nobody: { becameNow: [] },
    before: { becameNow: codes('ZXT11'), after: codes(KNOWN_CASES.trustOfMerger) },
  });
});

const OUTCOMES: readonly (readonly [code: string, outcome: string, ...current: string[]])[] = [
  [KNOWN_CASES.ccgMerged, 'MERGED', KNOWN_CASES.sicblOfMerger],
  [KNOWN_CASES.ccgSplit, 'SPLIT', KNOWN_CASES.sicblOfSplit, 'ZXS104'],
  [KNOWN_CASES.trustSucceeded, 'SUCCEEDED', 'ZXT03'],
  [KNOWN_CASES.icbMerged, 'MERGED', KNOWN_CASES.icbOfMerger],
  [KNOWN_CASES.primaryCareGroup, 'SPLIT', 'ZXS001', 'ZXS077'],
  [KNOWN_CASES.chainStart, 'SPLIT', 'ZXSUC04', 'ZXSUC06'],
  ['ZXSUC05', 'MERGED', KNOWN_CASES.chainMerger],
  [KNOWN_CASES.selfSuccession, 'CURRENT', KNOWN_CASES.selfSuccession],
  [KNOWN_CASES.successorUnknown, 'CLOSED'],
  [KNOWN_CASES.successionToCome, 'CURRENT', KNOWN_CASES.successionToCome],
  [KNOWN_CASES.practiceWithoutSuccessor, 'CLOSED'],
  [KNOWN_CASES.stub, 'CLOSED'],
  [KNOWN_CASES.faultFutureStart, 'NOT_YET_OPEN'],
  [KNOWN_CASES.unresolved, 'UNKNOWN'],
  ['NO SUCH CODE', 'UNKNOWN'],
];

test('resolveCodes returns codes in the requested order, with one read for each level', async () => {
  const { data, reads } = await createColdExecutor(graph)(
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
  expect(reads.map(([name]) => name)).toEqual([
    'state',
    'successors',
    'state',
    'successors',
    'state',
    'successors',
    'predecessors',
  ]);
});

test('resolveCodes takes 1 to 500 codes', async () => {
  const { errors } = await execute('query ($codes: [ID!]!) { resolveCodes(codes: $codes) { code } }', {
    variables: { codes: Array(501).fill('ZXT01') },
  });
  expect(errors).toMatchObject([{ message: 'codes takes 1 to 500 codes; got 501.', code: 'BAD_USER_INPUT' }]);
});

test('resolveCodes tells a default code from an unknown one, with its meaning and source', async () => {
  const { data } = await execute(
    '{ resolveCodes(codes: ["v81999", "ZX-NOBODY", "ZXP0001"]) { code outcome defaultCode { code meaning source } } defaultCodes { code } }',
  );
  expect(data!.resolveCodes).toEqual([
    {
      code: 'V81999',
      outcome: 'UNKNOWN',
      defaultCode: {
        code: 'V81999',
        meaning: 'The GP practice code is not known.',
        source: 'NHS Data Dictionary, general medical practice code (patient registration)',
      },
    },
    { code: 'ZX-NOBODY', outcome: 'UNKNOWN', defaultCode: null },
    { code: 'ZXP0001', outcome: 'CURRENT', defaultCode: null },
  ]);
  const codes = (data!.defaultCodes as { code: string }[]).map(({ code }) => code);
  expect(codes).toEqual([...codes].sort());
  expect(codes).toEqual(expect.arrayContaining(['V81997', 'V81998', 'V81999', 'X99998', 'X99999']));
});
