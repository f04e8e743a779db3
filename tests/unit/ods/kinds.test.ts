import { dayOfKind, KIND_DEFINITIONS, KINDS, kindsOf } from '../../../ods/kinds';

const record = (
  primaryRole: string | null,
  recordClass: 'ORGANISATION' | 'SITE' = 'ORGANISATION',
  operational = '1990-01-01/',
) => ({
  primaryRole,
  recordClass,
  operational,
  legal: '',
});
const holds = (...roles: string[]) =>
  roles.map((role) => {
    const [code = '', operational = '2000-01-01/'] = role.split(' ');
    return { code, operational, legal: '' };
  });
const kinds = (...[state, roles, day = '2024-10-31']: [ReturnType<typeof record>, ReturnType<typeof holds>, string?]) =>
  kindsOf(state, roles, day, 'OPERATIONAL');

test.each([
  ['a practice in England is RO177 with RO76', record('RO177'), holds('RO177', 'RO76'), ['GP_PRACTICE']],
  ['a prescribing cost centre without RO76 is no practice', record('RO177'), holds('RO177', 'RO80'), ['OTHER']],
  ['a Scottish practice is one by its primary role', record('RO227'), holds('RO227'), ['GP_PRACTICE']],
  ['a branch is RO96', record('RO96', 'SITE'), holds('RO96'), ['BRANCH_SURGERY']],
  [
    'a vaccination site has that kind first',
    record('RO96', 'SITE'),
    holds('RO96', 'RO279'),
    ['VACCINATION_SITE', 'BRANCH_SURGERY'],
  ],
  ['RO279 has no effect on a record that is no site', record('RO197'), holds('RO197', 'RO279'), ['TRUST']],
  ['a pharmacy is RC1', record('RO182'), holds('RO182'), ['PHARMACY']],
  ['a pharmacy site is no pharmacy', record('RO182', 'SITE'), holds('RO182'), ['OTHER']],
  ['a trust is RO197 or, as a care trust, RO107', record('RO107'), holds('RO107'), ['TRUST']],
  ['a site of a trust is RO198', record('RO198', 'SITE'), holds('RO198'), ['TRUST_SITE']],
  ['a site of a care trust is RO108', record('RO108', 'SITE'), holds('RO108'), ['TRUST_SITE']],
  ['a network is RO272', record('RO272'), holds('RO272'), ['PCN']],
  ['RO321 is no network', record('RO177'), holds('RO177', 'RO321'), ['OTHER']],
  ['a Sub ICB Location is RO98 with RO319', record('RO98'), holds('RO98', 'RO319'), ['SUB_ICB_LOCATION']],
  ['a reporting entity is RO98 with RO327', record('RO98'), holds('RO98', 'RO327'), ['SUB_ICB_REPORTING_ENTITY']],
  ['a commissioning hub has no kind of its own', record('RO98'), holds('RO98', 'RO218'), ['OTHER']],
  ['RO98 alone is a CCG', record('RO98'), holds('RO98'), ['CCG']],
  ['RO261 with RO318 is an ICB', record('RO261'), holds('RO261', 'RO318'), ['ICB']],
  ['RO261 alone is an STP', record('RO261'), holds('RO261'), ['STP']],
  ['a record without a primary role has no kind of its own', record(null), holds('RO76'), ['OTHER']],
])('%s', (_, state, roles, expected) => expect(kinds(state, roles)).toEqual(expected));

test('other roles count only while they are active: an ICB was an STP before July 2022', () => {
  const roles = holds('RO261', 'RO318 2022-07-01/');
  expect(kinds(record('RO261'), roles, '2022-06-30')).toEqual(['STP']);
  expect(kinds(record('RO261'), roles, '2022-07-01')).toEqual(['ICB']);
});

test('a closed record has the kind of its last active day, one not yet open the kind of its first', () => {
  const closed = record('RO177', 'ORGANISATION', '1990-01-01/2016-03-31');
  expect(kinds(closed, holds('RO76 2014-04-15/2016-03-31'))).toEqual(['GP_PRACTICE']);
  expect(kinds(closed, holds('RO76 2014-04-15/2016-03-30'))).toEqual(['OTHER']);
  const future = record('RO177', 'ORGANISATION', '2025-04-01/');
  expect(kinds(future, holds('RO76 2025-04-01/'))).toEqual(['GP_PRACTICE']);
});

test.each([
  ['2020-01-01/', '2021-05-05', '2021-05-05'],
  ['2010-01-01/2012-12-31', '2021-05-05', '2012-12-31'],
  ['2010-01-01/2010-12-31 2015-01-01/2015-12-31', '2013-05-05', '2010-12-31'],
  ['2010-01-01/2010-12-31 2015-01-01/2015-12-31', '2005-05-05', '2010-01-01'],
  ['2010-01-01/2010-12-31 2015-01-01/2015-12-31', '2021-05-05', '2015-12-31'],
  ['2020-01-02/2020-01-01', '2021-05-05', '2021-05-05'],
  ['', '2021-05-05', '2021-05-05'],
])('the kind of a record with the dates %j on %s is its kind on %s', (operational, day, expected) => {
  expect(dayOfKind({ operational, legal: '' }, day, 'OPERATIONAL')).toBe(expected);
});

test('every kind is defined once, in order, with a sentence as its rule', () => {
  expect(KIND_DEFINITIONS.map(({ kind }) => kind)).toEqual([...KINDS]);
  for (const { rule } of KIND_DEFINITIONS) expect(rule).toMatch(/\.$/);
});
