import type { Page } from 'playwright-core';
import { changes } from '../changes';
import { changesBelow } from '../changes-below';
import type { Release } from '../reading/release';
import type { View } from '../views';
import { differences, savedRows } from './saved-file';

const NONE = { what: '', id: null, before: null, after: null };

/** Opens the changes below an organisation, and returns the differences between the file that the page saves and two releases. */
export async function changesFileDifferences(
  page: Page,
  url: string,
  releases: readonly [Release, Release],
  within: string,
  view: View,
): Promise<string[]> {
  const [from, to] = releases;
  const query = new URLSearchParams({ from: from.id, to: to.id, within, view });
  await page.goto(`${url}/changes?${query.toString()}`);
  const rows = await savedRows(page.getByRole('button', { name: 'Save all of it as CSV' }));
  const saved = rows.map(({ code, change, groups, what, id, before, after }) =>
    [code, change, groups, what, id, before, after].join(' | '),
  );
  const changed = changes(from, to);
  const details = new Map(changed.map(({ code, detail }) => [code, detail]));
  const expected = changesBelow(changed, releases, within, view).flatMap(({ code, kind, groups }) => {
    const detail = details.get(code) ?? [];
    return (detail.length === 0 ? [NONE] : detail).map(({ what, id, before, after }) =>
      [code, kind, groups.join('; '), what, id ?? '', before ?? '', after ?? ''].join(' | '),
    );
  });
  return differences('saves', saved, expected);
}
