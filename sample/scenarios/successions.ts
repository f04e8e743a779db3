import { organisation, organisationWithCode, type OrganisationRef } from '../organisations';
import { draft, type Draft } from '../draft';
import { trustRef } from '../parts/secondary-care';
import type { Succession } from '../successions';

const company = (n: number): OrganisationRef =>
  organisationWithCode(`ZXSUC${String(n).padStart(2, '0')}`, 'RO157', 'RC1', 820_000 + n);
const practice = (n: number) => organisation('practice', n);
const DATE = '2018-04-01';

const between = (
  predecessor: OrganisationRef,
  successor: OrganisationRef,
  more: Partial<Succession> = {},
): Succession => ({
  predecessor,
  successor,
  date: DATE,
  ...more,
});

/** Succession events, including incomplete and contradictory ones. */
export const scenarioSuccessions: readonly Succession[] = [
  between(trustRef(1), trustRef(2), { date: '2017-10-01' }),
  between(trustRef(10), trustRef(12), { date: '2019-04-01' }),
  between(trustRef(11), trustRef(12), { date: '2019-04-01' }),
  between(practice(25), practice(26), { date: '2022-10-01' }),
  // A chain with a split and a merger: 1 → 2 → 3 and 4; 3 and 5 → 6.
  between(company(1), company(2), { date: '2010-04-01', forward: true }),
  between(company(2), company(3), { date: '2013-04-01', forward: true }),
  between(company(2), company(4), { date: '2013-04-01' }),
  between(company(3), company(6)),
  between(company(5), company(6)),
  between(company(7), company(7), { recordedOn: 'predecessor' }),
  between(company(8), company(9)),
  between(company(9), company(8), { date: '2019-04-01' }),
  between(company(10), company(11), { recordedOn: 'predecessor' }),
  between(company(12), company(13), { recordedOn: 'successor' }),
  between(company(14), company(15), { withoutId: true }),
  between(company(16), company(17), { otherDate: '2018-04-02' }),
  between(company(18), organisationWithCode('ZXGHOST2', 'RO157', 'RC1', 810_004), { recordedOn: 'predecessor' }),
  between(company(19), company(20), { date: '2025-04-01' }),
];

/** Yields the companies of these events. Each closes on the day before it is succeeded. */
export function* succeedingCompanies(): Generator<Draft> {
  for (let n = 1; n <= 20; n++) {
    const end = ENDS[n];
    yield draft(company(n), `${n % 2 ? 'FORMER' : 'LATER'} COMPANY ${n} LTD, MOCKTON`, {
      start: STARTS[n] ?? '2005-04-01',
      end,
    });
  }
}

const STARTS: Readonly<Record<number, string>> = { 2: '2010-04-01', 3: '2013-04-01', 4: '2013-04-01', 6: DATE };
const ENDS: Readonly<Record<number, string>> = {
  1: '2010-03-31',
  2: '2013-03-31',
  3: '2018-03-31',
  5: '2018-03-31',
  10: '2018-03-31',
  12: '2018-03-31',
  14: '2018-03-31',
  16: '2018-03-31',
  18: '2018-03-31',
};
