import { addressOf, asOf, placeOf } from '../../../explorer/organisations/address';
import { asGraphql } from '../../../explorer/organisations/as-graphql';
import type { Organisation } from '../../../explorer/organisations/answers';
import { dates, period, why, words } from '../../../explorer/organisations/words';

const MOMENT = { date: '', basis: '', release: '' } as const;

test.each([
  ['/', { code: null, text: '', moment: MOMENT }],
  ['/?q=old+mill', { code: null, text: 'old mill', moment: MOMENT }],
  ['/organisation/ZXP0011', { code: 'ZXP0011', text: '', moment: MOMENT }],
  [
    '/organisation/ZXP0011?date=2022-04-01&basis=legal&release=2024-06-30',
    { code: 'ZXP0011', text: '', moment: { date: '2022-04-01', basis: 'legal', release: '2024-06-30' } },
  ],
  [
    '/roll-up?by=REGION&date=2022-04-01',
    { code: null, text: '', moment: { ...MOMENT, date: '2022-04-01' }, page: 'roll-up', choices: { by: 'REGION' } },
  ],
  ['/changes', { code: null, text: '', moment: MOMENT, page: 'changes' }],
] as const)('%s is a place, and the place has that address', (address, place) => {
  expect(placeOf(new URL(address, 'http://x'))).toEqual(place);
  expect(addressOf(place)).toBe(address);
});

test('any other address is nowhere, and leads to the start', () => {
  const place = placeOf({ pathname: '/organisations', search: '' });
  expect(place).toEqual({ code: null, text: '', moment: MOMENT, page: 'nowhere' });
  expect(addressOf(place)).toBe('/');
});

test('codes are read in any case, what is no basis is not said, and broken escapes are no error', () => {
  expect(placeOf({ pathname: '/organisation/zxp0011', search: '?basis=LEGAL' })).toMatchObject({
    code: 'ZXP0011',
    moment: { basis: 'legal' },
  });
  expect(placeOf({ pathname: '/organisation/%zz', search: '?basis=both' })).toMatchObject({
    code: '%ZZ',
    moment: { basis: '' },
  });
});

test('only what is said becomes the argument', () => {
  expect(asOf(MOMENT)).toBeNull();
  expect(asOf({ ...MOMENT, date: '2022-04-01', basis: 'legal' })).toEqual({ date: '2022-04-01', basis: 'LEGAL' });
});

test('a document takes its variables along as defaults', () => {
  const document = 'query Q($code: ID!, $view: HierarchyView!, $asOf: AsOf, $after: String) { a(code: $code) }';
  const variables = { code: 'Z"1', view: 'OPERATION', asOf: { basis: 'LEGAL', release: '2024-06-30' }, after: null };
  expect(asGraphql(document, variables)).toBe(
    'query Q($code: ID! = "Z\\"1", $view: HierarchyView! = OPERATION, $asOf: AsOf = { basis: LEGAL, release: "2024-06-30" }, $after: String) { a(code: $code) }',
  );
});

test('periods and kinds are said in words', () => {
  expect(period({ start: '2013-04-01', end: null })).toBe('1 April 2013 onwards');
  expect(period({ start: null, end: '2013-03-31' })).toBe('until 31 March 2013');
  expect(period({ start: null, end: null })).toBe('without dates');
  expect(period(null)).toBe('none');
  const operational = { start: '2013-04-01', end: null };
  expect(dates({ operational, legal: { start: '2013-05-01', end: null } })).toBe(
    '1 April 2013 onwards (operational), 1 May 2013 onwards (legal)',
  );
  expect(dates({ operational, legal: operational })).toBe('1 April 2013 onwards');
  expect([words('GP_PRACTICE'), words('PCN'), words('SUB_ICB_LOCATION')]).toEqual([
    'GP practice',
    'PCN',
    'Sub ICB location',
  ]);
});

describe('why an organisation was active or not', () => {
  const one = (given: Partial<Organisation>) =>
    why({
      isActive: false,
      basisUsed: 'OPERATIONAL',
      operational: { start: '2000-04-01', end: '2013-03-31' },
      legal: null,
      isUnresolved: false,
      isReferenceOnly: false,
      moment: { date: '2013-04-01', basis: 'OPERATIONAL', release: '2024-06-30' },
      ...given,
    } as Organisation);
  test.each<[string, Partial<Organisation>, string]>([
    ['it had closed', {}, 'Its operational dates are 1 April 2000 to 31 March 2013: it had closed by 1 April 2013.'],
    [
      'it had not opened',
      { operational: { start: '2014-01-01', end: null } },
      'Its operational dates are 1 January 2014 onwards: it had not opened on 1 April 2013.',
    ],
    [
      'dates of the other basis decided',
      {
        isActive: true,
        operational: { start: '2000-04-01', end: null },
        moment: { date: '2013-04-01', basis: 'LEGAL', release: 'r' },
      },
      'Its operational dates are 1 April 2000 onwards, which includes 1 April 2013. It has no legal dates.',
    ],
    ['it has no record', { isUnresolved: true }, 'No record in this release describes it; other records refer to it.'],
  ])('%s', (_what, given, sentence) => expect(one(given)).toBe(sentence));
});
