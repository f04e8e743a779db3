import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveOptions, classArchiveOf, makeArchiveLater, type ClassArchive } from '../../../database/class-archive';
import { findJava } from '../../../database/java';
import { layoutOf } from '../../../database/layout';
import { identify } from '../../../database/process';
import { writeRunning } from '../../../database/running';
import { waitFor } from '../../support/process/wait-for';

let folder: string;
let java: string;
let messages: string[];
const layout = () => layoutOf({ dataDir: folder });
const running = { ...identify(process.pid)!, uri: '', port: 1, started: '', version: '', owner: null };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ods-graph-archive-'));
  messages = [];
  mkdirSync(layout().folder, { recursive: true });
  writeRunning(layout(), running);
  java = await useJava('cp "$LIST" "$DRAFT"');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A stand-in for Java: tells a version, or runs this script with the paths of the list and of the archive. */
async function useJava(script: string): Promise<string> {
  const home = mkdtempSync(join(folder, 'java-'));
  mkdirSync(join(home, 'bin'));
  const paths = 'for a; do case $a in *ClassListFile=*) LIST=${a#*=};; *ArchiveFile=*) DRAFT=${a#*=};; esac; done';
  const version = `[ "$1" = -version ] && { echo 'openjdk version "17.0.15"' >&2; exit; }`;
  writeFileSync(join(home, 'bin', 'java'), `#!/bin/sh\n${version}\n${paths}\n${script}\n`, { mode: 0o755 });
  return findJava(home);
}

/** Makes the archive of this list of classes. */
function make(list: string): ClassArchive {
  const paths = classArchiveOf(layout(), java)!;
  writeFileSync(paths.list, list);
  makeArchiveLater(paths, { layout: layout(), java, running, log: (line) => messages.push(line) }, 0);
  return paths;
}

test('the first start lists its classes, and later ones use the archive of them, without lines that a JVM refuses', async () => {
  const paths = classArchiveOf(layout(), java)!;
  expect(archiveOptions(paths)).toEqual([`-XX:DumpLoadedClassList=${paths.list}`]);
  writeFileSync(join(layout().folder, 'classes-0123456789abcdef.jsa'), 'of another Java');
  make(`org/A\n@lambda-proxy ${'x'.repeat(5_000)}\norg/B\norg/Half`);
  await waitFor('the archive', () => messages.length > 0);
  expect(readFileSync(paths.archive, 'utf8')).toBe('org/A\norg/B\n');
  expect(archiveOptions(paths)).toEqual([`-XX:SharedArchiveFile=${paths.archive}`]);
  expect(readdirSync(layout().folder).filter((name) => name.startsWith('classes-'))).toHaveLength(1);
});

test('an archive that cannot be made leaves nothing behind', async () => {
  java = await useJava('echo part > "$DRAFT"; exit 1');
  const { archive, list, draft } = make('org/A\n');
  await waitFor('the end', () => !existsSync(list));
  expect([archive, draft].filter((path) => existsSync(path))).toEqual([]);
  expect(messages).toEqual([]);
});

test('another Java and other jars have another archive, and a Java of unknown version has none', async () => {
  const { archive } = classArchiveOf(layout(), java)!;
  const other = await useJava('');
  const jars = layoutOf({ dataDir: folder, jarsDir: join(folder, 'jars') });
  expect(new Set([archive, classArchiveOf(layout(), other)!.archive, classArchiveOf(jars, java)!.archive]).size).toBe(
    3,
  );
  expect(classArchiveOf(layout(), 'never-asked')).toBeUndefined();
  expect(archiveOptions(undefined)).toEqual([]);
});
