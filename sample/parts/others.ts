import { organisation, nestedOrganisation } from '../organisations';
import { draft, addRole, addLink, type Draft } from '../draft';
import { address, endOfMonth, firstOfMonth, hash, pick, place, town } from '../deterministic-values';
import { addCovidPayments, networksOfFederation, PAYEE, addPayments } from '../payees';
import * as reforms from '../reforms';
import type { SampleSettings } from '../settings';

/** Dentists, opticians, care homes, independent providers, councils and schools. */
export function* others(settings: SampleSettings): Generator<Draft> {
  for (let n = 0; n < settings.count('dental'); n++) yield dental(n, settings);
  for (let n = 0; n < settings.count('opticalHq'); n++) yield simple('opticalHq', n, `${place(80, n)} OPTICIANS LTD`);
  for (let n = 0; n < settings.count('opticalSite'); n++) yield opticalSite(n, settings);
  for (let n = 0; n < settings.count('careHq'); n++) yield* careHomes(n, settings);
  for (let n = 0; n < settings.count('independent'); n++) yield* independents(n, settings);
  for (let n = 0; n < settings.count('nonNhs'); n++) yield nonNhs(n, settings);
  for (let n = 0; n < settings.count('localAuthority'); n++) {
    yield addRole(simple('localAuthority', n, `${shire(n)} COUNCIL`), n % 2 ? 'RO40' : 'RO33');
  }
  for (let n = 0; n < settings.count('school'); n++) yield school(n, settings);
}

const shire = (n: number) => town((n * 3) % 256);

/** The opening date and, for four organisations in ten, a closing date, which is usually before 2017. */
function periodOf(salt: number, n: number): { start: string; end?: string } {
  const h = hash(salt, n);
  const share = (h >>> 8) % 20;
  const start = h % 30 === 0 ? '1900-01-01' : firstOfMonth(1980, share < 5 ? 2005 : 2016, salt, n);
  if (share < 5) return { start, end: endOfMonth(2006, 2016, salt, n) };
  return { start, end: share < 8 ? endOfMonth(2017, 2023, salt, n) : undefined };
}

function simple(kind: 'opticalHq' | 'localAuthority', n: number, name: string): Draft {
  return draft(organisation(kind, n), name, { start: '1990-04-01' }, address(n, n % 42, 81, n));
}

/** Opening and closing date of a dental practice. */
export const dentalPeriod = (n: number) => (n < 20 ? { start: '1994-04-01' } : periodOf(82, n));

/** Four practices in five have the same name, the most frequent name in the register. */
function dental(n: number, settings: SampleSettings): Draft {
  const span = dentalPeriod(n);
  const name = n % 5 < 4 ? 'DENTAL SURGERY' : `${place(82, n)} DENTAL PRACTICE`;
  const record = draft(organisation('dental', n), name, span, address(n, n % 42, 82, n));
  if (n % 2) addRole(record, 'RO65');
  addLink(record, 'RE4', organisation('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
  addLink(record, 'RE4', organisation('hub', n % 8), { start: '2020-04-01', end: '2023-03-31' });
  for (const { target, ...span } of reforms.boards(n % 42, settings, '2023-04-01', n))
    addLink(record, 'RE4', target, span);
  return addLegacyGeography(record, n);
}

/** Former geography: a health authority until 2006, a local office until 2020. */
function addLegacyGeography(record: Draft, n: number): Draft {
  addLink(record, 'RE5', organisation('authority', n % 12), { start: '1996-04-01', end: '2006-06-30' });
  return addLink(record, 'RE5', organisation('office', n % 14), { start: '2013-04-01', end: '2020-03-31' });
}

function opticalSite(n: number, settings: SampleSettings): Draft {
  const span = periodOf(83, n);
  const record = draft(
    organisation('opticalSite', n),
    `${place(83, n)} EYE CARE, ${town(n)}`,
    span,
    address(n, n % 42, 83, n),
  );
  return addLink(addLegacyGeography(record, n), 'RE6', organisation('opticalHq', n % settings.count('opticalHq')), {
    start: span.start,
  });
}

function* careHomes(n: number, settings: SampleSettings): Generator<Draft> {
  const owner = organisation('careHq', n);
  const span = n < 40 ? { start: '1995-04-01' } : periodOf(84, n);
  const company = draft(owner, `${place(84, n)} CARE LTD`, span, address(n, n % 42, 84, n));
  if (n % 8) addRole(company, 'RO71');
  yield n % 3 ? company : addLegacyGeography(company, n);
  for (let k = 0; k < settings.countInside('careSite', n); k++) {
    const site = draft(
      nestedOrganisation('careSite', owner, k),
      `${place(85, n, k)} HOUSE, ${town(n + k)}`,
      span,
      address(n + k, n % 42, 85, n, k),
    );
    addRole(site, hash(85, n, k) % 4 ? 'RO269' : 'RO270');
    yield addLink(addLegacyGeography(site, n + k), 'RE6', owner, { start: span.start });
  }
}

function* independents(n: number, settings: SampleSettings): Generator<Draft> {
  const owner = organisation('independent', n);
  const span = n < 20 ? { start: '2001-04-01' } : periodOf(86, n);
  yield draft(owner, `${place(86, n)} INDEPENDENT HEALTH LTD`, span, address(n, n % 42, 86, n));
  for (let k = 0; k < settings.countInside('independentSite', n); k++) {
    const site = nestedOrganisation('independentSite', owner, k);
    const record = draft(
      site,
      `${place(87, n, k)} TREATMENT ROOMS, ${town(n + k)}`,
      span,
      address(n + k, n % 42, 87, n, k),
    );
    yield addLink(addLegacyGeography(record, n + k), 'RE6', owner, { start: span.start });
  }
}

/** The first 70 are GP federations, which are payees of some networks. */
function nonNhs(n: number, settings: SampleSettings): Draft {
  const federation = n < 70;
  const span = federation ? { start: '2016-04-01' } : periodOf(88, n);
  const name = federation
    ? `${town(n * 6)} GP FEDERATION LTD`
    : `${place(88, n)} ${pick(['SUPPLIES', 'SERVICES', 'TRUST'], 88, n)} CIC`;
  const record = draft(organisation('nonNhs', n), name, span, address(n * 6, n % 42, 88, n));
  if (!federation) return addLegacyGeography(record, n);
  for (const network of networksOfFederation(n)) {
    addPayments(record, PAYEE.federation, network, settings);
    addCovidPayments(record, PAYEE.federation, network, settings);
  }
  return record;
}

const SCHOOLS = ['RO281', 'RO282', 'RO302', 'RO303', 'RO289'];

function school(n: number, settings: SampleSettings): Draft {
  const span = periodOf(89, n);
  const record = draft(
    organisation('school', n),
    `${place(89, n)} SCHOOL, ${town(n)}`,
    span,
    address(n, n % 42, 89, n),
  );
  addRole(record, SCHOOLS[n % SCHOOLS.length]!);
  addLink(record, 'RE5', organisation('localAuthority', n % settings.count('localAuthority')), { start: span.start });
  return addLegacyGeography(record, n);
}
