import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGraphToLoad } from '../../../cli/open-neo4j';
import { silentReport } from '../../../cli/report';
import { readConfig } from '../../../config';
import { draftOf, isImporting, removeDrafts } from '../../../database/import-drafts';
import { untilEnd } from '../../../database/importer';
import { isStoreMissing, takeFirstLoad } from '../../../database/import-store';
import { layoutOf } from '../../../database/layout';
import { withLock } from '../../../database/lock';
import { identify } from '../../../database/process';
import { temporaryFolder } from '../../support/database/fresh-neo4j';

const dataDir = temporaryFolder();
const layout = layoutOf({ dataDir });
const elsewhere = join(dataDir, 'elsewhere');

beforeEach(() => [layout.folder, elsewhere].forEach((folder) => mkdirSync(folder, { recursive: true })));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const silent = () => undefined;
const draft = () => {
  const made = draftOf(layout);
  mkdirSync(made.folder);
  return made;
};

test('an importer that writes nothing any more is ended, and the reason says so', async () => {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  await expect(untilEnd(child, elsewhere, 300)).resolves.toBe('wrote nothing for 0 s and was ended');
  expect(child.signalCode).toBe('SIGKILL');
});

test('an importer that writes may take longer', async () => {
  const script = 'for i in 1 2 3 4 5 6 7 8; do echo x >> lines; sleep 0.2; done';
  const child = spawn('sh', ['-c', script], { cwd: elsewhere, stdio: 'ignore' });
  await expect(untilEnd(child, elsewhere, 1_000)).resolves.toBe(0);
});

test('an importer that cannot be started is an error', async () => {
  await expect(untilEnd(spawn(join(elsewhere, 'none')), elsewhere)).rejects.toThrow('ENOENT');
});

test('only folders of imports are removed', () => {
  const copy = join(layout.folder, 'import-backup');
  mkdirSync(copy);
  const { folder } = draft();
  removeDrafts(layout, silent);
  expect([existsSync(copy), existsSync(folder)]).toEqual([true, false]);
});

test('a link to a folder for the store is not replaced', () => {
  expect(isStoreMissing({ dataDir })).toBe(true);
  symlinkSync(elsewhere, layout.data);
  expect(isStoreMissing({ dataDir })).toBe(false);
});

test('who waits for the lock waits as long as an importer runs', async () => {
  const { folder, running } = draft();
  expect(isImporting(layout)).toBe(false);
  writeFileSync(running, JSON.stringify(identify(process.pid)));
  expect(isImporting(layout)).toBe(true);
  const holder = withLock(layout.lock, { waitMs: 0, onWait: silent }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    rmSync(folder, { recursive: true });
  });
  const wait = { waitMs: 50, onWait: silent, isBusy: () => isImporting(layout) };
  await expect(withLock(layout.lock, wait, async () => 'mine')).resolves.toBe('mine');
  await holder;
});

test('a second first load is refused at once, and that of an ended process is not in its way', async () => {
  const first = takeFirstLoad({ dataDir }) as () => void;
  const config = readConfig({ DATA_DIR: dataDir });
  const refused = { exitCode: 3, message: `Another process is loading into this graph: process ${process.pid}.` };
  await expect(openGraphToLoad(config, silentReport)).rejects.toMatchObject(refused);
  first();
  writeFileSync(layout.firstLoad, JSON.stringify({ pid: process.pid, born: 'before' }));
  (takeFirstLoad({ dataDir }) as () => void)();
  expect(existsSync(layout.firstLoad)).toBe(false);
});
