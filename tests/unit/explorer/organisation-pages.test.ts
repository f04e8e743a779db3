import { routeUrl, asOfArgument, parseRoute } from '../../../explorer/organisations/navigation/route';
import { inlineVariables } from '../../../explorer/organisations/graphql/inline-variables';
import type { Organisation } from '../../../explorer/organisations/graphql/types';
import { formatPeriods, formatPeriod, explainActivity, enumLabel } from '../../../explorer/organisations/text/format';

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
    { code: null, text: '', moment: { ...MOMENT, date: '2022-04-01' }, page: 'roll-up', params: { by: 'REGION' } },
  ],
  ['/changes', { code: null, text: '', moment: MOMENT, page: 'changes' }],
] as const)('%s parses to a route that produces the same URL', (url, route) => {
  expect(parseRoute(new URL(url, 'http://x'))).toEqual(route);
  expect(routeUrl(route)).toBe(url);
});

test('an unknown URL parses as not-found and links to the start page', () => {
  const route = parseRoute({ pathname: '/organisations', search: '' });
  expect(route).toEqual({ code: null, text: '', moment: MOMENT, page: 'not-found' });
  expect(routeUrl(route)).toBe('/');
});

test('codes are upper-cased, an unknown basis is ignored and a malformed escape is no error', () => {
  expect(parseRoute({ pathname: '/organisation/zxp0011', search: '?basis=LEGAL' })).toMatchObject({
    code: 'ZXP0011',
    moment: { basis: 'legal' },
  });
  expect(parseRoute({ pathname: '/organisation/%zz', search: '?basis=both' })).toMatchObject({
    code: '%ZZ',
    moment: { basis: '' },
  });
});

test('the asOf argument holds only the parts that the URL gives', () => {
  expect(asOfArgument(MOMENT)).toBeNull();
  expect(asOfArgument({ ...MOMENT, date: '2022-04-01', basis: 'legal' })).toEqual({
    date: '2022-04-01',
    basis: 'LEGAL',
  });
});

test('variables are inlined into the document as default values', () => {
  const document = 'query Q($code: ID!, $view: HierarchyView!, $asOf: AsOf, $after: String) { a(code: $code) }';
  const variables = { code: 'Z"1', view: 'OPERATION', asOf: { basis: 'LEGAL', release: '2024-06-30' }, after: null };
  expect(inlineVariables(document, variables)).toBe(
    'query Q($code: ID! = "Z\\"1", $view: HierarchyView! = OPERATION, $asOf: AsOf = { basis: LEGAL, release: "2024-06-30" }, $after: String) { a(code: $code) }',
  );
});

test('formats periods and kinds as text', () => {
  expect(formatPeriod({ start: '2013-04-01', end: null })).toBe('1 April 2013 onwards');
  expect(formatPeriod({ start: null, end: '2013-03-31' })).toBe('until 31 March 2013');
  expect(formatPeriod({ start: null, end: null })).toBe('without dates');
  expect(formatPeriod(null)).toBe('none');
  const operational = { start: '2013-04-01', end: null };
  expect(formatPeriods({ operational, legal: { start: '2013-05-01', end: null } })).toBe(
    '1 April 2013 onwards (operational), 1 May 2013 onwards (legal)',
  );
  expect(formatPeriods({ operational, legal: operational })).toBe('1 April 2013 onwards');
  expect([enumLabel('GP_PRACTICE'), enumLabel('PCN'), enumLabel('SUB_ICB_LOCATION')]).toEqual([
    'GP practice',
    'PCN',
    'Sub ICB location',
  ]);
});

describe('the explanation of activity', () => {
  const explain = (given: Partial<Organisation>) =>
    explainActivity({
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
    [
      'states that it had closed',
      {},
      'Its operational dates are 1 April 2000 to 31 March 2013: it had closed by 1 April 2013.',
    ],
    [
      'states that it had not opened',
      { operational: { start: '2014-01-01', end: null } },
      'Its operational dates are 1 January 2014 onwards: it had not opened on 1 April 2013.',
    ],
    [
      'states that it has no dates of the requested basis',
      {
        isActive: true,
        operational: { start: '2000-04-01', end: null },
        moment: { date: '2013-04-01', basis: 'LEGAL', release: 'r' },
      },
      'Its operational dates are 1 April 2000 onwards, which includes 1 April 2013. It has no legal dates.',
    ],
    [
      'states that it has no record',
      { isUnresolved: true },
      'This release has no record of it; other records refer to it.',
    ],
  ])('%s', (_name, given, sentence) => expect(explain(given)).toBe(sentence));
});
