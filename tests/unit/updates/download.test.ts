import { existsSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer, cutAfter, fileName, sendFile } from '../../support/updates/trud-stand-in';
import { FEBRUARY, usePull } from '../../support/updates/use-pull';

const pulls = usePull();
const { folder, lines, loadedFiles, run, failure } = pulls;

describe('a download', () => {
  beforeEach(() => Object.assign(pulls.service, { releases: [FEBRUARY] }));
  const part = () => join(folder, `${fileName(FEBRUARY.date)}.part`);
  const ranges = () =>
    pulls.service.requests.filter((line) => line.includes('/download/')).map((line) => line.split(' ')[2]);

  test('continues after each cut of the connection', async () => {
    const arrived = (end: number) => statSync(part(), { throwIfNoEntry: false })?.size === end;
    pulls.service.faults.push(cutAfter(FEBRUARY.bytes, 100_000, arrived), cutAfter(FEBRUARY.bytes, 50_000, arrived));
    await run();
    expect(loadedFiles).toEqual([FEBRUARY.date]);
    expect(ranges()).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
    expect(lines[0]).toMatch(/stopped after 100000 of 300000 bytes: the connection was cut. It is tried again\./);
  });

  test('continues what an earlier pull has left', async () => {
    writeFileSync(part(), FEBRUARY.bytes.subarray(0, 299_999));
    await run();
    expect([ranges(), loadedFiles, existsSync(part())]).toEqual([['bytes=299999-'], [FEBRUARY.date], false]);
  });

  test('begins again if the service ignores Range', async () => {
    writeFileSync(part(), Buffer.alloc(200_000));
    pulls.service.faults.push((request, response) => {
      delete request.headers.range;
      sendFile(request, response, FEBRUARY.bytes);
    });
    await run();
    expect([ranges(), loadedFiles]).toEqual([['bytes=200000-'], [FEBRUARY.date]]);
  });

  test('begins again if the continued file has another SHA-256', async () => {
    writeFileSync(part(), Buffer.alloc(200_000));
    await run();
    expect([ranges(), loadedFiles]).toEqual([['bytes=200000-', undefined], [FEBRUARY.date]]);
  });

  test('begins again after status 416', async () => {
    writeFileSync(part(), Buffer.alloc(200_000));
    pulls.service.faults.push(answer(416, { 'content-range': 'bytes */300000' }));
    await run();
    expect([ranges(), loadedFiles]).toEqual([['bytes=200000-', undefined], [FEBRUARY.date]]);
  });

  test('that is always cut at the same place ends with exit code 6, and leaves its part', async () => {
    pulls.service.faults.push(...Array<typeof sendNothing>(6).fill(sendNothing));
    expect(await failure(run())).toMatchObject({ exitCode: 6, message: expect.stringContaining('stopped after 0 of') });
    expect(pulls.service.faults).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([`${fileName(FEBRUARY.date)}.part`]);
  });
  const sendNothing = cutAfter(FEBRUARY.bytes, 0);

  test('with a wrong SHA-256 is deleted and not loaded', async () => {
    Object.assign(pulls.service, { releases: [{ ...FEBRUARY, listed: { archiveFileSha256: 'a'.repeat(64) } }] });
    const error = await failure(run());
    expect([error.exitCode, error.message]).toEqual([
      1,
      expect.stringMatching(/its SHA-256 is [0-9a-f]{64}, and the list says a{64}/),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['longer', 299_999],
    ['shorter', 300_001],
  ])('of another size, %s than listed, is not loaded', async (_, archiveFileSizeBytes) => {
    Object.assign(pulls.service, { releases: [{ ...FEBRUARY, listed: { archiveFileSizeBytes } }] });
    expect(await failure(run())).toMatchObject({ exitCode: 6, message: expect.stringContaining('and the list says') });
  });

  test('of an HTML page instead of the file is not loaded', async () => {
    pulls.service.faults.push(...Array(5).fill(answer(200, { 'content-type': 'text/html' }, '<html>')));
    expect(await failure(run())).toMatchObject({ exitCode: 6, message: expect.stringContaining('HTML page') });
  });

  test('to a full disk ends with exit code 1, says so, and leaves nothing that looks like a release', async () => {
    symlinkSync('/dev/full', part());
    const error = await failure(run());
    expect([error.exitCode, error.message]).toEqual([
      1,
      expect.stringMatching(/The disk of .* is full\. Free some space/),
    ]);
  });
});
