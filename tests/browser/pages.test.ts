import { KNOWN_CASES } from '../../sample/known-cases';
import { changesTableDifferences } from '../oracle/pages/changes-table';
import { comparisonDifferences } from '../oracle/pages/compare-page';
import { answersTo } from '../oracle/pages/search-answers';
import { searchDifferences } from '../oracle/pages/search-page';
import { useBrowser } from '../support/browser';
import { retryTimed } from '../support/process/retry-timed';
import { samplePages } from './sample-pages';

retryTimed('a browser, its server and other suites share two cores');

jest.setTimeout(120_000); // each test opens dozens of pages

const { visit, takeErrors } = useBrowser(['organisations']);
let sample: ReturnType<typeof samplePages> | undefined;
/** The releases of the sample, read once. */
const sampleOf = (address: string) => (sample ??= samplePages(address));
const originOf = (address: string) => new URL(address).origin;

test('the comparison of two moments shows what the releases say of both, line by line', async () => {
  const page = await visit('/');
  const { earlier, release, names, measure } = await sampleOf(page.url());
  const sources = [
    { names: names[0], measure },
    { names: names[1], measure },
  ] as const;
  const pairs = [
    [
      { release: earlier, date: earlier.id, basis: 'OPERATIONAL' },
      { release, date: release.id, basis: 'OPERATIONAL' },
    ],
    [
      { release: earlier, date: '2014-12-31', basis: 'LEGAL' },
      { release, date: '2022-04-01', basis: 'OPERATIONAL' },
    ],
  ] as const;
  for (const [at, code] of COMPARED.entries())
    expect([code, await comparisonDifferences(page, originOf(page.url()), code, pairs[at % 2]!, sources)]).toEqual([
      code,
      [],
    ]);
});

/** Every second one at the second pair of moments. */
const COMPARED = [
  ...[KNOWN_CASES.practiceReopened, KNOWN_CASES.practiceLegallyLater],
  ...[KNOWN_CASES.icbMerged, KNOWN_CASES.practiceWithEveryLink],
  ...[KNOWN_CASES.practiceNew, KNOWN_CASES.chainStart],
  ...[KNOWN_CASES.branchOfWithdrawn, KNOWN_CASES.faultEndBeforeStart],
  ...[KNOWN_CASES.faultImpossibleDate, KNOWN_CASES.networkWithTwoPayees],
  ...[KNOWN_CASES.faultWithoutDates, KNOWN_CASES.nameWithEntities],
  ...[KNOWN_CASES.siteWithoutOperator, 'NOBODY'],
];

test('the table of changes shows every difference between two releases, both ways, in the order of the codes', async () => {
  const page = await visit('/');
  const { earlier, release, names } = await sampleOf(page.url());
  const texts = new Map([...names[0], ...names[1]]);
  for (const [releases, asked] of [
    [[earlier, release], {}],
    [[release, earlier], { kind: 'ADDED', date: '2024-07-01' }],
    [[release, earlier], { kind: 'REMOVED' }],
    [[release, earlier], { kind: 'CLOSED' }],
    [[earlier, release], { code: 'NOBODY' }],
  ] as const)
    expect([asked, await changesTableDifferences(page, originOf(page.url()), releases, texts, asked)]).toEqual([
      asked,
      [],
    ]);
});

test('the results of a search show what the release says of each organisation, in the order of the API', async () => {
  const page = await visit('/');
  const { earlier, release } = await sampleOf(page.url());
  const moments = [
    { release, date: release.id, basis: 'OPERATIONAL' },
    { release: earlier, date: '2022-04-01', basis: 'LEGAL' },
  ] as const;
  const url = originOf(page.url());
  for (const [at, text] of SEARCHED.entries()) {
    const on = moments[at % 2]!;
    expect([text, await searchDifferences(page, url, on, text, await answersTo(url, on, text))]).toEqual([text, []]);
  }
});

/** Every second one on a day in the past. */
const SEARCHED = [
  ...['windmill', KNOWN_CASES.practiceWithSuccessor.toLowerCase(), KNOWN_CASES.practiceWithoutSuccessor],
  ...['smith & daughters <care>', 'windmil surgey', 'V81999', 'ZX9999', 'xqzzv', KNOWN_CASES.unresolved],
  ...['pharmacy near ZZ1', 'ZXDIRT', KNOWN_CASES.ccgMerged, 'nhs exampleton ccg', 'near ZZ23'],
];

test('after Back the search box has the text of the results, and every link keeps the day', async () => {
  const page = await visit('/?q=windmill&date=2022-04-01');
  const box = page.getByRole('combobox', { name: /^Find an organisation/ });
  const isAbout = (text: string) => page.getByRole('heading', { level: 1, name: `“${text}”` }).waitFor();
  await isAbout('windmill');
  await box.fill(KNOWN_CASES.practiceWithoutSuccessor);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page
    .getByRole('link', { name: /^ZZ\d+$/ })
    .first()
    .press('Enter');
  await page.waitForFunction(() => /“ZZ\d+”/.test(document.querySelector('h1')!.innerText));
  expect(await box.inputValue()).toMatch(/^ZZ\d+$/);
  for (const text of [KNOWN_CASES.practiceWithoutSuccessor, 'windmill']) {
    await page.goBack();
    await isAbout(text);
    expect(await box.inputValue()).toBe(text);
  }
  await page.goto(new URL(`/organisation/${KNOWN_CASES.practiceReopened}?date=2022-04-01`, page.url()).href);
  for (const name of ['Compare with another day or release', 'Every field that the releases record differently'])
    await page.getByRole('link', { name }).press('Enter');
  await page
    .getByRole('link', { name: /^as in / })
    .first()
    .press('Enter');
  await page.waitForURL('**/organisation/**');
  expect(new URL(page.url()).searchParams.get('date')).toBe('2022-04-01');
});

test.each([
  ['/?q=windmill&date=2024-2-3', 'Expected a calendar date such as "2024-10-31", not "2024-2-3"'],
  ['/?q=windmill&release=2020-01-01', `No release '2020-01-01' is loaded. Loaded: 2024-09-30, 2024-06-30.`],
  ['/compare?code=ZXP0011&fromDate=2024-02-30', 'Expected a calendar date such as "2024-10-31", not "2024-02-30"'],
  ['/changes?from=2020-01-01', `No release '2020-01-01' is loaded. Loaded: 2024-09-30, 2024-06-30.`],
  [
    '/changes?code=AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEEEEEEEEEEFFFFFFFFFFGGGGG',
    'A code has at most 64 characters',
  ],
])(
  'the mistake in the address %s is named with what was expected, and nothing is concluded from it',
  async (path, words) => {
    const page = await visit(path);
    await page.getByRole('alert').getByText(words).waitFor();
    expect(await page.getByText(/^The day is after the release|^All changes as CSV$/).count()).toBe(0);
    expect(takeErrors().filter((error) => !error.includes('400'))).toEqual([]);
  },
);

test('a release that is compared with itself is said to be the same', async () => {
  const page = await visit('/changes?from=2024-09-30&to=2024-09-30');
  await page.getByText('Both releases are the same, so nothing can differ.').waitFor();
});
