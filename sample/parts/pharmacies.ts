import { body, bodyInside } from '../bodies';
import { draft, hold, link, type Draft } from '../draft';
import { address, addDays, endOfMonth, firstOfMonth, hash, pick, place, town } from '../invent';
import * as reforms from '../reforms';
import type { Setting } from '../setting';

/** Headquarters, pharmacies, their sites, appliance contractors. */
export function* pharmacies(setting: Setting): Generator<Draft> {
  for (let n = 0; n < setting.count('pharmacyHq'); n++) yield headquarters(n);
  for (let n = 0; n < setting.count('pharmacy'); n++) {
    yield pharmacy(n, setting);
    for (let k = 0; k < setting.countInside('pharmacySite', n); k++) yield pharmacySite(n, k);
  }
  for (let n = 0; n < setting.count('appliance'); n++) yield applianceContractor(n, setting);
}

function headquarters(n: number): Draft {
  const name =
    n === 0
      ? 'INVENTED CHEMISTS LTD'
      : `${place(70, n)} ${pick(['CHEMISTS', 'PHARMACY GROUP', 'DISPENSING'], 70, n)} LTD`;
  return draft(
    body('pharmacyHq', n),
    name,
    { start: n < 10 ? '1990-04-01' : firstOfMonth(1990, 1994, n, 70) },
    address(n, n, 70),
  );
}

/** Two in seven belong to the large chain ZXH01; the others are spread over all. */
export function ownerOf(n: number, setting: Setting): number {
  return n % 7 < 2 ? 0 : n % Math.min(setting.count('pharmacyHq'), 60 + Math.floor(n / 4));
}

/** When a pharmacy opened and closed. */
export function pharmacyLife(n: number): { start: string; end?: string } {
  const start = firstOfMonth(1994, 2015, n, 71);
  if (n >= 40 && n % 9 === 8) return { start, end: endOfMonth(2016, 2023, n, 71) };
  return { start };
}

function pharmacy(n: number, setting: Setting): Draft {
  const life = pharmacyLife(n);
  const at = n * 3;
  const record = draft(body('pharmacy', n), `${place(72, n)} PHARMACY, ${town(at)}`, life, address(at, n % 42, 72, n));
  link(record, 'RE4', body('pct', n % 76), { start: '2005-04-01', end: '2013-03-31' });
  link(record, 'RE4', body('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
  link(record, 'RE4', body('hub', n % 8), { start: '2020-04-01', end: '2022-06-30' });
  for (const { target, ...span } of reforms.boards(n % 42, setting, '2022-07-01', n)) link(record, 'RE4', target, span);
  return owners(record, n, setting);
}

/** Every sixth pharmacy was sold once. */
function owners(record: Draft, n: number, setting: Setting): Draft {
  const owner = body('pharmacyHq', ownerOf(n, setting));
  if (n % 6 !== 5) return link(record, 'RE6', owner, { start: record.opened });
  const sold = firstOfMonth(2016, 2023, n, 73);
  link(record, 'RE6', body('pharmacyHq', (n * 5 + 1) % 60), { start: record.opened, end: addDays(sold, -1) });
  return link(record, 'RE6', owner, { start: sold });
}

/** A vaccination site of a pharmacy, two in three of them. */
function pharmacySite(n: number, k: number): Draft {
  const owner = body('pharmacy', n);
  const vaccinates = hash(74, n, k) % 3 > 0;
  const closed = pharmacyLife(n).end;
  const start = '2021-02-01';
  const ends = vaccinates ? '2023-06-30' : undefined;
  const end = closed && closed >= start && (!ends || closed < ends) ? closed : ends;
  const at = n * 3;
  const site = bodyInside('pharmacySite', owner, k);
  const record = draft(
    site,
    `${place(72, n)} PHARMACY SITE, ${town(at)}`,
    { start, end },
    address(at, n % 42, 74, n, k),
  );
  if (vaccinates) hold(record, 'RO279');
  return link(record, 'RE6', owner, { start });
}

function applianceContractor(n: number, setting: Setting): Draft {
  const record = draft(
    body('appliance', n),
    `${place(75, n)} APPLIANCES`,
    { start: '2001-04-01' },
    address(n, n % 42, 75),
  );
  for (const { target, ...span } of reforms.boards(n % 42, setting, '2022-07-01', n)) link(record, 'RE4', target, span);
  return link(record, 'RE6', body('pharmacyHq', 1 + (n % 9)), { start: '2001-04-01' });
}
