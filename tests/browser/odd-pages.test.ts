import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../cli/report';
import { loadMeasure } from '../../graph-seed/load-measure';
import { loadReleases } from '../../graph-seed/load-release';
import { toCsv } from '../oracle/comparison/invented-values';
import { changesTableDifferences } from '../oracle/pages/changes-table';
import { namesIn } from '../oracle/pages/code-names';
import { comparisonDifferences } from '../oracle/pages/compare-page';
import type { CodeNames } from '../oracle/pages/record';
import { answersTo } from '../oracle/pages/search-answers';
import { searchDifferences } from '../oracle/pages/search-page';
import { releaseOf, type Release } from '../oracle/reading/release';
import { xmlTextsOf } from '../oracle/reading/zip';
import { accessibilityViolations, useBrowser } from '../support/browser';
import { emptyNeo4j, type EmptyNeo4j } from '../support/database/empty-neo4j';
import { ODD_CODES, ODD_VALUES, writeOddReleases } from './odd-releases';
import { openGateway } from '../support/gateway/gateway';
import { retryTimed } from '../support/process/retry-timed';

retryTimed('a browser, its server and other suites share two cores');

jest.setTimeout(120_000); // each test opens dozens of pages

const MEASURE = { name: 'Patients & others', unit: 'patients', values: ODD_VALUES };

let neo4j: EmptyNeo4j;
let releases: readonly [Release, Release];
let names: CodeNames;

const { visit } = useBrowser(['organisations'], async (pages) => {
  neo4j = await emptyNeo4j();
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-odd-pages-test-'));
  try {
    const files = await writeOddReleases(folder);
    await loadReleases({ graph: neo4j.graph, files, options: { force: true }, report: silentReport });
    const file = join(folder, 'values.csv');
    writeFileSync(file, toCsv(MEASURE.values));
    await loadMeasure({ graph: neo4j.graph, id: 'gp-list-size', file, options: MEASURE, report: silentReport });
    const [first, second] = await Promise.all(files.map((file) => xmlTextsOf(file)));
    releases = [releaseOf(first!), releaseOf(second!)];
    names = namesIn(second![0]!);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return openGateway(neo4j.graph, { pages, reads: { deadlineMs: 20_000 }, limits: { timeoutMs: 60_000 } });
});
afterAll(() => neo4j?.close());

const start = async () => {
  const page = await visit('/');
  return { page, url: new URL(page.url()).origin };
};
const moment = (at: 0 | 1, date: string, basis: 'OPERATIONAL' | 'LEGAL' = 'OPERATIONAL') => ({
  ...{ release: releases[at], date, basis },
});

test('the comparison shows what is odd in two releases, on the last day, the day after, and days far from all', async () => {
  const { page, url } = await start();
  const sources = [
    { names, measure: MEASURE },
    { names, measure: MEASURE },
  ] as const;
  const pairs = [
    [moment(0, '2024-09-30'), moment(1, '2024-10-01')],
    [moment(0, '1900-01-01', 'LEGAL'), moment(1, '9999-12-31')],
    [moment(1, '2024-09-30'), moment(1, '2024-09-30', 'LEGAL')],
  ] as const;
  for (const [at, code] of Object.values(ODD_CODES).entries())
    for (const pair of at % 3 === 0 ? pairs.slice(0, 2) : [pairs[at % 2]!])
      expect([code, await comparisonDifferences(page, url, code, pair, sources)]).toEqual([code, []]);
  expect(await comparisonDifferences(page, url, ODD_CODES.lastDay, pairs[2], sources)).toEqual([]);
});

test('the table of changes shows what is odd as it is published, both ways', async () => {
  const { page, url } = await start();
  const [first, second] = releases;
  expect(await changesTableDifferences(page, url, [first, second], names)).toEqual([]);
  expect(await changesTableDifferences(page, url, [second, first], names, { date: '2024-09-30' })).toEqual([]);
  expect(await accessibilityViolations(page)).toEqual([]);
});

test('the results of a search show what is odd in a release', async () => {
  const { page, url } = await start();
  const on = [moment(1, '2024-09-30'), moment(0, '2024-10-01', 'LEGAL')] as const;
  for (const [at, text] of ['ODD', 'chain surgery', 'ODD02', 'smith & sons', 'ls1', 'O&D-1', 'NOBODY', '😀'].entries())
    expect([
      text,
      await searchDifferences(page, url, on[at % 2]!, text, await answersTo(url, on[at % 2]!, text)),
    ]).toEqual([text, []]);
});

test('a name without blanks and many values do not scroll sideways at 400 %', async () => {
  const page = await visit('/', { width: 320, height: 256 });
  const widths: Record<string, number> = {};
  for (const path of [
    `/?q=${ODD_CODES.longName}`,
    `/organisation/${ODD_CODES.longName}`,
    `/compare?code=${ODD_CODES.longName}`,
    `/compare?code=${ODD_CODES.markup}`,
    '/changes',
  ]) {
    await page.goto(new URL(path, page.url()).href);
    await page
      .getByText(/^This (page|comparison) as GraphQL$| of \d+ relationships$/)
      .first()
      .waitFor();
    widths[path] = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(await accessibilityViolations(page)).toEqual([]);
  }
  expect(Object.entries(widths).filter(([, width]) => width > 320)).toEqual([]);
});
