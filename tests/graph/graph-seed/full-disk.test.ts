import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import { LoadInterrupted } from '../../../graph-seed/errors';
import { loadReleases } from '../../../graph-seed/load-release';
import { listReleases } from '../../../graph-seed/releases';
import { freshNeo4j, type TestNeo4j } from '../../support/database/fresh-neo4j';
import { forgetLock } from '../../support/database/killed-load';
import { writeSmallReleases } from '../../support/database/small-releases';

jest.setTimeout(240_000); // a Neo4j is started twice on a disk that is full

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-full-disk-'));
const disk = mkdtempSync(join(tmpdir(), 'ods-graph-small-disk-'));
const filler = join(disk, 'filler');

/** Mounts a file system in memory. Returns false where that is not allowed. */
function mountSmallDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=240m', 'ods-graph-test', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const isMounted = mountSmallDisk();
if (!isMounted) console.warn('No small file system may be mounted here: the test of a full disk is skipped.');
let neo4j: TestNeo4j | undefined;
afterAll(async () => {
  rmSync(filler, { force: true });
  await neo4j?.close().catch(() => undefined); // a mounted folder cannot be removed
  if (isMounted) execFileSync('umount', ['-l', disk]);
  for (const each of [folder, disk]) rmSync(each, { recursive: true, force: true });
});

const freeSpace = () => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};

/** Fills the disk until so many bytes are left. */
function fill(left: number): void {
  rmSync(filler, { force: true });
  writeFileSync(filler, Buffer.alloc(Math.max(0, freeSpace() - left)));
}

const load = (file: string, more: object = {}) =>
  loadReleases({
    graph: neo4j!.graph,
    files: [file],
    options: { force: true },
    report: silentReport,
    batchRows: 5,
    ...more,
  });

const live = async () => (await listReleases(neo4j!.graph)).filter(({ isLive }) => isLive).map(({ id }) => id);

(isMounted ? test : test.skip)(
  'fault 14: a load leaves a real disk its last 200 MB, and reads go on; on a full one it ends cleanly, and resumes after a restart',
  async () => {
    neo4j = await freshNeo4j({}, disk);
    const [first, second] = await writeSmallReleases(folder);
    await load(first!);
    fill(150_000_000);
    await expect(load(second!, { freeSpace })).rejects.toThrow(/has \d+ MB left; a load needs 200/);
    expect(await live()).toEqual(['2024-06-30']);
    fill(0);
    const full = load(second!); // as with a database on another machine, whose disk the loader does not see
    await expect(full).rejects.toThrow(LoadInterrupted);
    rmSync(filler);
    await neo4j.kill(); // since a write failed Neo4j refuses reads too
    await neo4j.restart();
    await neo4j.graph.read({ name: 'one', text: 'RETURN 1 AS one' }, {}, { deadlineMs: 60_000 });
    expect(await live()).toEqual(['2024-06-30']);
    await forgetLock(neo4j.graph);
    await load(second!);
    expect(await live()).toEqual(['2024-09-30']);
  },
);
