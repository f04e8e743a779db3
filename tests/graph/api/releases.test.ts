import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const execute = createExecutor(sampleGraph());
const dataOf = async (source: string, asOf?: string) => {
  const { data, errors } = await execute(source, { ...(asOf && { asOf }) });
  expect(errors).toBeUndefined();
  return data;
};

test('releases are listed newest first, and one of them is live', async () => {
  expect(
    await dataOf(
      '{ releases { id publicationDate isLive isSample } release { id } first: release(id: "2024-06-30") { id isLive sequence } none: release(id: "2020-01-01") { id } }',
    ),
  ).toEqual({
    releases: [
      { id: '2024-09-30', publicationDate: '2024-09-30', isLive: true, isSample: true },
      { id: '2024-06-30', publicationDate: '2024-06-30', isLive: false, isSample: true },
    ],
    release: { id: '2024-09-30' },
    first: { id: '2024-06-30', isLive: false, sequence: expect.any(Number) },
    none: null,
  });
});

test('names, roles and records are those of the requested release', async () => {
  expect(
    await dataOf(`{
      renamed: organisation(code: "${KNOWN_CASES.practiceRenamed}") { name }
      before: organisation(code: "${KNOWN_CASES.practiceRenamed}", asOf: { release: "2024-06-30" }) { name moment { date release } }
      withdrawn: organisation(code: "${KNOWN_CASES.practiceWithdrawn}") { code }
      still: organisation(code: "${KNOWN_CASES.practiceWithdrawn}", asOf: { knownOn: "2024-09-29" }) { code isActive }
      notYet: organisation(code: "${KNOWN_CASES.practiceNew}", asOf: { release: "2024-06-30" }) { code }
    }`),
  ).toEqual({
    renamed: { name: 'RIVERSIDE AND PARTNERS SURGERY, SPECIMENBY' },
    before: { name: 'RIVERSIDE SURGERY, SPECIMENBY', moment: { date: '2024-06-30', release: '2024-06-30' } },
    withdrawn: null,
    still: { code: KNOWN_CASES.practiceWithdrawn, isActive: true },
    notYet: null,
  });
});

test('a move that was reported late is on its day in the later release, and not in the earlier one', async () => {
  expect(
    await dataOf(`{ organisation(code: "${KNOWN_CASES.practiceMovedLate}") {
      known: networks(asOf: { date: "2024-06-30" }) { code }
      reported: networks(asOf: { date: "2024-06-30", release: "2024-06-30" }) { code }
      commissioner: parents(view: COMMISSIONING, asOf: { knownOn: "2024-07-15" }) { code moment { date basis release } }
    } }`),
  ).toEqual({
    organisation: {
      known: [{ code: 'ZXN0002' }],
      reported: [{ code: 'ZXN0007' }],
      commissioner: [{ code: 'ZXS007', moment: { date: '2024-06-30', basis: 'OPERATIONAL', release: '2024-06-30' } }],
    },
  });
});

test('asOf at the root applies to the whole query, and the extension lists every other moment', async () => {
  const { data, ods } = await execute(`{
    organisation(code: "ZXP0006", asOf: { date: "2021-03-31", basis: LEGAL }) {
      moment { date basis release }
      parents(view: COMMISSIONING) { code moment { date basis release } networks(asOf: { date: "2020-01-01" }) { moment { date } } }
      networks(asOf: { release: "2024-06-30" }) { code moment { date basis release } }
    }
  }`);
  const legal = { date: '2021-03-31', basis: 'LEGAL', release: '2024-09-30' };
  expect(data).toEqual({
    organisation: {
      moment: legal,
      parents: [{ code: 'ZXS002', moment: legal, networks: [] }],
      networks: [{ code: 'ZXN0002', moment: { ...legal, release: '2024-06-30' } }],
    },
  });
  expect(ods.moments).toEqual([legal, { ...legal, release: '2024-06-30' }, { ...legal, date: '2020-01-01' }]);
});

