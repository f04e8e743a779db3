import fs from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { checkDataDir, checkTemporaryFolder } from '../../../cli/check-folders';
import { LONGEST_CHECK_MS } from '../../../cli/check-database';
import { checkPorts } from '../../../cli/check-ports';
import { CommandError } from '../../../cli/command';
import { readConfig } from '../../../config';
import { temporaryFolder } from '../../support/database/fresh-neo4j';

const folder = temporaryFolder();
let server: Server;
let port: string;
beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  port = String((server.address() as AddressInfo).port);
});
afterAll(() => {
  server.close();
  fs.rmSync(folder, { recursive: true, force: true });
});
afterEach(() => jest.restoreAllMocks());

const SECRET = '0123456789abcdef';
const errorOf = (check: () => unknown) => {
  try {
    check();
  } catch (error) {
    return error;
  }
  return undefined;
};
const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

test('ports that can be opened pass', async () => {
  await expect(checkPorts(readConfig({ PORT: '0', SUBGRAPH_PORT: '0', SUBGRAPH_SECRET: SECRET }))).resolves.toBe(
    undefined,
  );
});

test.each([
  ['a port in use', () => ({ PORT: port }), /^Port \d+ of 127\.0\.0\.1 is in use: set PORT to another one\.$/],
  [
    'a subgraph port in use',
    () => ({ PORT: '0', SUBGRAPH_PORT: port, SUBGRAPH_SECRET: SECRET }),
    /is in use: set SUBGRAPH_PORT to another one\.$/,
  ],
  [
    'an operations port in use',
    () => ({ PORT: '0', OPERATIONS_PORT: port }),
    /is in use: set OPERATIONS_PORT to another one\.$/,
  ],
  [
    'the address of another machine',
    () => ({ PORT: '0', HOST: '192.0.2.1' }),
    /not an address of this machine: set HOST/,
  ],
  ['an unknown name', () => ({ PORT: '0', HOST: 'no-such-host.invalid' }), /not an address of this machine: set HOST/],
])('%s is named with the setting to change', async (_what, settings, message) => {
  const error = await checkPorts(readConfig(settings())).catch((caught: Error) => caught);
  expect(error).toBeInstanceOf(CommandError);
  expect((error as Error).message).toMatch(message);
});

test('a folder that can be written to passes, and nothing is left in it', () => {
  const dataDir = join(folder, 'new', 'data');
  expect(errorOf(() => checkDataDir({ DATA_DIR: dataDir, CURSOR_SECRET: undefined, NEO4J_URI: undefined }))).toBe(
    undefined,
  );
  expect(fs.readdirSync(dataDir)).toEqual([]);
});

test('a file in the place of the folder is named', () => {
  const file = join(folder, 'file');
  fs.writeFileSync(file, '');
  const error = errorOf(() => checkDataDir({ DATA_DIR: file, CURSOR_SECRET: undefined, NEO4J_URI: undefined }));
  expect(error).toBeInstanceOf(CommandError);
  expect((error as Error).message).toBe(
    `The folder ${file} cannot be written to (EEXIST). Set DATA_DIR to a writable folder.`,
  );
});

// A full disk and a folder without rights cannot be made here: tests may run as root, without rights to mount.
test.each(['EACCES', 'EROFS', 'EPERM'])('no right to write (%s) is named', (code) => {
  jest.spyOn(fs, 'mkdtempSync').mockImplementation(failing(code));
  const settings = { DATA_DIR: folder, CURSOR_SECRET: undefined, NEO4J_URI: 'bolt://127.0.0.1:7687' };
  expect((errorOf(() => checkDataDir(settings)) as Error).message).toBe(
    `The folder ${folder} cannot be written to (${code}). Set DATA_DIR to a writable folder, or set CURSOR_SECRET, so that nothing is written there.`,
  );
});

test.each(['ENOSPC', 'EDQUOT'])('a disk that is full when it is written to (%s) is named', (code) => {
  jest.spyOn(fs, 'writeFileSync').mockImplementation(failing(code));
  expect((errorOf(() => checkTemporaryFolder()) as Error).message).toMatch(
    /^The disk of .* is full\. Free some space, or set TMPDIR to a folder on another disk\.$/,
  );
});

test('a disk that is nearly full is named before anything is written', () => {
  jest.spyOn(fs, 'statfsSync').mockReturnValue({ bavail: 2, bsize: 4_096, blocks: 1_000 } as never);
  const written = jest.spyOn(fs, 'mkdtempSync');
  const settings = { DATA_DIR: folder, CURSOR_SECRET: undefined, NEO4J_URI: undefined };
  expect((errorOf(() => checkDataDir(settings)) as Error).message).toMatch(/^The disk of .* is full\. .* set DATA_DIR/);
  expect(written).not.toHaveBeenCalled();
});

test('nothing is checked where nothing is written', () => {
  const settings = { DATA_DIR: '/dev/null/data', CURSOR_SECRET: SECRET, NEO4J_URI: 'bolt://127.0.0.1:7687' };
  expect(errorOf(() => checkDataDir(settings))).toBe(undefined);
});

test('the check of the database leaves time to start and to print within five seconds', () => {
  expect(LONGEST_CHECK_MS).toBeLessThan(3_500);
});
