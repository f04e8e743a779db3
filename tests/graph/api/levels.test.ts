import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const execute = createExecutor(sampleGraph());
const dataOf = async (source: string) => {
  const { data, errors } = await execute(source);
  expect(errors).toBeUndefined();
  return data!;
};

/** Returns the codes that a practice belongs to on a day, or the reason. */
async function belonging(target: string, date: string, basis = 'OPERATIONAL') {
  const { organisation } = await dataOf(
    `{ organisation(code: "${KNOWN_CASES.practiceThroughAllReforms}", asOf: { date: "${date}", basis: ${basis} }) {
      belongsTo(${target}) { organisations { code } reason stoppedAt { code } } } }`,
  );
  return (organisation as { belongsTo: object }).belongsTo;
}

test('the commissioner of a practice is a primary care trust, a CCG or a Sub ICB Location, by the day', async () => {
  const at = (date: string) => belonging('level: COMMISSIONER', date);
  expect(await at('2013-03-31')).toMatchObject({ organisations: [{ code: 'ZXC05' }], reason: null });
  expect(await at('2005-01-01')).toMatchObject({ organisations: [{ code: 'ZXC05' }] });
  expect(await at('2015-01-01')).toMatchObject({ organisations: [{ code: 'ZXK01' }] });
  expect(await at('2024-01-01')).toMatchObject({ organisations: [{ code: 'ZXS005' }] });
});

test.each([
  ['COMMISSIONER', '2022-06-30', 'CCG'],
  ['COMMISSIONER', '2022-07-01', 'SUB_ICB_LOCATION'],
  ['COMMISSIONING_SYSTEM', '2022-06-30', 'STP'],
  ['COMMISSIONING_SYSTEM', '2022-07-01', 'ICB'],
])('the level %s on %s is what the kind %s is on that day', async (level, date, kind) => {
  for (const basis of ['OPERATIONAL', 'LEGAL'])
    expect(await belonging(`level: ${level}`, date, basis)).toEqual(await belonging(`kind: ${kind}`, date, basis));
});

test('before the first day of a level the reason says so', async () => {
  const expected = {
    organisations: [],
    reason: 'BEFORE_LEVEL',
    stoppedAt: { code: KNOWN_CASES.practiceThroughAllReforms },
  };
  expect(await belonging('level: COMMISSIONING_SYSTEM', '2020-03-31')).toEqual(expected);
  expect(await belonging('level: COMMISSIONER', '2000-03-31')).toEqual(expected);
});

test.each([
  ['COMMISSIONING_SYSTEM', '2022-06-30', 'STP'],
  ['COMMISSIONING_SYSTEM', '2022-07-01', 'ICB'],
  ['COMMISSIONER', '2021-12-31', 'CCG'],
])('a roll-up by the level %s on %s equals one by the kind %s', async (level, date, kind) => {
  const { byLevel, byKind } = await dataOf(`{
    byLevel: rollUp(of: GP_PRACTICE, byLevel: ${level}, view: COMMISSIONING, asOf: { date: "${date}" }) { ...Groups }
    byKind: rollUp(of: GP_PRACTICE, by: ${kind}, view: COMMISSIONING, asOf: { date: "${date}" }) { ...Groups }
  } fragment Groups on RollUp { count groups { count organisation { code } } unassigned { reason count } }`);
  expect(byLevel).toEqual(byKind);
  expect((byLevel as { groups: object[] }).groups.length).toBeGreaterThan(1);
});

test('a roll-up on a day before the level counts everything as unassigned, with the reason', async () => {
  const { rollUp } = await dataOf(
    `{ rollUp(of: PHARMACY, byLevel: COMMISSIONER, view: REPORTING, asOf: { date: "2000-03-31" }) { count groups { count } unassigned { reason count } } }`,
  );
  const { count } = rollUp as { count: number };
  expect(count).toBeGreaterThan(0);
  expect(rollUp).toEqual({ count, groups: [], unassigned: [{ reason: 'BEFORE_LEVEL', count }] });
});

test('both arguments, or none, are an error that names them', async () => {
  const messageOf = async (query: string) => (await execute(query)).errors![0]!.message;
  const organisation = (args: string) => `{ organisation(code: "ZXP0001") { belongsTo${args} { reason } } }`;
  expect(await messageOf(organisation('(kind: ICB, level: COMMISSIONER)'))).toBe('Give kind or level, not both.');
  expect(await messageOf(organisation(''))).toBe('Give kind or level: one of them is required.');
  expect(await messageOf('{ rollUp(of: PCN, view: REPORTING) { count } }')).toBe(
    'Give by or byLevel: one of them is required.',
  );
});

test('levels lists the first day of each kind', async () => {
  const { levels } = await dataOf('{ levels { level description steps { from kind name } } }');
  expect(levels).toMatchObject([
    {
      level: 'COMMISSIONING_SYSTEM',
      steps: [
        { from: '2022-07-01', kind: 'ICB' },
        { from: '2020-04-01', kind: 'STP' },
      ],
    },
    {
      level: 'COMMISSIONER',
      steps: [{ kind: 'SUB_ICB_LOCATION' }, { kind: 'CCG' }, { from: '2000-04-01', kind: null }],
    },
  ]);
});
