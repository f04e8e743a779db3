import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { createReadSide } from '../../../graph/read-side';
import { takeLock } from '../../../graph-seed/catalog/lock';
import { LoadLocked } from '../../../graph-seed/errors';
import { loadPostcodes, type PostcodeOptions } from '../../../graph-seed/load-postcodes';
import { loadReleases } from '../../../graph-seed/load-release';
import { readPostcodeFile } from '../../../graph-seed/postcodes/read-file';
import { postcodeLines } from '../../../graph-seed/postcodes/report';
import {
  countPostcodes,
  publishAreas,
  startAreas,
  sweepPostcodes,
  writeSectors,
} from '../../../graph-seed/postcodes/write';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';
import { organisation, role, writeReleaseZip } from '../../support/database/release-builder';
import { createExecutor } from '../../support/gateway/execute-query';

jest.setTimeout(180_000); // each test loads releases

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-postcodes-'));
let neo4j: EmptyNeo4j;
let graph: Graph;

beforeAll(async () => {
  neo4j = await emptyNeo4j();
  graph = neo4j.graph;
  const full = ['A1', 'A2'].map((code, at) =>
    organisation(code, { roles: [role('RO177', `${at}1`, 'primaryRole="true"')] }),
  );
  await loadReleases({ graph, files: [await writeReleaseZip(join(folder, 'r.zip'), { full })], report: silentReport });
});
afterAll(async () => {
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});

const AUGUST = 'ONSPD_AUG_2024_UK.csv';

/** A file with rows of postcode, latitude and longitude. */
function writeFile(rows: readonly string[], name = AUGUST): string {
  const path = join(folder, name);
  writeFileSync(path, ['pcds,lat,long', ...rows, ''].join('\r\n'));
  return path;
}

const load = (rows: readonly string[], options: PostcodeOptions = {}, name = AUGUST) =>
  loadPostcodes({ graph, file: writeFile(rows, name), options, report: silentReport });

/** The latitudes that a new server reads, by postcode. */
async function latitudes(...postcodes: readonly string[]): Promise<(number | null | undefined)[]> {
  const reads = createReadSide(graph, { deadlineMs: 20_000 });
  const { postcodes: generation } = await reads.catalog.snapshot();
  return latitudesIn(generation, ...postcodes);
}

async function latitudesIn(generation: number, ...postcodes: readonly string[]) {
  const { location } = createReadSide(graph, { deadlineMs: 20_000 }).loaders();
  return (await location.loadMany(postcodes.map((postcode) => ({ postcode, generation })))).map((row) => row?.latitude);
}

const count = async (label: string) =>
  (await graph.read<{ n: number }>({ name: 'count', text: `MATCH (n:${label}) RETURN count(n) AS n` }))[0]!.n;

test('without postcodes, a location is null and says why, and near is an error that says what to do', async () => {
  const execute = createExecutor(graph);
  const { data } = await execute(
    '{ organisation(code: "A1") { location { latitude } locationMissing } postcodeFiles { name } }',
  );
  expect(data).toEqual({
    organisation: { location: null, locationMissing: 'NO_POSTCODES_LOADED' },
    postcodeFiles: [],
  });
  for (const near of ['postcode: "SO23 8DQ"', 'latitude: 51, longitude: -1'])
    expect((await execute(`{ search(near: { ${near} }) { totalCount } }`)).errors).toMatchObject([
      {
        message:
          'near needs postcodes, and none are loaded. The operator loads them with: ods-graph load-postcodes FILE',
        code: 'BAD_USER_INPUT',
      },
    ]);
});

test('the report has what was read and what it covers', async () => {
  const { seconds, ...report } = await load(['SO23 8DQ,51.1,-1.3', 'SO23 8DQ,51.2,-1.3', 'LS1 4AP,99.999999,0']);
  expect(Object.keys(seconds)).toEqual(['reading', 'writing', 'publishing']);
  expect(report).toEqual({
    file: AUGUST,
    date: '2024-08-01',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    rows: 3,
    postcodes: 2,
    withoutCoordinates: 1,
    terminated: 0,
    repeated: ['SO23 8DQ'],
    types: [],
    areas: ['LS', 'SO'],
    replaced: [],
    kept: [],
    generation: 1,
  });
  expect(postcodeLines({ seconds, ...report })[0]).toBe(
    `Postcodes of 2024-08-01 are loaded from ${AUGUST}: 2 postcodes in 3 rows.`,
  );
  expect(await latitudes('SO238DQ', 'LS14AP', 'LS14AQ', 'X')).toEqual([51.2, null, undefined, undefined]);
});

