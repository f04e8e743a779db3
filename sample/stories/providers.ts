import { body, make } from '../bodies';
import { datesOf, draft, hold, link, linkAsIs, type Draft } from '../draft';
import { address } from '../invent';
import { trustBody } from '../parts/secondary-care';
import { close, live, withoutLinks, type Stories } from './story';

const pharmacy = (n: number) => body('pharmacy', n);
const headquarters = (n: number) => body('pharmacyHq', n);

/** A headquarters known only as a stub, closed in 2016. */
export const LOST_HEADQUARTERS = make('ZXHQ9', 'RO181', 'RC1', 700_001);

/** Makes a vaccination site of a record that was something else, with its RE6 over the same time. */
function vaccinates(record: Draft, start: string, end: string, uprn: string): Draft {
  const operators = record.links.filter(({ id }) => id === 'RE6');
  record.links = [];
  record.roles = record.roles.slice(0, 1);
  const site = hold(live(record, start, end), 'RO279');
  for (const { id, target } of operators) linkAsIs(site, id, target, datesOf({ start, end }));
  return { ...site, location: { ...site.location, uprn } };
}

const merged = (record: Draft) => close(record, '2019-03-31');

/** Trusts, pharmacies, vaccination sites. */
export const providerStories: Stories = {
  ZXT02: (record) => live(record, '1994-04-01', '2018-03-31', { start: '1994-04-01', end: '2017-09-30' }),
  ZXT04: (record) => {
    withoutLinks(record, 'RE8');
    for (const n of [4, 5]) link(record, 'RE8', body('icb', n), { start: '2023-07-01' });
    return record;
  },
  ZXT11: merged,
  ZXT12: merged,
  ZXT0501: (record) => {
    record.opened = '2001-10-01';
    record.dates = datesOf({ start: record.opened });
    record.roles = record.roles.map((role) => ({ ...role, dates: record.dates }));
    return link(withoutLinks(record, 'RE6'), 'RE6', trustBody(5), { start: record.opened });
  },
  ZXT0503: (record) => ({ ...record, links: [] }),
  ZXT0102: (record) => vaccinates(record, '2020-12-08', '2022-09-30', '900000000002'),
  ZXP0006001: (record) => {
    const site = vaccinates(record, '2020-12-01', '2023-06-30', '900000000001');
    return { ...site, name: 'OLD MILL VACCINATION SITE, EXAMPLETON' };
  },
  ZXF0001: (record) => {
    withoutLinks(record, 'RE6');
    link(record, 'RE6', LOST_HEADQUARTERS, { start: record.opened, end: '2024-01-31' });
    return link(record, 'RE6', headquarters(1), { start: '2024-02-01' });
  },
  ZXF0002A: (record) => {
    const site = withoutLinks(vaccinates(record, '2021-02-01', '2023-06-30', '900000000003'), 'RE6');
    link(site, 'RE6', pharmacy(1), { start: '2021-02-01', end: '2022-01-31' });
    return link(site, 'RE6', pharmacy(2), { start: '2022-02-01' });
  },
  ZXVC001: (record) => withoutLinks(record, 'RE6'),
  ZXVC002: (record) => live(record, '2021-01-11', '2023-03-31', { start: '2021-01-11', end: '2022-08-31' }),
};

/** Records of this side that no part of the world makes. */
export function* providerExtras(): Generator<Draft> {
  const lost = draft(
    LOST_HEADQUARTERS,
    'LOST CHEMISTS LTD',
    { start: '1990-04-01', end: '2016-03-31' },
    address(3, 3, 99),
  );
  yield { ...lost, refOnly: true, contacts: [], file: 'full' };
  const never = make('ZXHQ8', 'RO181', 'RC1', 700_002);
  const stub = draft(never, 'FORGOTTEN CHEMISTS LTD', { start: '1990-04-01' }, address(4, 4, 99));
  yield { ...stub, refOnly: true, contacts: [], file: 'archive' };
  const old = draft(make('ZXF9X', 'RO182', 'RC1', 700_003), 'FORGOTTEN PHARMACY, MOCKTON', {
    start: '1994-04-01',
    end: '2015-03-31',
  });
  yield link(old, 'RE6', never, { start: '1994-04-01' });
}