test('the header sets the moment of the root, also for entities', async () => {
  const { data, ods } = await execute(
    '{ _entities(representations: [{ __typename: "Organisation", code: "zxp0062" }]) { ... on Organisation { name moment { date basis release } } } }',
    { asOf: 'release=2024-06-30;basis=LEGAL' },
  );
  const moment = { date: '2024-06-30', basis: 'LEGAL', release: '2024-06-30' };
  expect(data).toEqual({ _entities: [{ name: 'RIVERSIDE SURGERY, SPECIMENBY', moment }] });
  expect(ods).toMatchObject({ release: '2024-06-30', asOf: '2024-06-30', basis: 'LEGAL', moments: [] });
});

test('an unknown release is refused, and the error lists the loaded ones', async () => {
  const { errors } = await execute('{ organisation(code: "ZXP0006", asOf: { release: "2024-07-31" }) { code } }');
  expect(errors).toEqual([
    {
      message: "No release '2024-07-31' is loaded. Loaded: 2024-09-30, 2024-06-30.",
      code: 'BAD_USER_INPUT',
      path: ['organisation'],
    },
  ]);
});

test.each([
  ['"2023-02-30"', 'not "2023-02-30".'],
  ['"2023-02-01T00:00:00Z"', 'not "2023-02-01T00:00:00Z".'],
  ['20230201', 'not 20230201.'],
])('a date that is not in the calendar is refused: %s', async (literal, what) => {
  const { errors } = await execute(`{ organisation(code: "ZXP0006", asOf: { date: ${literal} }) { code } }`);
  expect(errors).toEqual([
    { message: `Expected a calendar date such as "2024-10-31", ${what}`, code: 'BAD_USER_INPUT', path: undefined },
  ]);
});

test('an invalid date in a variable is refused with the name of the variable', async () => {
  const text = 'query ($day: LocalDate) { organisation(code: "ZXP0006", asOf: { date: $day }) { code } }';
  const { errors } = await execute(text, { variables: { day: '2023-02-30' } });
  expect(errors).toMatchObject([{ message: expect.stringContaining('"$day" got invalid value "2023-02-30"') }]);
});

test('code lists are those of the release: RO104 has a new name in the second', async () => {
  const { data } = await execute(
    '{ roles { code name } before: roles(asOf: { release: "2024-06-30" }) { code name } relationshipTypes { code name } }',
  );
  const { roles, before, relationshipTypes } = data as Record<string, { code: string; name: string }[]>;
  const named = (list: { code: string; name: string }[], code: string) => list.find((one) => one.code === code)?.name;
  expect([named(before!, 'RO104'), named(roles!, 'RO104')]).toEqual(['CARE HOME HQ', 'SOCIAL CARE PROVIDER']);
  expect(roles!.map(({ code }) => Number(code.slice(2)))).toEqual(
    roles!.map(({ code }) => Number(code.slice(2))).sort((a, b) => a - b),
  );
  expect(relationshipTypes!.map(({ code }) => code)).toEqual([
    'RE2',
    'RE3',
    'RE4',
    'RE5',
    'RE6',
    'RE8',
    'RE9',
    'RE10',
    'RE11',
    'RE12',
  ]);
});

test('views and kinds return their rules', async () => {
  const { data } = await execute('{ views { view description relationshipTypes { code name } } kinds { kind rule } }');
  const { views, kinds } = data as { views: { view: string }[]; kinds: { kind: string; rule: string }[] };
  expect(views.map(({ view }) => view)).toEqual([
    'OPERATION',
    'COMMISSIONING',
    'NETWORK',
    'GEOGRAPHY',
    'CONSTITUENCY',
    'REPORTING',
    'DIRECTION',
    'SITE_NETWORK',
  ]);
  expect(views[0]).toMatchObject({ relationshipTypes: [{ code: 'RE6', name: 'IS OPERATED BY' }] });
  expect(kinds).toHaveLength(15);
  expect(kinds[3]).toEqual({ kind: 'PCN', rule: 'Primary role RO272.' });
});
