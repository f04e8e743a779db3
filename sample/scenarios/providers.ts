import { organisation, organisationWithCode } from '../organisations';
import { datesOf, draft, addRole, addLink, addLinkWithDates, type Draft } from '../draft';
import { address } from '../deterministic-values';
import { trustRef } from '../parts/secondary-care';
import { closeRecord, setPeriod, withoutLinks, type Scenarios } from './scenario';

const pharmacy = (n: number) => organisation('pharmacy', n);
const headquarters = (n: number) => organisation('pharmacyHq', n);

/** A headquarters that exists only as a stub, closed in 2016. */
export const LOST_HEADQUARTERS = organisationWithCode('ZXHQ9', 'RO181', 'RC1', 700_001);

/** Turns a record into a vaccination site, with its RE6 during the same period. */
function asVaccinationSite(record: Draft, start: string, end: string, uprn: string): Draft {
  const operators = record.links.filter(({ id }) => id === 'RE6');
  record.links = [];
  record.roles = record.roles.slice(0, 1);
  const site = addRole(setPeriod(record, start, end), 'RO279');
  for (const { id, target } of operators) addLinkWithDates(site, id, target, datesOf({ start, end }));
  return { ...site, location: { ...site.location, uprn } };
}

const merged = (record: Draft) => closeRecord(record, '2019-03-31');

/** Trusts, pharmacies and vaccination sites. */
export const providerScenarios: Scenarios = {
  ZXT02: (record) => setPeriod(record, '1994-04-01', '2018-03-31', { start: '1994-04-01', end: '2017-09-30' }),
  ZXT04: (record) => {
    withoutLinks(record, 'RE8');
    for (const n of [4, 5]) addLink(record, 'RE8', organisation('icb', n), { start: '2023-07-01' });
    return record;
  },
  ZXT11: merged,
  ZXT12: merged,
  ZXT0501: (record) => {
    record.opened = '2001-10-01';
    record.dates = datesOf({ start: record.opened });
    record.roles = record.roles.map((role) => ({ ...role, dates: record.dates }));
    return addLink(withoutLinks(record, 'RE6'), 'RE6', trustRef(5), { start: record.opened });
  },
  ZXT0503: (record) => ({ ...record, links: [] }),
  ZXT0102: (record) => asVaccinationSite(record, '2020-12-08', '2022-09-30', '900000000002'),
  ZXP0006001: (record) => {
    const site = asVaccinationSite(record, '2020-12-01', '2023-06-30', '900000000001');
    return { ...site, name: 'OLD MILL VACCINATION SITE, EXAMPLETON' };
  },
  ZXF0001: (record) => {
    withoutLinks(record, 'RE6');
    addLink(record, 'RE6', LOST_HEADQUARTERS, { start: record.opened, end: '2024-01-31' });
    return addLink(record, 'RE6', headquarters(1), { start: '2024-02-01' });
  },
  ZXF0002A: (record) => {
    const site = withoutLinks(asVaccinationSite(record, '2021-02-01', '2023-06-30', '900000000003'), 'RE6');
    addLink(site, 'RE6', pharmacy(1), { start: '2021-02-01', end: '2022-01-31' });
    return addLink(site, 'RE6', pharmacy(2), { start: '2022-02-01' });
  },
  ZXVC001: (record) => withoutLinks(record, 'RE6'),
  ZXVC002: (record) => setPeriod(record, '2021-01-11', '2023-03-31', { start: '2021-01-11', end: '2022-08-31' }),
};

/** Pharmacies and headquarters that no part generates. */
export function* additionalProviders(): Generator<Draft> {
  const lost = draft(
    LOST_HEADQUARTERS,
    'LOST CHEMISTS LTD',
    { start: '1990-04-01', end: '2016-03-31' },
    address(3, 3, 99),
  );
  yield { ...lost, refOnly: true, contacts: [], file: 'full' };
  const never = organisationWithCode('ZXHQ8', 'RO181', 'RC1', 700_002);
  const stub = draft(never, 'FORGOTTEN CHEMISTS LTD', { start: '1990-04-01' }, address(4, 4, 99));
  yield { ...stub, refOnly: true, contacts: [], file: 'archive' };
  const old = draft(organisationWithCode('ZXF9X', 'RO182', 'RC1', 700_003), 'FORGOTTEN PHARMACY, MOCKTON', {
    start: '1994-04-01',
    end: '2015-03-31',
  });
  yield addLink(old, 'RE6', never, { start: '1994-04-01' });
}
