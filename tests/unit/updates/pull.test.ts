import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UpdateError } from '../../../updates/errors';
import { lockFolder } from '../../../updates/trud/folder';
import { fileName, someBytes } from '../../support/updates/trud-stand-in';
import { dateOf, FEBRUARY, JANUARY, MARCH, targetOf, usePull } from '../../support/updates/use-pull';

const pulls = usePull();
const { folder, lines, graph, loadedFiles, load, run } = pulls;

describe('what is loaded', () => {
  test('into an empty graph, the newest release', async () => {
    const { loaded, downloaded, releases } = await run();
    expect(loadedFiles).toEqual([MARCH.date]);
    expect(loaded).toHaveLength(1);
    expect(downloaded).toEqual([fileName(MARCH.date)]);
    expect(releases.map(({ state }) => state)).toEqual(['NEW', 'NOT_ASKED', 'NOT_ASKED']);
    expect(readFileSync(join(folder, fileName(MARCH.date)))).toEqual(MARCH.bytes);
    expect(readdirSync(folder)).toEqual([fileName(MARCH.date)]);
    expect(statSync(join(folder, fileName(MARCH.date))).mtime).toEqual(new Date('2024-03-29T09:55:45.000Z'));
  });

  test('with --since, all from that date on, oldest first; then only newer ones, none twice', async () => {
    Object.assign(pulls.service, { releases: [FEBRUARY, JANUARY] });
    await run({ since: '2024-01-31' });
    expect(loadedFiles).toEqual([JANUARY.date, FEBRUARY.date]);
    Object.assign(pulls.service, { releases: [JANUARY, MARCH, FEBRUARY] });
    await run();
    const { loaded, releases } = await run({ since: '2023-01-01' });
    expect(loadedFiles).toEqual([JANUARY.date, FEBRUARY.date, MARCH.date]);
    expect(loaded).toEqual([]);
    expect(releases.map(({ state }) => state)).toEqual(['LOADED', 'LOADED', 'LOADED']);
  });

  test('no release that is not newer than the newest loaded one, and none before --since', async () => {
    graph.push({ sha256: 'f'.repeat(64), publicationDate: '2024-02-29' });
    const { releases } = await run();
    expect(releases.map(({ state }) => state)).toEqual(['NEW', 'OLDER', 'OLDER']);
    expect((await run({ since: '2024-04-01', dryRun: true })).releases.map(({ state }) => state)).toEqual([
      'LOADED',
      'OLDER',
      'OLDER',
    ]);
    expect(loadedFiles).toEqual([MARCH.date]);
  });

  test('not a file whose own date is not newer, although the list says a later date', async () => {
    graph.push({ sha256: 'f'.repeat(64), publicationDate: '2024-03-29' });
    Object.assign(pulls.service, { releases: [{ ...MARCH, listed: { releaseDate: '2024-04-02' } }] });
    expect((await run()).loaded).toEqual([]);
    expect(loadedFiles).toEqual([]);
    expect(lines.at(-1)).toMatch(/is not loaded: it was published on 2024-03-29/);
  });

  test('of two files with the same date, the one that was changed later', async () => {
    const again = { archiveFileLastModifiedTimestamp: '2024-03-30T10:00:00.000Z' };
    const corrected = { date: '2024-03-29', bytes: MARCH.bytes, listed: { ...again, name: 'corrected' } };
    const first = { date: '2024-03-29', bytes: someBytes(10) };
    Object.assign(pulls.service, { releases: [first, corrected] });
    expect((await run({ since: '2024-01-01', dryRun: true })).releases.map(({ name, state }) => [name, state])).toEqual(
      [
        ['corrected', 'NEW'],
        ['Release 1.0.0', 'OLDER'],
      ],
    );
  });

  test('nothing in a dry run, which writes nothing and needs no lock', async () => {
    const lock = await lockFolder(folder);
    const { releases } = await run({ dryRun: true, since: '2024-02-01' });
    expect(releases.map(({ state }) => state)).toEqual(['NEW', 'NEW', 'NOT_ASKED']);
    await lock.release();
    expect([readdirSync(folder), pulls.service.requests.length]).toEqual([[], 1]);
  });

  test('with --download-only, nothing: the files are downloaded, and found again', async () => {
    const open = () => Promise.reject(new Error('the graph is opened'));
    const first = await run({ downloadOnly: true, since: '2024-02-01' }, { open });
    expect(first.downloaded).toEqual([fileName(FEBRUARY.date), fileName(MARCH.date)]);
    expect((await run({ downloadOnly: true, since: '2024-02-01' }, { open })).downloaded).toEqual([]);
  });

  test('--keep deletes all but the newest files, and parts that nobody continues', async () => {
    writeFileSync(join(folder, 'old.zip.part'), 'x');
    writeFileSync(join(folder, 'notes.txt'), 'x');
    const { deleted } = await run({ since: '2024-01-01', keep: 2 });
    expect(deleted).toEqual([fileName(JANUARY.date)]);
    expect(readdirSync(folder)).toEqual([fileName(FEBRUARY.date), fileName(MARCH.date), 'notes.txt']);
  });

  test('the releases before one that is refused; those after it wait', async () => {
    const refusing = async (path: string) => {
      if (dateOf(path) === FEBRUARY.date) throw new Error('refused');
      return load(path);
    };
    const open = async () => targetOf(graph, refusing);
    await expect(run({ since: '2024-01-01' }, { open })).rejects.toThrow('refused');
    expect(loadedFiles).toEqual([JANUARY.date]);
    expect(readdirSync(folder)).not.toContain('pull.lock');
  });

  test('a webhook that does not accept the message does not stop the pull', async () => {
    const tell = () => Promise.reject(new UpdateError('not accepted', 7));
    const { loaded, notTold } = await run({ since: '2024-01-01' }, { tell });
    expect([loaded.length, notTold.map(({ message }) => message)]).toEqual([3, Array(3).fill('not accepted')]);
  });
});

describe('two pulls at once', () => {
  test('the second one ends with exit code 3 and names the first', async () => {
    const first = run();
    const second = run();
    const outcomes = await Promise.allSettled([first, second]);
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(failed).toHaveLength(1);
    expect(failed[0]!.reason).toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(`process ${process.pid} on`),
    });
    expect(loadedFiles).toEqual([MARCH.date]);
  });
});
