import type { Page } from 'playwright-core';
import { queryOf } from '../channels/channel';
import { entry, type Moment } from '../hierarchy';
import { rollUp, type Group, type RollUpArguments, type Values } from '../measures';
import { differences, savedRows, unquoted } from './saved-file';

/** What the page is asked for. */
export interface RollUpAsked extends Required<Pick<RollUpArguments, 'of' | 'view'>> {
  readonly by: NonNullable<RollUpArguments['by']>;
  /** The id of a measure and its values. Absent: organisations are counted. */
  readonly measure?: { readonly id: string; readonly values: Values };
}

/** Opens the roll-up page, and returns the differences between what it shows and saves, and what the release says. */
export async function rollUpDifferences(page: Page, url: string, on: Moment, asked: RollUpAsked): Promise<string[]> {
  const { of, by, view, measure } = asked;
  const moment = queryOf({ date: on.date, basis: on.basis, release: on.release.id });
  await page.goto(`${url}/roll-up?kind=${of}&by=${by}&view=${view}&measure=${measure?.id ?? ''}&${moment}`);
  const rows = await savedRows(page.getByRole('button', { name: 'Save as CSV' }));
  const saved = rows.map((row) => COLUMNS.map((column) => unquoted(row[column]!)).join(' | '));
  const values = measure?.values ?? null;
  const { groups, unassigned } = rollUp(on, { of, by, view, values });
  const expected = [
    ...[...groups].map(([code, group]) => [code, entry(on, code).name, '', ...figures(group)].join(' | ')),
    ...[...unassigned].map(([reason, group]) => ['', '', reason, ...figures(group)].join(' | ')),
  ];
  const shown = [...groups].map(([code, { count, total }]) => [code, count, ...(measure ? [total] : [])].join(' | '));
  return [
    ...differences('saves', saved, expected),
    ...differences('shows', await shownGroups(page, measure ? 2 : 1), shown),
  ];
}

const COLUMNS = [
  ...['code', 'name', 'reason', 'count', 'total', 'missing', 'days_of_values', 'carried_forward', 'too_old'],
  ...['under_other_codes', 'left_out', 'left_out_total'],
];

const figures = (group: Group): (string | number)[] => [
  ...[group.count, group.total, group.missing, group.dates.join(' '), group.carriedForward, group.tooOld],
  ...[group.underOtherCodes, group.leftOut, group.leftOutTotal],
];

/** Returns the code and the first numbers of each row of the table of groups. */
async function shownGroups(page: Page, numbers: number): Promise<string[]> {
  const rows = page.getByRole('table', { name: / by / }).locator('tbody tr');
  const all = await rows.evaluateAll((found) =>
    found.map((row) => [
      row.querySelector('a')!.pathname,
      ...[...row.querySelectorAll('td.nhsuk-table__cell--numeric > span:last-child')].map((cell) => cell.textContent!),
    ]),
  );
  return all.map(([href, ...cells]) =>
    [
      decodeURIComponent(href!.split('/').at(-1)!),
      ...cells.slice(0, numbers).map((cell) => cell.replaceAll(',', '')),
    ].join(' | '),
  );
}
