import { body, make, type Body } from '../bodies';
import { draft, type Draft } from '../draft';
import { trustBody } from '../parts/secondary-care';
import type { Succession } from '../successions';

const heir = (n: number): Body => make(`ZXSUC${String(n).padStart(2, '0')}`, 'RO157', 'RC1', 820_000 + n);
const practice = (n: number) => body('practice', n);
const DATE = '2018-04-01';

const between = (predecessor: Body, successor: Body, more: Partial<Succession> = {}): Succession => ({
  predecessor,
  successor,
  date: DATE,
  ...more,
});

/** Who replaced whom, well told and badly told. */
export const storySuccessions: readonly Succession[] = [
  between(trustBody(1), trustBody(2), { date: '2017-10-01' }),
  between(trustBody(10), trustBody(12), { date: '2019-04-01' }),
  between(trustBody(11), trustBody(12), { date: '2019-04-01' }),
  between(practice(25), practice(26), { date: '2022-10-01' }),
  // A chain that splits and joins again: 1 → 2 → 3 and 4; 3 and 5 → 6.
  between(heir(1), heir(2), { date: '2010-04-01', forward: true }),
  between(heir(2), heir(3), { date: '2013-04-01', forward: true }),
  between(heir(2), heir(4), { date: '2013-04-01' }),
  between(heir(3), heir(6)),
  between(heir(5), heir(6)),
  between(heir(7), heir(7), { on: 'predecessor' }),
  between(heir(8), heir(9)),
  between(heir(9), heir(8), { date: '2019-04-01' }),
  between(heir(10), heir(11), { on: 'predecessor' }),
  between(heir(12), heir(13), { on: 'successor' }),
  between(heir(14), heir(15), { withoutId: true }),
  between(heir(16), heir(17), { otherDate: '2018-04-02' }),
  between(heir(18), make('ZXGHOST2', 'RO157', 'RC1', 810_004), { on: 'predecessor' }),
  between(heir(19), heir(20), { date: '2025-04-01' }),
];

/** The bodies that only succeed each other; their last days are the eves of the events. */
export function* successionExtras(): Generator<Draft> {
  for (let n = 1; n <= 20; n++) {
    const end = ENDS[n];
    yield draft(heir(n), `${n % 2 ? 'FORMER' : 'LATER'} COMPANY ${n} LTD, MOCKTON`, {
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
