import type { Page } from 'playwright-core';
import { queryOf, type Channel } from '../channels/channel';
import { distinct, joined, type Facts } from '../channels/facts';
import { savedRows, unquoted, type Row } from './saved-file';

/** The page that looks up a list of codes: what its table shows and the file that it saves, which must agree. */
export const listPage =
  (page: Page, url: string): Channel =>
  async (codes, asked) => {
    await page.goto(`${url}/list?${queryOf(asked)}`);
    await page.getByLabel(/^Codes, at most/).fill(codes.join('\n'));
    await page.getByRole('button', { name: 'Look up', exact: true }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /^Looked up: / })
      .waitFor({ timeout: LOOK_UP_MS });
    const rows = await savedRows(page.getByRole('button', { name: 'Save all rows as CSV' }));
    checkShown(await shownRows(page), rows);
    return new Map(rows.map((row) => [unquoted(row.code_as_written!), factsIn(row)]));
  };

const LOOK_UP_MS = 120_000;

function factsIn(row: Row): Partial<Facts> {
  const text = (column: string) => unquoted(row[column]!);
  return {
    name: text('name'),
    postcode: text('postcode'),
    kind: text('kind').split('; ')[0]!,
    kinds: text('kind'),
    isActive: String(text('result') === 'OPEN'),
    basisUsed: text('basis_used'),
    parent: text('parent_code'),
    network: text('network_code'),
    commissionerLevel: text('sub_icb_or_ccg_code'),
    system: text('icb_or_stp_code'),
    region: text('region_code'),
    regionReason: text('region_missing'),
    payee: joined(distinct(text('paid_code').split('; ').filter(Boolean))),
    successor: text('now_code'),
  };
}

/** The codes that the cells of a row link to, and the text of its status. */
interface Shown {
  readonly links: readonly string[];
  readonly status: string;
}

/** Returns the rows that the table shows: the first 100. */
function shownRows(page: Page): Promise<Shown[]> {
  return page
    .getByRole('table', { name: 'Results' })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => {
        const cells = [...row.querySelectorAll('td')];
        const codesIn = (cell: Element) =>
          [...cell.querySelectorAll('a')].map((link) => new URL(link.href).pathname.split('/').at(-1)!);
        return {
          links: [1, 3, 4, 5].map((at) => codesIn(cells[at]!).map(decodeURIComponent).join('; ')),
          status: cells[2]!.querySelector('.line')?.textContent ?? '',
        };
      }),
    );
}

/** Throws unless the table shows what the file says. */
function checkShown(shown: readonly Shown[], rows: readonly Row[]): void {
  if (shown.length !== Math.min(rows.length, 100))
    throw new Error(`The page shows ${shown.length} of ${rows.length} rows.`);
  for (const [at, { links, status }] of shown.entries()) {
    const { code, parent_code: parent, icb_or_stp_code: system, region_code: region, status: saved } = rows[at]!;
    const inFile = [code, parent, system, region, saved];
    if ([...links, status].join(' | ') !== inFile.join(' | '))
      throw new Error(`The page shows ${[...links, status].join(' | ')}, and saves ${inFile.join(' | ')}.`);
  }
}
