import type { Moment } from '../navigation/route';

/** What is added to a file, as chosen on the page; '' for none. */
export interface EnrichChoice {
  readonly add: readonly string[];
  readonly codeColumn: string;
  readonly dateColumn: string;
  readonly prefix: string;
}

/** Returns the address that a file is sent to. With a column of dates, the date of the page does not count. */
export function enrichUrl({ add, codeColumn, dateColumn, prefix }: EnrichChoice, moment: Moment): string {
  const { date, basis, release } = moment;
  const day = dateColumn === '' ? date : '';
  const values = { add: add.join(','), codeColumn, dateColumn, prefix, date: day, basis: basis.toUpperCase(), release };
  const given = Object.entries(values).filter(([, value]) => value !== '');
  return `/enrich?${new URLSearchParams(given).toString()}`;
}
