import { KNOWN_CASES } from '../../sample/known-cases';
import { factsOf } from '../oracle/channels/facts';
import { changesFileDifferences } from '../oracle/pages/changes-file';
import { listPage } from '../oracle/pages/list-page';
import { networkFileDifferences } from '../oracle/pages/network-file';
import { rollUpDifferences } from '../oracle/pages/roll-up';
import { useBrowser } from '../support/browser';
import { retryTimed } from '../support/process/retry-timed';
import { samplePages } from './sample-pages';

retryTimed('a browser, its server and other suites share two cores');

jest.setTimeout(120_000); // each test opens several pages and saves their files

const { visit } = useBrowser(['organisations']);

const MOMENTS = [
  ['2022-06-30', 'LEGAL'],
  ['2024-09-30', 'OPERATIONAL'],
] as const;

test('the list of codes shows and saves what the release says, on a day in the past too', async () => {
  const page = await visit('/');
  const { release } = await samplePages(page.url());
  const codes = Object.values(KNOWN_CASES).filter((code) => release.entries.get(code)?.unresolved === false);
  expect(codes.length).toBeGreaterThan(20);
  for (const [date, basis] of MOMENTS) {
    const said = await listPage(page, new URL(page.url()).origin)(codes, { date, basis, release: release.id });
    for (const code of codes)
      expect([code, factsOf({ release, date, basis }, code)]).toMatchObject([code, said.get(code)!]);
  }
});

test('roll-ups show and save what the release and the list sizes say, also those that are in no group', async () => {
  const page = await visit('/');
  const { release, values } = await samplePages(page.url());
  const measure = { id: 'gp-list-size', values };
  const origin = new URL(page.url()).origin;
  const on = { release, date: '2024-09-30', basis: 'OPERATIONAL' } as const;
  for (const asked of [
    { of: 'GP_PRACTICE', by: 'REGION', view: 'COMMISSIONING', measure },
    { of: 'GP_PRACTICE', by: 'PCN', view: 'NETWORK', measure },
    { of: 'PHARMACY', by: 'ICB', view: 'REPORTING' },
  ] as const)
    expect([asked.by, await rollUpDifferences(page, origin, on, asked)]).toEqual([asked.by, []]);
  const before = { release, date: '2018-04-01', basis: 'LEGAL' } as const;
  const asked = { of: 'GP_PRACTICE', by: 'ICB', view: 'COMMISSIONING' } as const;
  expect(await rollUpDifferences(page, origin, before, asked)).toEqual([]);
});

test('the file of a network has every membership, with the value of each member on the day', async () => {
  const page = await visit('/');
  const { release, values } = await samplePages(page.url());
  for (const [date, basis] of MOMENTS)
    for (const code of [KNOWN_CASES.networkOnlyCovidPayee, 'ZXN0003', 'ZXN0004'])
      expect([
        code,
        await networkFileDifferences(page, new URL(page.url()).origin, { release, date, basis }, code, values),
      ]).toEqual([code, []]);
});

test('the file of the changes below an organisation has every difference between two releases', async () => {
  const page = await visit('/');
  const { earlier, release } = await samplePages(page.url());
  for (const code of [KNOWN_CASES.icbOfMerger, 'ZXR1'])
    expect([
      code,
      await changesFileDifferences(page, new URL(page.url()).origin, [earlier, release], code, 'COMMISSIONING'),
    ]).toEqual([code, []]);
});
