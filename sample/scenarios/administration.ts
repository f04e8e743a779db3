import { organisation, organisationWithCode } from '../organisations';
import { datesOf, draft, addRole, addLink, addLinkWithDates, type Draft } from '../draft';
import { address } from '../deterministic-values';

/** Former organisations that no part generates. */
export function* formerOrganisations(): Generator<Draft> {
  for (const n of [1, 2]) {
    const partnership = organisationWithCode(`ZXSTP${n}`, 'RO261', 'RC1', 710_000 + n);
    const span = { start: '2017-04-01', end: '2020-03-31' };
    const record = addRole(draft(partnership, `OLD PARTNERSHIP ${n}, MOCKTON`, span, address(64, n, 120)), 'RO262');
    yield addLink(record, 'RE2', organisation('region', 7), span);
  }
  const pct = organisation('pct', 0);
  const site = organisationWithCode('ZXC01Z', 'RO180', 'RC2', 710_010);
  const left = draft(site, 'FORGOTTEN CLINIC, MOCKTON', { start: '2002-04-01' }, address(64, 3, 121));
  yield addLinkWithDates(left, 'RE6', pct, datesOf({ start: '2002-04-01' }));
}
