import { organisation, nestedOrganisation, type OrganisationRef } from '../organisations';
import { datesOf, draft, addRole, addLink, type Draft } from '../draft';
import { addDays, address, endOfMonth, firstOfMonth, hash, pick, town } from '../deterministic-values';
import { networksOfTrust, PAYEE, addPayments } from '../payees';
import * as reforms from '../reforms';
import type { SampleSettings } from '../settings';

const SITES = ['GENERAL HOSPITAL', 'COMMUNITY HOSPITAL', 'DAY UNIT', 'HEALTH CENTRE', 'INFIRMARY', 'OUTPATIENT CLINIC'];
const isCareTrust = (n: number) => n % 40 === 39;

/** Returns a trust by index. Every 40th is a care trust. */
export const trustRef = (n: number): OrganisationRef => organisation('trust', n, isCareTrust(n) ? 'RO107' : 'RO197');

/** Trusts and their sites. */
export function* secondaryCare(settings: SampleSettings): Generator<Draft> {
  for (let n = 0; n < settings.count('trust'); n++) {
    yield trust(n, settings);
    for (let k = 0; k < settings.countInside('trustSite', n); k++) yield trustSite(n, k, settings);
  }
}

/** Trusts 20, 60 and every 40th after it closed in 2012, so they are in the archive file. */
function trustPeriod(n: number): { start: string; end?: string } {
  return {
    start: n % 3 === 0 ? '1994-04-01' : firstOfMonth(1992, 2001, n, 60),
    end: n % 40 === 20 ? '2012-03-31' : undefined,
  };
}

function trust(n: number, settings: SampleSettings): Draft {
  const period = trustPeriod(n);
  const area = n % 42;
  const at = n * 5 + 2;
  const kind = isCareTrust(n) ? 'CARE TRUST' : n % 2 ? 'NHS FOUNDATION TRUST' : 'NHS TRUST';
  const name = `${town(at)} ${kind}`;
  const record = draft(
    trustRef(n),
    name,
    { ...period, bases: n % 2 ? 'both' : 'operational' },
    address(at, area, 60, n),
  );
  if (n % 2 && !isCareTrust(n)) addRole(record, 'RO57', '2008-04-01');
  addLink(record, 'RE5', organisation('authority', n % 12), { start: '1996-04-01', end: '2006-06-30' });
  addLink(record, 'RE5', organisation('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
  for (const { target, ...span } of reforms.boards(area, settings, '2020-04-01', n))
    addLink(record, 'RE5', target, span);
  for (const { target, ...span } of reforms.boards(area, settings, '2023-07-01', n))
    addLink(record, 'RE8', target, span);
  for (const network of networksOfTrust(n)) addPayments(record, PAYEE.trust, network, settings);
  return record;
}

function trustSite(n: number, k: number, settings: SampleSettings): Draft {
  const period = trustPeriod(n);
  const closes = k > 0 && hash(61, n, k) % 5 === 0;
  const opened = firstOfMonth(1994, 2012, n, k, 61);
  const start =
    opened < period.start ? period.start : opened > '2012-01-01' || period.end === undefined ? opened : period.start;
  const end = period.end ?? (closes ? endOfMonth(2013, 2023, n, k, 61) : undefined);
  const at = n * 5 + 2 + (k % 3);
  const site = nestedOrganisation('trustSite', trustRef(n), k, isCareTrust(n) ? 'RO108' : 'RO198');
  const name = `${town(at)} ${pick(SITES, 62, n, k)}`;
  const record = draft(site, name, { start, end }, address(at, n % 42, 62, n, k));
  if (k % 4 === 1) record.dates = [...datesOf({ start, end, bases: 'legal' }), ...record.dates];
  addOperators(record, n);
  if (k % 3 !== 0)
    addLink(record, 'RE5', organisation('authority', n % 12), { start: '1996-04-01', end: '2006-06-30' });
  if (k % 5 === 2) addLink(record, 'RE5', organisation('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
  if (k === 0) for (const network of networksOfTrust(n)) addPayments(record, PAYEE.site, network, settings);
  return record;
}

/** Trusts whose sites were takeover over by another trust, with the date. */
const TAKEN_OVER: Readonly<Record<number, { readonly by: number; readonly from: string }>> = {
  1: { by: 2, from: '2018-04-01' },
  10: { by: 12, from: '2019-04-01' },
  11: { by: 12, from: '2019-04-01' },
};

function addOperators(site: Draft, n: number): void {
  const takeover = TAKEN_OVER[n];
  addLink(site, 'RE6', trustRef(n), { start: site.opened, end: takeover && addDays(takeover.from, -1) });
  if (takeover) addLink(site, 'RE6', trustRef(takeover.by), { start: takeover.from });
}
