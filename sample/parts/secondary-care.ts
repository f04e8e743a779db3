import { body, bodyInside, type Body } from '../bodies';
import { datesOf, draft, hold, link, type Draft } from '../draft';
import { addDays, address, endOfMonth, firstOfMonth, hash, pick, town } from '../invent';
import { networksOfTrust, PAYEE, payments } from '../payees';
import * as reforms from '../reforms';
import type { Setting } from '../setting';

const SITES = ['GENERAL HOSPITAL', 'COMMUNITY HOSPITAL', 'DAY UNIT', 'HEALTH CENTRE', 'INFIRMARY', 'OUTPATIENT CLINIC'];
const isCareTrust = (n: number) => n % 40 === 39;

/** The body of a trust: a care trust now and then. */
export const trustBody = (n: number): Body => body('trust', n, isCareTrust(n) ? 'RO107' : 'RO197');

/** Trusts and their sites. */
export function* secondaryCare(setting: Setting): Generator<Draft> {
  for (let n = 0; n < setting.count('trust'); n++) {
    yield trust(n, setting);
    for (let k = 0; k < setting.countInside('trustSite', n); k++) yield trustSite(n, k, setting);
  }
}

/** Trust 60 and every 40th after it ended long ago; the archive has it. */
function trustLife(n: number): { start: string; end?: string } {
  return {
    start: n % 3 === 0 ? '1994-04-01' : firstOfMonth(1992, 2001, n, 60),
    end: n % 40 === 20 ? '2012-03-31' : undefined,
  };
}

function trust(n: number, setting: Setting): Draft {
  const life = trustLife(n);
  const place = n % 42;
  const at = n * 5 + 2;
  const kind = isCareTrust(n) ? 'CARE TRUST' : n % 2 ? 'NHS FOUNDATION TRUST' : 'NHS TRUST';
  const name = `${town(at)} ${kind}`;
  const record = draft(
    trustBody(n),
    name,
    { ...life, bases: n % 2 ? 'both' : 'operational' },
    address(at, place, 60, n),
  );
  if (n % 2 && !isCareTrust(n)) hold(record, 'RO57', '2008-04-01');
  link(record, 'RE5', body('authority', n % 12), { start: '1996-04-01', end: '2006-06-30' });
  link(record, 'RE5', body('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
  for (const { target, ...span } of reforms.boards(place, setting, '2020-04-01', n)) link(record, 'RE5', target, span);
  for (const { target, ...span } of reforms.boards(place, setting, '2023-07-01', n)) link(record, 'RE8', target, span);
  for (const network of networksOfTrust(n)) payments(record, PAYEE.trust, network, setting);
  return record;
}

function trustSite(n: number, k: number, setting: Setting): Draft {
  const life = trustLife(n);
  const closes = k > 0 && hash(61, n, k) % 5 === 0;
  const opened = firstOfMonth(1994, 2012, n, k, 61);
  const start =
    opened < life.start ? life.start : opened > '2012-01-01' || life.end === undefined ? opened : life.start;
  const end = life.end ?? (closes ? endOfMonth(2013, 2023, n, k, 61) : undefined);
  const at = n * 5 + 2 + (k % 3);
  const site = bodyInside('trustSite', trustBody(n), k, isCareTrust(n) ? 'RO108' : 'RO198');
  const name = `${town(at)} ${pick(SITES, 62, n, k)}`;
  const record = draft(site, name, { start, end }, address(at, n % 42, 62, n, k));
  if (k % 4 === 1) record.dates = [...datesOf({ start, end, bases: 'legal' }), ...record.dates];
  operators(record, n);
  if (k % 3 !== 0) link(record, 'RE5', body('authority', n % 12), { start: '1996-04-01', end: '2006-06-30' });
  if (k % 5 === 2) link(record, 'RE5', body('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
  if (k === 0) for (const network of networksOfTrust(n)) payments(record, PAYEE.site, network, setting);
  return record;
}

/** Trusts whose sites went to another one, with the day. */
const TAKEN_OVER: Readonly<Record<number, { readonly by: number; readonly from: string }>> = {
  1: { by: 2, from: '2018-04-01' },
  10: { by: 12, from: '2019-04-01' },
  11: { by: 12, from: '2019-04-01' },
};

function operators(site: Draft, n: number): void {
  const taken = TAKEN_OVER[n];
  link(site, 'RE6', trustBody(n), { start: site.opened, end: taken && addDays(taken.from, -1) });
  if (taken) link(site, 'RE6', trustBody(taken.by), { start: taken.from });
}
