import { organisation, nestedOrganisation } from '../organisations';
import { datesOf, draft, addRole, addLink, addLinkWithDates, type Draft } from '../draft';
import { address, endOfMonth, firstOfMonth, hash, pick, place, town } from '../deterministic-values';
import * as reforms from '../reforms';
import type { SampleSettings } from '../settings';
import { addCovidPayments, addPayments, PAYEE } from '../payees';

const PRACTICE_ENDINGS = ['SURGERY', 'MEDICAL CENTRE', 'HEALTH CENTRE', 'MEDICAL PRACTICE'];
const MEMBERS = 5;

/** Networks, practices with branches, other prescribing cost centres, abeyance and dispersal. */
export function* primaryCare(settings: SampleSettings): Generator<Draft> {
  for (let n = 0; n < settings.count('network'); n++) yield network(n, settings);
  for (let n = 0; n < settings.count('practice'); n++) {
    if (isNew(n) && settings.release === 1) continue;
    yield practice(n, settings);
    for (let k = 0; k < settings.countInside('branch', n); k++) yield branch(n, k, settings);
  }
  for (let n = 0; n < settings.count('costCentre'); n++) yield costCentre(n, settings);
  for (let n = 0; n < settings.count('abeyance'); n++) yield abeyance(n, settings);
}

/** Index of the town of a network and its practices. */
const townOf = (network: number) => (network * 3) % 256;

const networkStart = (n: number) => (n % 4 === 3 ? '2020-04-01' : '2019-07-01');

function network(n: number, settings: SampleSettings): Draft {
  const sicbl = reforms.sicblOfNetwork(n);
  const start = networkStart(n);
  const name = `${town(townOf(n))} ${pick(['PCN', 'PRIMARY CARE NETWORK', 'AND DISTRICT PCN'], 50, n)}`;
  const record = draft(organisation('network', n), name, { start }, address(townOf(n), sicbl % 42, 50, n));
  for (const { target, ...span } of reforms.commissioners(sicbl, settings, n)) addLink(record, 'RE4', target, span);
  return record;
}

/** The first 60 practices stay open and unchanged, except for the scenarios, which use them. */
const isPlain = (n: number) => n < 60;
const isNew = (n: number) => n % 150 === 149;

/** Opening and closing date of a practice in a release. */
export function practicePeriod(n: number, settings: SampleSettings): { start: string; end?: string } {
  if (isNew(n)) return { start: '2024-08-01' };
  const start = hash(51, n) % 10 < 7 ? '1974-04-01' : firstOfMonth(1975, 2012, n);
  if (isPlain(n)) return { start };
  if (n % 29 === 11) return { start, end: endOfMonth(2014, 2016, n) };
  if (n % 19 === 7) return { start, end: endOfMonth(2018, 2023, n) };
  return { start, end: n % 97 === 63 && settings.release === 2 ? '2024-08-31' : undefined };
}

/** Index of the network of a practice, if any. Practices 5n to 5n + 4 belong to network n. */
export function networkOf(n: number, settings: SampleSettings): number | undefined {
  const network = Math.floor(n / MEMBERS);
  return n % 23 === 22 || network >= settings.count('network') ? undefined : network;
}

function practice(n: number, settings: SampleSettings): Draft {
  const network = Math.floor(n / MEMBERS);
  const sicbl = reforms.sicblOfNetwork(network);
  const at = townOf(network);
  const moved = hasMoved(n, settings);
  const period = practicePeriod(n, settings);
  const record = draft(
    organisation('practice', n),
    practiceName(n, settings),
    period,
    address(at, sicbl % 42, 52, n, moved ? 1 : 0),
  );
  if (n % 5 === 0) record.dates = [...datesOf({ ...period, bases: 'legal' }), ...record.dates];
  if (moved || isRenamed(n, settings)) record.lastChanged = '2024-08-20';
  if (n % 3 === 0) record.location = { ...record.location, uprn: String(900_001_000_000 + n) };
  addRole(record, 'RO76', period.start > '2014-04-15' ? period.start : '2014-04-15');
  for (const { target, ...span } of reforms.earlierCommissioners(sicbl, n)) addLink(record, 'RE4', target, span);
  for (const { target, ...span } of reforms.commissioners(sicbl, settings, n)) addLink(record, 'RE4', target, span);
  if (n % 7 === 2) addLink(record, 'RE6', organisation('sicbl', sicbl), { start: '2013-04-01' });
  addMembership(record, n, settings);
  const entity = reforms.entityOf(sicbl, settings);
  if (entity !== undefined)
    addLink(record, 'RE11', organisation('entity', entity), { start: reforms.entityStart(entity) });
  if (n % 40 === 15) addLink(record, 'RE8', organisation('independent', n % 40), { start: '2018-04-01' });
  return record;
}

