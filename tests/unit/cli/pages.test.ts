import childProcess from 'node:child_process';
import fs from 'node:fs';
import { openPages } from '../../../cli/pages';
import { readConfig } from '../../../config';

afterEach(() => jest.restoreAllMocks());

/** Opens the pages with a build that runs this JavaScript instead. */
function pagesWith(script: string, env: Record<string, string> = {}) {
  const { spawn } = childProcess;
  jest
    .spyOn(childProcess, 'spawn')
    .mockImplementation(((command: string, _args: string[], options: object) =>
      spawn(command, ['-e', script], options)) as never);
  const lines: string[] = [];
  const report = { line: (text: string) => void lines.push(text) } as never;
  return { pages: openPages(readConfig(env), report), lines };
}

test('a build that succeeds is said, and the pages can be opened', async () => {
  const { pages, lines } = pagesWith('');
  expect(await pages.build()).toBe(true);
  expect(lines).toEqual([expect.stringMatching(/^The web pages are built, after [\d.]+ s\.$/)]);
});

test('a build that fails is said with the reason, and the pages cannot be opened', async () => {
  const { pages, lines } = pagesWith('console.error("no space"); process.exitCode = 1');
  expect(await pages.build()).toBe(false);
  expect(lines).toEqual(['The web pages could not be built; everything else works. no space']);
});

test('a package has no sources of the pages, and serves them as they were built', async () => {
  jest.spyOn(fs, 'existsSync').mockImplementation((path) => !String(path).endsWith('build.mjs'));
  const { pages, lines } = pagesWith('process.exitCode = 1');
  expect([await pages.build(), pages.isBuilding(), lines]).toEqual([true, false, []]);
});

test('nothing is built for pages that are off', async () => {
  const { pages, lines } = pagesWith('process.exitCode = 1', { EXPLORER: 'off', PLAYGROUND: 'off' });
  expect([await pages.build(), pages.addresses, lines]).toEqual([true, [], []]);
});
