import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { findingsBeforeStart } from '../../../cli/doctor/before-start';
import { readConfig } from '../../../config';
import { layoutOf } from '../../../database/layout';
import { identify } from '../../../database/process';
import { writeRunning } from '../../../database/running';
import { makeFolder } from '../../../make-folder';
import { temporaryFolder } from '../../support/database/fresh-neo4j';

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
afterEach(() => jest.restoreAllMocks());

const problems = async (env: Record<string, string>, toOpen = true) => {
  const config = () => readConfig({ DATA_DIR: folder, PORT: '0', ...env });
  const findings = await findingsBeforeStart({ config }, { toOpen });
  return findings.filter(({ state }) => state === 'problem').map(({ name }) => name);
};
const NO_JAVA = { JAVA_HOME: '/none' };

test('all problems are found at once', async () => {
  const found = await problems({ ...NO_JAVA, LOCAL_NEO4J_HEAP: '9000g', DATA_DIR: '/proc/x/y', HOST: '192.0.2.1' });
  expect(found).toEqual(['Memory', 'Folder DATA_DIR', 'Java', 'Port']);
});

test('temporary files are needed by a first start, and Java by a start of the local Neo4j', async () => {
  const write = fs.mkdtempSync;
  jest.spyOn(fs, 'mkdtempSync').mockImplementation(((prefix: string) => {
    if (!prefix.startsWith(folder)) throw Object.assign(new Error(), { code: 'EROFS' });
    return write(prefix);
  }) as never);
  expect(await problems(NO_JAVA)).toEqual(['Folder TMPDIR', 'Java']);
  expect(await problems({ ...NO_JAVA, NEO4J_URI: 'bolt://127.0.0.1:1', NEO4J_PASSWORD: 'x' })).toEqual([]);

  const layout = layoutOf({ dataDir: join(folder, 'running') });
  makeFolder(dirname(layout.storeVersion));
  fs.writeFileSync(layout.storeVersion, '5.26.0');
  const env = { ...NO_JAVA, DATA_DIR: join(folder, 'running') };
  expect(await problems(env)).toEqual(['Java']);
  const running = { uri: 'bolt://127.0.0.1:1', port: 1, started: '', version: '', owner: null };
  writeRunning(layout, { ...identify(process.pid)!, ...running });
  expect(await problems({ ...env, LOCAL_NEO4J_HEAP: '9000g' })).toEqual([]);
  expect(await problems(env, false)).toEqual(['Folder TMPDIR']);
});
