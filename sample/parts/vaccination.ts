import { body, type Body } from '../bodies';
import { draft, hold, link, type Draft } from '../draft';
import { address, addDays, endOfMonth, hash, town } from '../invent';
import type { Setting } from '../setting';
import { trustBody } from './secondary-care';

/** Vaccination sites of the pandemic: led by networks, pharmacies, trusts and others, most of them closed. */
export function* vaccination(setting: Setting): Generator<Draft> {
  for (let n = 0; n < setting.count('vaccination'); n++) yield site(n, setting);
}

/** Who led site n: its primary role, its parent, its kind of name. */
function leader(n: number, setting: Setting): { role: string; parent: Body; name: string } {
  const spread = (n * 7) % 60;
  if (n % 4 === 0) return { role: 'RO176', parent: body('independent', spread % 20), name: 'VACCINATION HUB' };
  if (n % 4 === 1) return { role: 'RO96', parent: body('practice', spread), name: 'PCN VACCINATION SITE' };
  if (n % 4 === 2) return { role: 'RO280', parent: body('pharmacy', spread % 40), name: 'PHARMACY VACCINATION SITE' };
  const trust = spread % Math.min(40, setting.count('trust'));
  return { role: 'RO198', parent: trustBody(trust === 20 ? 21 : trust), name: 'HOSPITAL VACCINATION HUB' };
}

function site(n: number, setting: Setting): Draft {
  const { role, parent, name } = leader(n, setting);
  const start = addDays('2020-12-08', (hash(100, n) % 20) * 7);
  const span = { start, end: n % 11 === 10 ? undefined : endOfMonth(2022, 2023, 100, n) };
  const record = draft(body('vaccination', n, role), `${town(n)} ${name}`, span, address(n, n % 42, 100, n));
  hold(record, 'RO279');
  const uprn = n % 6 === 5 ? undefined : String(900_000_001_000 + n);
  return { ...link(record, 'RE6', parent, { start }), location: { ...record.location, uprn } };
}
