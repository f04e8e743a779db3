import { organisation, type OrganisationRef } from '../organisations';
import { draft, addRole, addLink, type Draft } from '../draft';
import { address, addDays, endOfMonth, hash, town } from '../deterministic-values';
import type { SampleSettings } from '../settings';
import { trustRef } from './secondary-care';

/** COVID vaccination sites of practices, pharmacies, trusts and independent providers, most of them closed. */
export function* vaccination(settings: SampleSettings): Generator<Draft> {
  for (let n = 0; n < settings.count('vaccination'); n++) yield site(n, settings);
}

/** Primary role, parent and name of a vaccination site. */
function leader(n: number, settings: SampleSettings): { role: string; parent: OrganisationRef; name: string } {
  const spread = (n * 7) % 60;
  if (n % 4 === 0) return { role: 'RO176', parent: organisation('independent', spread % 20), name: 'VACCINATION HUB' };
  if (n % 4 === 1) return { role: 'RO96', parent: organisation('practice', spread), name: 'PCN VACCINATION SITE' };
  if (n % 4 === 2)
    return { role: 'RO280', parent: organisation('pharmacy', spread % 40), name: 'PHARMACY VACCINATION SITE' };
  const trust = spread % Math.min(40, settings.count('trust'));
  return { role: 'RO198', parent: trustRef(trust === 20 ? 21 : trust), name: 'HOSPITAL VACCINATION HUB' };
}

function site(n: number, settings: SampleSettings): Draft {
  const { role, parent, name } = leader(n, settings);
  const start = addDays('2020-12-08', (hash(100, n) % 20) * 7);
  const span = { start, end: n % 11 === 10 ? undefined : endOfMonth(2022, 2023, 100, n) };
  const record = draft(organisation('vaccination', n, role), `${town(n)} ${name}`, span, address(n, n % 42, 100, n));
  addRole(record, 'RO279');
  const uprn = n % 6 === 5 ? undefined : String(900_000_001_000 + n);
  return { ...addLink(record, 'RE6', parent, { start }), location: { ...record.location, uprn } };
}
