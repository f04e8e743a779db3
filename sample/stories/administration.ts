import { body, make } from '../bodies';
import { datesOf, draft, hold, link, linkAsIs, type Draft } from '../draft';
import { address } from '../invent';

/** Bodies of the past that no part of the world makes. */
export function* administrationExtras(): Generator<Draft> {
  for (const n of [1, 2]) {
    const partnership = make(`ZXSTP${n}`, 'RO261', 'RC1', 710_000 + n);
    const span = { start: '2017-04-01', end: '2020-03-31' };
    const record = hold(draft(partnership, `OLD PARTNERSHIP ${n}, MOCKTON`, span, address(64, n, 120)), 'RO262');
    yield link(record, 'RE2', body('region', 7), span);
  }
  const pct = body('pct', 0);
  const site = make('ZXC01Z', 'RO180', 'RC2', 710_010);
  const left = draft(site, 'FORGOTTEN CLINIC, MOCKTON', { start: '2002-04-01' }, address(64, 3, 121));
  yield linkAsIs(left, 'RE6', pct, datesOf({ start: '2002-04-01' }));
}
