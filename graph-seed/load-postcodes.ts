import { basename } from 'node:path';
import type { Graph } from '../graph/graph';
import { takeLock, type LoadLock } from './catalog/lock';
import { classifyFailure } from './catalog/retry';
import { prepareGraph, prepareIndexes, refuseRealRelease } from './catalog/stored-catalog';
import { LoadInterrupted, LoadLocked, LoadRefused } from './errors';
import { editionDate } from './postcodes/edition';
import { readPostcodeFile, type PostcodeFile } from './postcodes/read-file';
import type { PostcodeReport } from './postcodes/report';
import type { StoredSector } from './postcodes/sectors';
import {
  countPostcodes,
  currentAreas,
  publishAreas,
  startAreas,
  sweepPostcodes,
  writeSectors,
} from './postcodes/write';
import type { CurrentArea, StartedAreas } from './postcodes/write';
import { Stages, type Progress } from './progress';

export interface PostcodeOptions {
  /** The date of the edition as an ISO date. Absent: the month in the name of the file. */
  readonly date?: string | undefined;
  /** Refuses the file if a real release is loaded, because the file belongs to the sample. */
  readonly onlySample?: boolean | undefined;
  /** Loads a file that is older than the one it replaces, or that has less than half of its postcodes. */
  readonly force?: boolean | undefined;
}

export interface PostcodeRequest {
  readonly graph: Graph;
  readonly file: string;
  readonly options?: PostcodeOptions;
  readonly report: Progress;
}

/**
 * Loads a file of postcodes. For each postcode area in the file (SO, LS …), its postcodes replace all earlier ones, atomically
 * for readers; other postcode areas stay as they are. Throws LoadRefused (nothing was published), LoadLocked (another load is
 * running) or LoadInterrupted (run the same call again).
 */
export async function loadPostcodes({ graph, file, options = {}, report }: PostcodeRequest): Promise<PostcodeReport> {
  const date = editionDate(basename(file), options.date);
  const stages = new Stages(report);
  const read = await stages.run('reading', (advance) => readPostcodeFile(file, advance));
  let lock: LoadLock | null = null;
  try {
    await prepareGraph(graph);
    lock = await takeLock(graph);
    await prepareIndexes(graph);
    if (options.onlySample) await refuseRealRelease(graph);
    await sweepPostcodes(graph, lock);
    return await loadUnderLock({ graph, lock, read, date, force: options.force === true, stages });
  } catch (error) {
    throw classifyFailure(error) === 'retry' ? interrupted(error) : error;
  } finally {
    await lock?.release();
  }
}

interface PostcodeLoad {
  readonly graph: Graph;
  readonly lock: LoadLock;
  readonly read: PostcodeFile;
  readonly date: string;
  readonly force: boolean;
  readonly stages: Stages;
}

async function loadUnderLock({ graph, lock, read, date, force, stages }: PostcodeLoad): Promise<PostcodeReport> {
  const before = await currentAreas(graph);
  if (!force) refuseLosses(before, new Map(read.sectors.sizes), date);
  const started = await startAreas(graph, lock, read, date);
  const sectors = new NumberedSectors(read, started);
  const written = await stages.run('writing', async (advance) => {
    let done = 0;
    await writeSectors(graph, lock, sectors, (postcodes) => advance((done += postcodes), read.rows));
    return done;
  });
  await verify(graph, started, written);
  const replaced = await stages.run('publishing', () => publishAreas(graph, lock, started, sectors.postcodes));
  const areas = started.areas.map(({ area }) => area);
  const { name, sha256, rows, withoutCoordinates, terminated, types } = read;
  return {
    ...{ file: name, date, sha256, rows, postcodes: written, withoutCoordinates, terminated, types, areas, replaced },
    repeated: sectors.repeated,
    kept: before
      .map(({ area }) => area)
      .filter((area) => !areas.includes(area))
      .sort(),
    generation: started.generation,
    seconds: stages.seconds,
  };
}

const MAX_LISTED = 10;

/** The sectors of a file with the numbers of their areas. Counts postcodes by area, and notes repeated ones. */
class NumberedSectors implements Iterable<readonly [number, StoredSector]> {
  readonly postcodes = new Map<string, number>();
  readonly repeated: string[] = [];

  constructor(
    private readonly read: PostcodeFile,
    private readonly started: StartedAreas,
  ) {}

  *[Symbol.iterator](): Generator<readonly [number, StoredSector]> {
    const onRepeat = (sector: string, unit: string) => {
      if (this.repeated.length < MAX_LISTED) this.repeated.push(`${sector}${unit}`);
    };
    for (const { area, number } of this.started.areas)
      for (const stored of this.read.sectors.sectorsOf(area, onRepeat)) {
        this.postcodes.set(area, (this.postcodes.get(area) ?? 0) + stored.latitudes.length);
        yield [number, stored];
      }
  }
}

async function verify(graph: Graph, { areas }: StartedAreas, written: number): Promise<void> {
  const count = await countPostcodes(graph, areas);
  if (count === written) return;
  throw new LoadLocked(
    `The graph has ${count} of the ${written} postcodes: another process has taken over the load lock.`,
  );
}

/** Refuses what is probably the wrong file: an older edition, or a part of an area. */
function refuseLosses(before: readonly CurrentArea[], rows: ReadonlyMap<string, number>, date: string): void {
  const replaced = before.filter(({ area }) => rows.has(area));
  const newer = replaced.find((area) => area.date > date);
  if (newer)
    throw new LoadRefused(
      `The file of ${date} is older than ${newer.file} of ${newer.date}, which has the postcodes of ${newer.area}. Use --force to replace them.`,
    );
  const smaller = replaced.find((area) => rows.get(area.area)! * 2 < area.postcodes);
  if (smaller)
    throw new LoadRefused(
      `The file has ${rows.get(smaller.area)} postcodes of the area ${smaller.area}, and ${smaller.postcodes} are loaded. A file replaces all postcodes of its areas. Use --force to replace them.`,
    );
}

function interrupted(error: unknown): LoadInterrupted {
  const { message } = error as Error;
  return new LoadInterrupted(`The load stopped: ${message} Run the same command again.`, { cause: error });
}
