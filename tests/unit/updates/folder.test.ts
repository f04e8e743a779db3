import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../../../updates/trud/folder';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ods-graph-folder-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leave = (owner: string, ageSeconds: number) => {
  const path = join(folder, 'pull.lock');
  writeFileSync(path, owner);
  const time = Date.now() / 1_000 - ageSeconds;
  utimesSync(path, time, time);
};

test('a lock is taken over at once from a process that has ended, and after a minute without renewal', async () => {
  leave(`${hostname()} 999999999 x`, 0);
  await (await lockFolder(folder)).release();
  leave(`${hostname()} ${process.pid} of an earlier process with this number`, 0);
  await (await lockFolder(folder)).release();
  leave('elsewhere 1 x', 61);
  await (await lockFolder(folder)).release();
  leave('elsewhere 1 x', 50);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining('elsewhere'),
  });
  leave(`${hostname()} ${process.ppid} x`, 50);
  await expect(lockFolder(folder)).rejects.toMatchObject({ exitCode: 3 });
});

test('of many processes that find an abandoned lock, one takes it', async () => {
  leave(`${hostname()} 999999999 x`, 0);
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
  const locks = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const holders = await Promise.allSettled(locks.map((lock) => lock.check()));
  expect(holders.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const lock of locks) await lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a holder whose lock was taken over ends with exit code 3, and leaves the new lock alone', async () => {
  const lock = await lockFolder(folder);
  leave('elsewhere 1 y', 0);
  await expect(lock.check()).rejects.toMatchObject({ exitCode: 3 });
  await lock.release();
  expect(readdirSync(folder)).toEqual(['pull.lock']);
});

test('a folder that cannot be made is named, with the setting', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(lockFolder(join(folder, 'file', 'x'))).rejects.toMatchObject({
    exitCode: 1,
    message: expect.stringMatching(/cannot be written \(ENOTDIR\).*RELEASE_DIR/),
  });
});
