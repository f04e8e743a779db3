import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { LIST_SIZES, LIST_SIZE_DATES, writeListSizes } from '../../sample/list-sizes';
import { writeReleases } from '../../sample/write-release';
import type { Values } from '../oracle/measures';
import { checkPage, type Verdict } from '../oracle/pages/check-page';
import { namesIn } from '../oracle/pages/code-names';
import { releaseOf } from '../oracle/reading/release';
import { xmlTextsOf } from '../oracle/reading/zip';

/** Compares pages of the newest release of the sample with its XML and its list sizes. */
export async function samplePages(address: string) {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-pages-test-'));
  try {
    const [earlier, zip] = await writeReleases(folder);
    const texts = await xmlTextsOf(zip!);
    const earlierTexts = await xmlTextsOf(earlier!);
    const values = valuesOf(readFileSync(await writeListSizes(folder), 'utf8'));
    const release = releaseOf(texts);
    const { name, unit } = LIST_SIZES;
    const sources = { url: new URL(address).origin, names: namesIn(texts[0]!), measure: { name, unit, values } };
    const check = (page: Page, code: string, date: string): Promise<Verdict> =>
      checkPage(page, { release, date, basis: 'OPERATIONAL' }, code, sources);
    const names = [namesIn(earlierTexts[0]!), namesIn(texts[0]!)] as const;
    return { check, release, values, earlier: releaseOf(earlierTexts), names, measure: sources.measure };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads lines of a day, for example 01SEP2024, a code and a number. The days are known: each ends with its year. */
function valuesOf(csv: string): Values {
  const days = [
    ...new Set(
      csv
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[0]!),
    ),
  ];
  const dates = new Map(days.map((day, at) => [day, LIST_SIZE_DATES[at]!]));
  const values = new Map<string, { readonly date: string; readonly value: number }[]>();
  for (const line of csv.trim().split('\n').slice(1)) {
    const [day = '', code = '', value] = line.split(',');
    values.set(code, [...(values.get(code) ?? []), { date: dates.get(day)!, value: Number(value) }]);
  }
  return values;
}
