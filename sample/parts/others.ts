import { body, bodyInside } from '../bodies';
import { draft, hold, link, type Draft } from '../draft';
import { address, endOfMonth, firstOfMonth, hash, pick, place, town } from '../invent';
import { covidPayments, networksOfFederation, PAYEE, payments } from '../payees';
import * as reforms from '../reforms';
import type { Setting } from '../setting';

/** Everybody else: dentists, opticians, care homes, independent providers, councils, schools. */
export function* others(setting: Setting): Generator<Draft> {
  for (let n = 0; n < setting.count('dental'); n++) yield dental(n, setting);
  for (let n = 0; n < setting.count('opticalHq'); n++) yield simple('opticalHq', n, `${place(80, n)} OPTICIANS LTD`);
  for (let n = 0; n < setting.count('opticalSite'); n++) yield opticalSite(n, setting);
  for (let n = 0; n < setting.count('careHq'); n++) yield* careHomes(n, setting);
  for (let n = 0; n < setting.count('independent'); n++) yield* independents(n, setting);
  for (let n = 0; n < setting.count('nonNhs'); n++) yield nonNhs(n, setting);
  for (let n = 0; n < setting.count('localAuthority'); n++) {
    yield hold(simple('localAuthority', n, `${shire(n)} COUNCIL`), n % 2 ? 'RO40' : 'RO33');
  }
  for (let n = 0; n < setting.count('school'); n++) yield school(n, setting);
}

const shire = (n: number) => town((n * 3) % 256);

/** When a body of these kinds opened and, for four in ten, closed: most of those long ago. */
function life(salt: number, n: number): { start: string; end?: string } {
  const h = hash(salt, n);
  const share = (h >>> 8) % 20;
  const start = h % 30 === 0 ? '1900-01-01' : firstOfMonth(1980, share < 5 ? 2005 : 2016, salt, n);
  if (share < 5) return { start, end: endOfMonth(2006, 2016, salt, n) };
  return { start, end: share < 8 ? endOfMonth(2017, 2023, salt, n) : undefined };
}

function simple(kind: 'opticalHq' | 'localAuthority', n: number, name: string): Draft {
  return draft(body(kind, n), name, { start: '1990-04-01' }, address(n, n % 42, 81, n));
}

/** When a dental practice opened and closed. */
export const dentalLife = (n: number) => (n < 20 ? { start: '1994-04-01' } : life(82, n));

/** The most frequent name of all. */
function dental(n: number, setting: Setting): Draft {
  const span = dentalLife(n);
  const name = n % 5 < 4 ? 'DENTAL SURGERY' : `${place(82, n)} DENTAL PRACTICE`;
  const record = draft(body('dental', n), name, span, address(n, n % 42, 82, n));
  if (n % 2) hold(record, 'RO65');
  link(record, 'RE4', body('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
  link(record, 'RE4', body('hub', n % 8), { start: '2020-04-01', end: '2023-03-31' });
  for (const { target, ...span } of reforms.boards(n % 42, setting, '2023-04-01', n)) link(record, 'RE4', target, span);
  return geography(record, n);
}

/** Legacy geography: an authority to 2006, an office to 2020. */
function geography(record: Draft, n: number): Draft {
  link(record, 'RE5', body('authority', n % 12), { start: '1996-04-01', end: '2006-06-30' });
  return link(record, 'RE5', body('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
}

function opticalSite(n: number, setting: Setting): Draft {
  const span = life(83, n);
  const record = draft(body('opticalSite', n), `${place(83, n)} EYE CARE, ${town(n)}`, span, address(n, n % 42, 83, n));
  return link(geography(record, n), 'RE6', body('opticalHq', n % setting.count('opticalHq')), { start: span.start });
}

function* careHomes(n: number, setting: Setting): Generator<Draft> {
  const owner = body('careHq', n);
  const span = n < 40 ? { start: '1995-04-01' } : life(84, n);
  const company = draft(owner, `${place(84, n)} CARE LTD`, span, address(n, n % 42, 84, n));
  if (n % 8) hold(company, 'RO71');
  yield n % 3 ? company : geography(company, n);
  for (let k = 0; k < setting.countInside('careSite', n); k++) {
    const site = draft(
      bodyInside('careSite', owner, k),
      `${place(85, n, k)} HOUSE, ${town(n + k)}`,
      span,
      address(n + k, n % 42, 85, n, k),
    );
    hold(site, hash(85, n, k) % 4 ? 'RO269' : 'RO270');
    yield link(geography(site, n + k), 'RE6', owner, { start: span.start });
  }
}

function* independents(n: number, setting: Setting): Generator<Draft> {
  const owner = body('independent', n);
  const span = n < 20 ? { start: '2001-04-01' } : life(86, n);
  yield draft(owner, `${place(86, n)} INDEPENDENT HEALTH LTD`, span, address(n, n % 42, 86, n));
  for (let k = 0; k < setting.countInside('independentSite', n); k++) {
    const site = bodyInside('independentSite', owner, k);
    const record = draft(
      site,
      `${place(87, n, k)} TREATMENT ROOMS, ${town(n + k)}`,
      span,
      address(n + k, n % 42, 87, n, k),
    );
    yield link(geography(record, n + k), 'RE6', owner, { start: span.start });
  }
}

/** The first of them are federations of practices, which some networks pay. */
function nonNhs(n: number, setting: Setting): Draft {
  const federation = n < 70;
  const span = federation ? { start: '2016-04-01' } : life(88, n);
  const name = federation
    ? `${town(n * 6)} GP FEDERATION LTD`
    : `${place(88, n)} ${pick(['SUPPLIES', 'SERVICES', 'TRUST'], 88, n)} CIC`;
  const record = draft(body('nonNhs', n), name, span, address(n * 6, n % 42, 88, n));
  if (!federation) return geography(record, n);
  for (const network of networksOfFederation(n)) {
    payments(record, PAYEE.federation, network, setting);
    covidPayments(record, PAYEE.federation, network, setting);
  }
  return record;
}

const SCHOOLS = ['RO281', 'RO282', 'RO302', 'RO303', 'RO289'];

function school(n: number, setting: Setting): Draft {
  const span = life(89, n);
  const record = draft(body('school', n), `${place(89, n)} SCHOOL, ${town(n)}`, span, address(n, n % 42, 89, n));
  hold(record, SCHOOLS[n % SCHOOLS.length]!);
  link(record, 'RE5', body('localAuthority', n % setting.count('localAuthority')), { start: span.start });
  return geography(record, n);
}
