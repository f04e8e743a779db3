import { practicesFirst } from '../../../explorer/organisations/search/suggestions';
import { openingText } from '../../../explorer/organisations/text/opening';
import type { OrganisationSummary } from '../../../explorer/organisations/graphql/types';

const summary = (code: string, kind: string): OrganisationSummary => ({
  code,
  name: 'X',
  kinds: [kind],
  address: null,
});
const [branch, other, practice] = [
  summary('B001', 'BRANCH_SURGERY'),
  summary('T', 'TRUST'),
  summary('P', 'GP_PRACTICE'),
];
const codes = (list: readonly OrganisationSummary[]) => list.map(({ code }) => code).join(' ');

test('suggestions have practices before branches, and otherwise stay in their order', () => {
  const order = (typed: string, ...suggest: OrganisationSummary[]) =>
    codes(practicesFirst({ suggest, practices: [practice] }, typed));
  expect(order('x', other, branch, practice)).toBe('T P B001');
  expect(order('x', practice, branch, other)).toBe('P T B001');
  expect(order('x', other, practice)).toBe('T P');
  expect(order('b001 ', branch, other, practice)).toBe('B001 T P');
  const many = Array.from({ length: 10 }, (_, at) => summary(`B${at}`, 'BRANCH_SURGERY'));
  expect(order('x', ...many)).toBe('P B0 B1 B2 B3 B4 B5 B6 B7 B8');
});

test.each([
  [{ isActive: true }, 'Open on 30 September 2024'],
  [
    { isActive: true, operational: { start: '2000-04-01', end: '2025-03-31' } },
    'Open on 30 September 2024; its last day is 31 March 2025 (operational dates)',
  ],
  [
    { operational: { start: '2000-04-01', end: '2020-03-31' } },
    'Closed on 30 September 2024: its last day was 31 March 2020 (operational dates)',
  ],
  [
    { basisUsed: 'LEGAL' as const, legal: { start: null, end: '2020-03-31' } },
    'Closed on 30 September 2024: its last day was 31 March 2020 (legal dates)',
  ],
  [
    { operational: { start: '2025-04-01', end: null } },
    'Not open on 30 September 2024: it opens on 1 April 2025 (operational dates)',
  ],
  [{ operational: null }, 'Closed on 30 September 2024: it has no dates, so it counts as open on no day'],
  [
    { operational: { start: '2025-04-01', end: '2020-03-31' } },
    'Closed on 30 September 2024: its dates end before they start (operational dates)',
  ],
  [
    { operational: { start: null, end: '2025-03-31' } },
    'Closed on 30 September 2024: a date in the release is no day of the calendar (operational dates)',
  ],
])('%j is said in words', (given, text) => {
  const of = { isActive: false, basisUsed: 'OPERATIONAL' as const, legal: null, moment: { date: '2024-09-30' } };
  expect(openingText({ ...of, operational: { start: '2000-04-01', end: null }, ...given })).toBe(text);
});