test('a file replaces the postcodes of its areas and no others, and a request keeps its generation', async () => {
  const done = await load(['SO23 8AA,51.3,-1.3', 'SO23 8DQ,51.4,-1.3', 'B1 1AA,52,-2']);
  expect(done).toMatchObject({ generation: 2, areas: ['B', 'SO'], replaced: ['SO'], kept: ['LS'] });
  const postcodes = ['SO238DQ', 'SO238AA', 'LS14AP', 'B11AA'] as const;
  expect(await latitudes(...postcodes)).toEqual([51.4, 51.3, null, 52]);
  expect(await latitudesIn(1, ...postcodes)).toEqual([51.2, undefined, null, undefined]);
});

test('an older file, or one with less than half of the postcodes of an area, is refused without --force', async () => {
  const july = 'ONSPD_JUL_2024_UK.csv';
  await expect(load(['SO23 8DQ,1,1', 'SO23 8AA,1,1'], {}, july)).rejects.toThrow(
    `The file of 2024-07-01 is older than ${AUGUST} of 2024-08-01, which has the postcodes of SO. Use --force`,
  );
  await load(['SO23 8AA,51.3,-1.3', 'SO23 8DQ,51.4,-1.3', 'SO23 8DR,51.4,-1.3']);
  await expect(load(['SO23 8DQ,1,1'])).rejects.toThrow('The file has 1 postcodes of the area SO, and 3 are loaded.');
  expect(await latitudes('SO238DQ')).toEqual([51.4]);
  expect(await load(['SO23 8DQ,51.5,-1.3'], { force: true }, july)).toMatchObject({
    date: '2024-07-01',
    replaced: ['SO'],
  });
  expect(await latitudes('SO238DQ', 'SO238AA', 'B11AA')).toEqual([51.5, undefined, 52]);
});

test('an unfinished load is invisible, and the next one removes it', async () => {
  const before = [await count('PostcodeArea'), await count('PostcodeSector'), await count('PostcodeFile')];
  const file = await readPostcodeFile(writeFile(['SO23 8DQ,1,1', 'N1 1AA,1,1']), () => undefined);
  const lock = await takeLock(graph);
  const started = await startAreas(graph, lock, file, '2024-08-01');
  const sectors = started.areas.flatMap(({ area, number }) =>
    [...file.sectors.sectorsOf(area, () => undefined)].map((sector) => [number, sector] as const),
  );
  for (let twice = 0; twice < 2; twice++) await writeSectors(graph, lock, sectors, () => undefined);
  expect(await countPostcodes(graph, started.areas)).toBe(2);
  expect(await latitudes('SO238DQ', 'N11AA')).toEqual([51.5, undefined]);
  await sweepPostcodes(graph, lock);
  expect([await count('PostcodeArea'), await count('PostcodeSector'), await count('PostcodeFile')]).toEqual(before);
  await lock.release();
  await expect(writeSectors(graph, lock, sectors, () => undefined)).rejects.toThrow(LoadLocked);
  await expect(publishAreas(graph, lock, started, new Map())).rejects.toThrow(LoadLocked);
  expect(await latitudes('SO238DQ', 'N11AA')).toEqual([51.5, undefined]);
});

test('replaced postcodes are kept for ten minutes, and then the next load deletes them', async () => {
  const [had, now] = [await count('PostcodeArea'), Date.now];
  const lock = await takeLock(graph);
  Date.now = () => now() + 3_600_000; // the clock of the loader is ahead of that of the database
  await sweepPostcodes(graph, lock).finally(() => (Date.now = now));
  await lock.release();
  expect(await count('PostcodeArea')).toBe(had);
  await graph.write([
    { statement: { name: 'age', text: 'MATCH (n:PostcodeArea) WHERE n.replacedAt IS NOT NULL SET n.replacedAt = 0' } },
  ]);
  await load(['N1 1AA,51.6,-0.1']);
  expect([await count('PostcodeArea'), await count('PostcodeSector')]).toEqual([4, 4]);
  expect(await latitudes('SO238DQ', 'N11AA', 'B11AA')).toEqual([51.5, 51.6, 52]);
  const { data } = await createExecutor(graph)('{ postcodeFiles { date postcodes areas } }');
  expect(data!.postcodeFiles).toEqual(expect.arrayContaining([{ date: '2024-07-01', postcodes: 1, areas: ['SO'] }]));
});

test('while another loader runs, postcodes are refused with exit code 3; an invalid file changes nothing', async () => {
  const lock = await takeLock(graph);
  await expect(load(['N1 1AA,51.6,-0.1'])).rejects.toMatchObject({ exitCode: 3 });
  await lock.release();
  const before = await latitudes('N11AA');
  await expect(load(['N1 1AA,x,-0.1'])).rejects.toThrow("row 2: 'x, -0.1' are not coordinates");
  expect(await latitudes('N11AA')).toEqual(before);
});
