import { body, bodyInside } from '../bodies';
import { datesOf, draft, hold, link, linkAsIs, type Draft } from '../draft';
import { address, endOfMonth, firstOfMonth, hash, pick, place, town } from '../invent';
import * as reforms from '../reforms';
import type { Setting } from '../setting';
import { covidPayments, payments, PAYEE } from '../payees';

const PRACTICE_ENDINGS = ['SURGERY', 'MEDICAL CENTRE', 'HEALTH CENTRE', 'MEDICAL PRACTICE'];
const MEMBERS = 5;

/** Networks, practices with branches, other prescribing cost centres, abeyance. */
export function* primaryCare(setting: Setting): Generator<Draft> {
  for (let n = 0; n < setting.count('network'); n++) yield network(n, setting);
  for (let n = 0; n < setting.count('practice'); n++) {
    if (isNew(n) && setting.release === 1) continue;
    yield practice(n, setting);
    for (let k = 0; k < setting.countInside('branch', n); k++) yield branch(n, k, setting);
  }
  for (let n = 0; n < setting.count('costCentre'); n++) yield costCentre(n, setting);
  for (let n = 0; n < setting.count('abeyance'); n++) yield abeyance(n, setting);
}

/** Town of everything of a network. */
const townOf = (network: number) => (network * 3) % 256;

const networkStart = (n: number) => (n % 4 === 3 ? '2020-04-01' : '2019-07-01');

function network(n: number, setting: Setting): Draft {
  const sicbl = reforms.sicblOfNetwork(n);
  const start = networkStart(n);
  const name = `${town(townOf(n))} ${pick(['PCN', 'PRIMARY CARE NETWORK', 'AND DISTRICT PCN'], 50, n)}`;
  const record = draft(body('network', n), name, { start }, address(townOf(n), sicbl % 42, 50, n));
  for (const { target, ...span } of reforms.commissioners(sicbl, setting, n)) link(record, 'RE4', target, span);
  return record;
}

/** The first 60 practices live long and change nothing of themselves: the stories are told with them. */
const isPlain = (n: number) => n < 60;
const isNew = (n: number) => n % 150 === 149;

/** When a practice opened and closed, as far as the release knows. */
export function practiceLife(n: number, setting: Setting): { start: string; end?: string } {
  if (isNew(n)) return { start: '2024-08-01' };
  const start = hash(51, n) % 10 < 7 ? '1974-04-01' : firstOfMonth(1975, 2012, n);
  if (isPlain(n)) return { start };
  if (n % 29 === 11) return { start, end: endOfMonth(2014, 2016, n) };
  if (n % 19 === 7) return { start, end: endOfMonth(2018, 2023, n) };
  return { start, end: n % 97 === 63 && setting.release === 2 ? '2024-08-31' : undefined };
}

/** The network that a practice is a member of, if any: practices 5n to 5n + 4 are of network n. */
export function networkOf(n: number, setting: Setting): number | undefined {
  const network = Math.floor(n / MEMBERS);
  return n % 23 === 22 || network >= setting.count('network') ? undefined : network;
}

function practice(n: number, setting: Setting): Draft {
  const family = Math.floor(n / MEMBERS);
  const sicbl = reforms.sicblOfNetwork(family);
  const at = townOf(family);
  const moved = hasMoved(n, setting);
  const life = practiceLife(n, setting);
  const record = draft(
    body('practice', n),
    practiceName(n, setting),
    life,
    address(at, sicbl % 42, 52, n, moved ? 1 : 0),
  );
  if (n % 5 === 0) record.dates = [...datesOf({ ...life, bases: 'legal' }), ...record.dates];
  if (moved || isRenamed(n, setting)) record.lastChanged = '2024-08-20';
  if (n % 3 === 0) record.location = { ...record.location, uprn: String(900_001_000_000 + n) };
  hold(record, 'RO76', life.start > '2014-04-15' ? life.start : '2014-04-15');
  for (const { target, ...span } of reforms.earlierCommissioners(sicbl, n)) link(record, 'RE4', target, span);
  for (const { target, ...span } of reforms.commissioners(sicbl, setting, n)) link(record, 'RE4', target, span);
  if (n % 7 === 2) link(record, 'RE6', body('sicbl', sicbl), { start: '2013-04-01' });
  membership(record, n, setting);
  const entity = reforms.entityOf(sicbl, setting);
  if (entity !== undefined) link(record, 'RE11', body('entity', entity), { start: reforms.entityStart(entity) });
  if (n % 40 === 15) link(record, 'RE8', body('independent', n % 40), { start: '2018-04-01' });
  return record;
}

const isRenamed = (n: number, { release }: Setting) => release === 2 && !isPlain(n) && n % 41 === 20;
const hasMoved = (n: number, { release }: Setting) => release === 2 && !isPlain(n) && n % 41 === 31;

function practiceName(n: number, setting: Setting): string {
  const at = town(townOf(Math.floor(n / MEMBERS)));
  const start = isRenamed(n, setting) ? `${place(53, n)} AND PARTNERS` : place(53, n);
  return `${start} ${pick(PRACTICE_ENDINGS, 54, n)}, ${at}`;
}

/** RE8 with both bases, and the payments of a lead practice. */
function membership(record: Draft, n: number, setting: Setting): void {
  const network = networkOf(n, setting);
  if (network === undefined) return;
  link(record, 'RE8', body('network', network), { start: networkStart(network), bases: 'both' });
  if (n % MEMBERS !== 0) return;
  payments(record, PAYEE.leadPractice, network, setting);
  covidPayments(record, PAYEE.leadPractice, network, setting);
}

function branch(n: number, k: number, setting: Setting): Draft {
  const family = Math.floor(n / MEMBERS);
  const sicbl = reforms.sicblOfNetwork(family);
  const { start, end } = practiceLife(n, setting);
  const opened = start > '1990-04-01' ? start : firstOfMonth(1990, 2012, n, k);
  const at = townOf(family) + 1;
  const site = bodyInside('branch', body('practice', n), k);
  const name = `${place(53, n)} BRANCH SURGERY, ${town(at)}`;
  const record = draft(site, name, { start: opened, end }, address(at, sicbl % 42, 55, n, k));
  return link(record, 'RE6', body('practice', n), { start: opened });
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

/** Prescribing cost centres that are no GP practices. */
function costCentre(n: number, setting: Setting): Draft {
  const [role, name] = COST_CENTRES[n % COST_CENTRES.length]!;
  const sicbl = n % 106;
  const start = role === 'RO321' ? '2020-04-01' : firstOfMonth(2005, 2018, n, 56);
  const span = { start, end: n % 13 === 12 ? endOfMonth(2019, 2023, n, 56) : undefined };
  const record = draft(body('costCentre', n), `${town(n)} ${name}`, span, address(n, sicbl % 42, 56, n));
  hold(record, role);
  for (const { target, ...span } of reforms.commissioners(sicbl, setting, n)) link(record, 'RE4', target, span);
  return record;
}

/** Containers for patients without a practice: abeyance and dispersal. */
function abeyance(n: number, setting: Setting): Draft {
  const sicbl = n % 106;
  const span = { start: '2013-04-01', end: n % 4 === 3 ? '2022-03-31' : undefined };
  const record = draft(body('abeyance', n), `${town(n)} ${n % 2 ? 'DISPERSAL' : 'ABEYANCE'}`, span);
  hold(record, n % 2 ? 'RO60' : 'RO59');
  const last = reforms.commissioners(sicbl, setting, n).at(-1)!;
  return linkAsIs(record, 'RE4', last.target, datesOf({ start: '2022-07-01', end: span.end && '2022-07-31' }));
}
