import type { Graph } from '../graph/graph';
import { prepareGraph, prepareIndexes } from './catalog/stored-catalog';
import { takeLock, type LoadLock } from './catalog/lock';
import { compareWithRelease, type MeasureReport } from './measures/report';
import { readMeasureFile, type FileOptions, type MeasureFile } from './measures/csv-file';
import { LoadInterrupted, LoadLocked, LoadRefused } from './errors';
import { Stages, type Progress } from './progress';
import { classifyFailure, LOAD_DEADLINE, withRetry } from './catalog/retry';
import { STATEMENTS } from './catalog/statements';
import { publishExtracts, startExtracts, sweepMeasures, writeExtract, type Description } from './measures/write';

export interface MeasureOptions extends FileOptions, Partial<Description> {}

export interface MeasureRequest {
  readonly graph: Graph;
  /** Id of the measure, for example 'gp-list-size'. */
  readonly id: string;
  readonly file: string;
  readonly options?: MeasureOptions;
  readonly report: Progress;
}

/**
 * Loads a CSV file of figures by organisation and date. For each date in the file, the new figures replace all earlier
 * figures of the measure, atomically for readers. Throws LoadRefused (nothing was published), LoadLocked (another load
 * is running) or LoadInterrupted (run the same call again).
 */
export async function loadMeasure({ graph, id, file, options = {}, report }: MeasureRequest): Promise<MeasureReport> {
  const measure = toId(id);
  const stages = new Stages(report);
  const read = await stages.run('reading', () => readMeasureFile(file, options));
  let lock: LoadLock | null = null;
  try {
    await prepareGraph(graph);
    lock = await takeLock(graph);
    await prepareIndexes(graph);
    await sweepMeasures(graph, lock);
    return await loadUnderLock({ graph, lock, measure, read, options, stages });
  } catch (error) {
    throw classifyFailure(error) === 'retry' ? interrupted(error) : error;
  } finally {
    await lock?.release();
  }
}

interface MeasureLoad {
  readonly graph: Graph;
  readonly lock: LoadLock;
  readonly measure: string;
  readonly read: MeasureFile;
  readonly options: MeasureOptions;
  readonly stages: Stages;
}

async function loadUnderLock({ graph, lock, measure, read, options, stages }: MeasureLoad): Promise<MeasureReport> {
  const description = await describe(graph, measure, read, options);
  const { numbers, generation } = await startExtracts(graph, lock, measure, [...read.extracts.keys()]);
  await stages.run('writing', async (advance) => {
    const values = [...read.extracts.values()].reduce((sum, { size }) => sum + size, 0);
    let written = 0;
    for (const [date, figures] of read.extracts)
      await writeExtract(graph, lock, { measure, date, number: numbers.get(date)!, figures }, (rows) =>
        advance((written += rows), values),
      );
    await verify(graph, [...numbers.values()], values);
  });
  const replaced = await stages.run('publishing', () =>
    publishExtracts(graph, lock, { measure, generation, numbers, description }),
  );
  const findings = await stages.run('judging', () => compareWithRelease(graph, read));
  return { measure, ...description, ...findings, generation, replaced, seconds: stages.seconds };
}

/** Name, unit and source: from the options, else from the previous load, else from the file. */
async function describe(
  graph: Graph,
  measure: string,
  read: MeasureFile,
  { name, unit, source }: MeasureOptions,
): Promise<Description> {
  const [previous] = await withRetry(() =>
    graph.read<Description>(STATEMENTS['read-measure'], { measure }, LOAD_DEADLINE),
  );
  return {
    name: name ?? previous?.name ?? measure,
    unit: unit ?? previous?.unit ?? read.valueName,
    source: source ?? previous?.source ?? read.name,
  };
}

async function verify(graph: Graph, extracts: readonly number[], expected: number): Promise<void> {
  const [row] = await withRetry(() =>
    graph.read<{ count: number }>(STATEMENTS['count-measurements'], { extracts }, LOAD_DEADLINE),
  );
  if (row?.count === expected) return;
  throw new LoadLocked(
    `The graph has ${row?.count} of the ${expected} values: another process has taken over the load lock.`,
  );
}

function toId(id: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,63}$/.test(id)) return id;
  throw new LoadRefused(
    "A measure's id has small letters, digits, '-', '.' and '_', at most 64, for example gp-list-size.",
  );
}

function interrupted(error: unknown): LoadInterrupted {
  const { message } = error as Error;
  return new LoadInterrupted(`The load stopped: ${message} Run the same command again.`, { cause: error });
}
