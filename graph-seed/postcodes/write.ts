import type { Graph } from '../../graph/graph';
import { timeAgo } from '../catalog/clock';
import { runHolding, type LoadLock } from '../catalog/lock';
import { LOAD_DEADLINE, withRetry } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';
import { lockLost } from '../errors';
import type { PostcodeFile } from './read-file';
import type { StoredSector } from './sectors';

/** A postcode area of a file, which readers do not see yet. */
export interface StartedArea {
  readonly number: number;
  readonly area: string;
}

export interface StartedAreas {
  /** The generation in which they are to be published. */
  readonly generation: number;
  readonly areas: readonly StartedArea[];
}

/** A postcode area that is read now. */
export interface CurrentArea {
  readonly area: string;
  readonly postcodes: number;
  readonly file: string;
  /** Of the file. */
  readonly date: string;
}

const BATCH_POSTCODES = 50_000;
const BATCHES_IN_FLIGHT = 2;
/** Replaced postcodes are kept this long, because requests in flight may still read them. */
const RETENTION_MS = 600_000;

/** Deletes what interrupted loads left, and what was replaced more than 10 minutes ago. Throws LoadLocked. */
export async function sweepPostcodes(graph: Graph, lock: LoadLock): Promise<void> {
  const parameters = { before: await timeAgo(graph, RETENTION_MS) };
  for (const name of ['sweep-postcode-sectors', 'sweep-postcode-areas'] as const)
    await runHolding(graph, lock, STATEMENTS[name], parameters);
}

/** Returns the postcode areas that are read now. */
export async function currentAreas(graph: Graph): Promise<readonly CurrentArea[]> {
  return withRetry(() => graph.read<CurrentArea>(STATEMENTS['current-postcode-areas'], {}, LOAD_DEADLINE));
}

/** Creates the file and its postcode areas, invisible to readers. */
export async function startAreas(
  graph: Graph,
  { owner }: LoadLock,
  { name, sha256, types, sectors }: PostcodeFile,
  date: string,
): Promise<StartedAreas> {
  const [current] = await withRetry(() =>
    graph.read<{ generation: number; number: number }>(STATEMENTS['read-postcodes'], {}, LOAD_DEADLINE),
  );
  const { generation, number: file } = current!;
  const areas = sectors.sizes.map(([area], at) => ({ number: file + 1 + at, area }));
  const rows = areas.map(({ number, area }) => [number, area]);
  const parameters = { owner, file, name, date, sha256, types, rows };
  const steps = [{ statement: STATEMENTS['start-postcode-areas'], parameters }];
  const [started] = await withRetry(() => graph.write(steps, LOAD_DEADLINE));
  if (started?.length !== rows.length) throw lockLost();
  return { generation: generation + 1, areas };
}

/**
 * Writes sectors in batches of about 50,000 postcodes, two at a time. Writing a batch twice has no further effect. Throws LoadLocked.
 */
export async function writeSectors(
  graph: Graph,
  { owner }: LoadLock,
  sectors: Iterable<readonly [areaNumber: number, sector: StoredSector]>,
  onPostcodes: (postcodes: number) => void,
): Promise<void> {
  const batches = batchesOf(sectors);
  const writeNext = async (): Promise<void> => {
    for (let next = batches.next(); !next.done; next = batches.next()) {
      const parameters = { owner, rows: next.value.map(toRow) };
      const steps = [{ statement: STATEMENTS['postcode-sectors'], parameters }];
      const [written] = await withRetry(() => graph.write<{ written: number }>(steps, LOAD_DEADLINE));
      if (written?.[0]?.written !== next.value.length) throw lockLost();
      onPostcodes(next.value.reduce((sum, [, { latitudes }]) => sum + latitudes.length, 0));
    }
  };
  await Promise.all(Array.from({ length: BATCHES_IN_FLIGHT }, writeNext));
}

type Numbered = readonly [areaNumber: number, sector: StoredSector];

function* batchesOf(sectors: Iterable<Numbered>): Generator<readonly Numbered[]> {
  let batch: Numbered[] = [];
  let postcodes = 0;
  for (const next of sectors) {
    batch.push(next);
    postcodes += next[1].latitudes.length;
    if (postcodes < BATCH_POSTCODES) continue;
    yield batch;
    [batch, postcodes] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

function toRow([areaNumber, stored]: Numbered): unknown[] {
  const { sector, units, latitudes, longitudes, terminated, areas, areasOf, located, latitude, longitude } = stored;
  return [areaNumber, sector, units, latitudes, longitudes, terminated, areas, areasOf, located, latitude, longitude];
}

/** Returns how many postcodes the graph has of postcode areas. */
export async function countPostcodes(graph: Graph, areas: readonly StartedArea[]): Promise<number> {
  const parameters = { numbers: areas.map(({ number }) => number) };
  const [row] = await withRetry(() =>
    graph.read<{ count: number }>(STATEMENTS['count-postcodes'], parameters, LOAD_DEADLINE),
  );
  return row?.count ?? 0;
}

/**
 * Publishes postcode areas with their number of postcodes, and ends those that they replace, in one transaction. Returns the replaced
 * areas. Throws LoadLocked.
 */
export async function publishAreas(
  graph: Graph,
  { owner }: LoadLock,
  { generation, areas }: StartedAreas,
  postcodes: ReadonlyMap<string, number>,
): Promise<string[]> {
  const common = { owner, generation };
  const rows = areas.map(({ number, area }) => [number, postcodes.get(area) ?? 0]);
  const steps = [
    { statement: STATEMENTS['start-postcodes'], parameters: common },
    {
      statement: STATEMENTS['replace-postcode-areas'],
      parameters: { ...common, areas: areas.map(({ area }) => area) },
    },
    { statement: STATEMENTS['publish-postcode-areas'], parameters: { ...common, rows } },
  ];
  const [started, replaced] = await withRetry(() => graph.write<{ area: string }>(steps, LOAD_DEADLINE));
  if (started?.length !== 1) throw lockLost();
  return (replaced ?? []).map(({ area }) => area).sort();
}