const isRenamed = (n: number, { release }: SampleSettings) => release === 2 && !isPlain(n) && n % 41 === 20;
const hasMoved = (n: number, { release }: SampleSettings) => release === 2 && !isPlain(n) && n % 41 === 31;

function practiceName(n: number, settings: SampleSettings): string {
  const at = town(townOf(Math.floor(n / MEMBERS)));
  const start = isRenamed(n, settings) ? `${place(53, n)} AND PARTNERS` : place(53, n);
  return `${start} ${pick(PRACTICE_ENDINGS, 54, n)}, ${at}`;
}

/** Adds RE8 with both bases, and the payments of a lead practice. */
function addMembership(record: Draft, n: number, settings: SampleSettings): void {
  const network = networkOf(n, settings);
  if (network === undefined) return;
  addLink(record, 'RE8', organisation('network', network), { start: networkStart(network), bases: 'both' });
  if (n % MEMBERS !== 0) return;
  addPayments(record, PAYEE.leadPractice, network, settings);
  addCovidPayments(record, PAYEE.leadPractice, network, settings);
}

function branch(n: number, k: number, settings: SampleSettings): Draft {
  const network = Math.floor(n / MEMBERS);
  const sicbl = reforms.sicblOfNetwork(network);
  const { start, end } = practicePeriod(n, settings);
  const opened = start > '1990-04-01' ? start : firstOfMonth(1990, 2012, n, k);
  const at = townOf(network) + 1;
  const site = nestedOrganisation('branch', organisation('practice', n), k);
  const name = `${place(53, n)} BRANCH SURGERY, ${town(at)}`;
  const record = draft(site, name, { start: opened, end }, address(at, sicbl % 42, 55, n, k));
  return addLink(record, 'RE6', organisation('practice', n), { start: opened });
}

const COST_CENTRES = [
  ['RO321', 'PCN PRESCRIBING'],
  ['RO72', 'COMMUNITY CLINIC'],
  ['RO80', 'OUT OF HOURS SERVICE'],
  ['RO87', 'WALK IN CENTRE'],
  ['RO259', 'URGENT TREATMENT CENTRE'],
  ['RO82', 'PRISON HEALTHCARE'],
  ['RO249', 'HOSPICE'],
  ['RO251', 'REMOVAL CENTRE HEALTHCARE'],
  ['RO247', 'COMMUNITY NURSING'],
  ['RO250', 'HOSPITAL PRESCRIBING'],
] as const;

/** Prescribing cost centres that are not GP practices. */
function costCentre(n: number, settings: SampleSettings): Draft {
  const [role, name] = COST_CENTRES[n % COST_CENTRES.length]!;
  const sicbl = n % 106;
  const start = role === 'RO321' ? '2020-04-01' : firstOfMonth(2005, 2018, n, 56);
  const span = { start, end: n % 13 === 12 ? endOfMonth(2019, 2023, n, 56) : undefined };
  const record = draft(organisation('costCentre', n), `${town(n)} ${name}`, span, address(n, sicbl % 42, 56, n));
  addRole(record, role);
  for (const { target, ...span } of reforms.commissioners(sicbl, settings, n)) addLink(record, 'RE4', target, span);
  return record;
}

/** Abeyance and dispersal records, for patients without a practice. */
function abeyance(n: number, settings: SampleSettings): Draft {
  const sicbl = n % 106;
  const span = { start: '2013-04-01', end: n % 4 === 3 ? '2022-03-31' : undefined };
  const record = draft(organisation('abeyance', n), `${town(n)} ${n % 2 ? 'DISPERSAL' : 'ABEYANCE'}`, span);
  addRole(record, n % 2 ? 'RO60' : 'RO59');
  const last = reforms.commissioners(sicbl, settings, n).at(-1)!;
  return addLinkWithDates(record, 'RE4', last.target, datesOf({ start: '2022-07-01', end: span.end && '2022-07-31' }));
}
