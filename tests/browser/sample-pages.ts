import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { writeReleases } from '../../sample/write-release';
import { checkPage, type Verdict } from '../oracle/pages/check-page';
import { namesIn } from '../oracle/pages/code-names';
import type { Statement } from '../oracle/pages/read-page';
import { releaseOf } from '../oracle/reading/release';
import { xmlTextsOf } from '../oracle/reading/zip';

/** Compares pages of the newest release of the sample with its XML. The oracle does not know the values of its measures. */
export async function samplePages(address: string) {
  const texts = await newestXml();
  const release = releaseOf(texts);
  const isUnknown = ({ section, key }: Statement) => section === 'members' || /^Patients/.test(key);
  const sources = { url: new URL(address).origin, names: namesIn(texts[0]!), measure: null, isUnknown };
  const check = (page: Page, code: string, date: string): Promise<Verdict> =>
    checkPage(page, { release, date, basis: 'OPERATIONAL' }, code, sources);
  return { check };
}

async function newestXml(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-pages-test-'));
  try {
    const [zip] = await writeReleases(folder, { releases: [2] });
    return await xmlTextsOf(zip!);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
