import { organisation, nestedOrganisation } from '../organisations';
import { draft, addRole, addLink, type Draft } from '../draft';
import { address, addDays, endOfMonth, firstOfMonth, hash, pick, place, town } from '../deterministic-values';
import * as reforms from '../reforms';
import type { SampleSettings } from '../settings';

/** Pharmacy headquarters, pharmacies, their sites and appliance contractors. */
export function* pharmacies(settings: SampleSettings): Generator<Draft> {
  for (let n = 0; n < settings.count('pharmacyHq'); n++) yield headquarters(n);
  for (let n = 0; n < settings.count('pharmacy'); n++) {
    yield pharmacy(n, settings);
    for (let k = 0; k < settings.countInside('pharmacySite', n); k++) yield pharmacySite(n, k);
  }
  for (let n = 0; n < settings.count('appliance'); n++) yield applianceContractor(n, settings);
}

function headquarters(n: number): Draft {
  const name =
    n === 0
      ? 'INVENTED CHEMISTS LTD'
      : `${place(70, n)} ${pick(['CHEMISTS', 'PHARMACY GROUP', 'DISPENSING'], 70, n)} LTD`;
  return draft(
    organisation('pharmacyHq', n),
    name,
    { start: n < 10 ? '1990-04-01' : firstOfMonth(1990, 1994, n, 70) },
    address(n, n, 70),
  );
}

/** Index of the headquarters of a pharmacy. Two in seven belong to the large chain ZXH01. */
export function ownerOf(n: number, settings: SampleSettings): number {
  return n % 7 < 2 ? 0 : n % Math.min(settings.count('pharmacyHq'), 60 + Math.floor(n / 4));
}

/** Opening and closing date of a pharmacy. */
export function pharmacyPeriod(n: number): { start: string; end?: string } {
  const start = firstOfMonth(1994, 2015, n, 71);
  if (n >= 40 && n % 9 === 8) return { start, end: endOfMonth(2016, 2023, n, 71) };
  return { start };
}

function pharmacy(n: number, settings: SampleSettings): Draft {
  const period = pharmacyPeriod(n);
  const at = n * 3;
  const record = draft(
    organisation('pharmacy', n),
    `${place(72, n)} PHARMACY, ${town(at)}`,
    period,
    address(at, n % 42, 72, n),
  );
  addLink(record, 'RE4', organisation('pct', n % 76), { start: '2005-04-01', end: '2013-03-31' });
  addLink(record, 'RE4', organisation('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
  addLink(record, 'RE4', organisation('hub', n % 8), { start: '2020-04-01', end: '2022-06-30' });
  for (const { target, ...span } of reforms.boards(n % 42, settings, '2022-07-01', n))
    addLink(record, 'RE4', target, span);
  return addOwners(record, n, settings);
}

/** Every sixth pharmacy was sold once, so it has two headquarters in turn. */
function addOwners(record: Draft, n: number, settings: SampleSettings): Draft {
  const owner = organisation('pharmacyHq', ownerOf(n, settings));
  if (n % 6 !== 5) return addLink(record, 'RE6', owner, { start: record.opened });
  const sold = firstOfMonth(2016, 2023, n, 73);
  addLink(record, 'RE6', organisation('pharmacyHq', (n * 5 + 1) % 60), {
    start: record.opened,
    end: addDays(sold, -1),
  });
  return addLink(record, 'RE6', owner, { start: sold });
}

/** Two in three pharmacy sites are vaccination sites. */
function pharmacySite(n: number, k: number): Draft {
  const owner = organisation('pharmacy', n);
  const vaccinates = hash(74, n, k) % 3 > 0;
  const closed = pharmacyPeriod(n).end;
  const start = '2021-02-01';
  const ends = vaccinates ? '2023-06-30' : undefined;
  const end = closed && closed >= start && (!ends || closed < ends) ? closed : ends;
  const at = n * 3;
  const site = nestedOrganisation('pharmacySite', owner, k);
  const record = draft(
    site,
    `${place(72, n)} PHARMACY SITE, ${town(at)}`,
    { start, end },
    address(at, n % 42, 74, n, k),
  );
  if (vaccinates) addRole(record, 'RO279');
  return addLink(record, 'RE6', owner, { start });
}

function applianceContractor(n: number, settings: SampleSettings): Draft {
  const record = draft(
    organisation('appliance', n),
    `${place(75, n)} APPLIANCES`,
    { start: '2001-04-01' },
    address(n, n % 42, 75),
  );
  for (const { target, ...span } of reforms.boards(n % 42, settings, '2022-07-01', n))
    addLink(record, 'RE4', target, span);
  return addLink(record, 'RE6', organisation('pharmacyHq', 1 + (n % 9)), { start: '2001-04-01' });
}
