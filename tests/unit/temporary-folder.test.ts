import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeTemporaryFolder } from '../../temporary-folder';

const parent = mkdtempSync(join(tmpdir(), 'ods-graph-temporary-'));
afterAll(() => rmSync(parent, { recursive: true }));

const ended = spawnSync(process.execPath, ['--version']).pid;

/** Makes a folder with a file in it, both of which changed so many minutes ago. */
function makeOld(name: string, minutes: number, minutesOfFile = minutes): string {
  const folder = join(parent, name);
  mkdirSync(join(folder, 'inside'), { recursive: true });
  writeFileSync(join(folder, 'inside', 'spool'), 'text');
  const at = (age: number) => new Date(Date.now() - age * 60_000);
  for (const path of [join(folder, 'inside'), folder]) utimesSync(path, at(minutes), at(minutes));
  utimesSync(join(folder, 'inside', 'spool'), at(minutesOfFile), at(minutesOfFile));
  return folder;
}

test('a temporary folder is new, has the id of the process, and only its user can read it', () => {
  const folder = makeTemporaryFolder(join(parent, 'kind-'));
  expect(basename(folder)).toMatch(new RegExp(`^kind-${process.pid}-\\w{6}$`));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('folders of killed processes are removed, and no others', () => {
  const left = makeOld(`load-${ended}-abc123`, 61);
  const kept = [
    makeOld(`load-${process.pid}-abc123`, 61),
    makeOld(`load-${ended}-abc124`, 59),
    makeOld(`load-${ended}-abc125`, 61, 5),
    makeOld(`date-${ended}-abc123`, 61),
    makeOld(`load-test-${ended}-abc123`, 61),
    makeOld(`load-${ended}-abc123-more`, 61),
    makeOld('load-abc123', 61),
  ];
  makeTemporaryFolder(join(parent, 'load-'));
  expect([left, ...kept].map((folder) => existsSync(folder))).toEqual([false, ...kept.map(() => true)]);
});
