import type { Graph } from '../graph/graph';
import { prepareGraph, prepareIndexes, refuseRealRelease } from './catalog/stored-catalog';
import { takeLock, type LoadLock } from './catalog/lock';
import { compareWithRelease, type ExtractReport, type MeasureReport } from './measures/report';
import { readMeasureFiles, type FileOptions, type MeasureFile } from './measures/csv-file';
import { withOthers, type Part } from './measures/figures';
import { LoadInterrupted, LoadLocked, LoadRefused } from './errors';
import { Stages, type Progress } from './progress';
import { classifyFailure, LOAD_DEADLINE, withRetry } from './catalog/retry';
import { STATEMENTS } from './catalog/statements';
import {
  publishExtracts,
  readOthers,
  seriesOf,
  startExtracts,
  sweepMeasures,
  writeExtract,
  type Description,
} from './measures/write';

export interface MeasureOptions extends FileOptions, Partial<Description> {
  /** Keeps the published values of organisations that the files do not have. */
  readonly keepOthers?: boolean | undefined;
  /** Refuses the file if a real release is loaded, because the file belongs to the sample. */
  readonly onlySample?: boolean | undefined;
  /** Reports on the files and changes nothing. */
  readonly dryRun?: boolean | undefined;
}

export interface MeasureRequest {
  readonly graph: Graph;
  /** Id of the measure, for example 'gp-list-size'. */
  readonly id: string;
  /** One file, or several that are read as if they were one. */
  readonly file: string | readonly string[];
  readonly options?: MeasureOptions;
  readonly report: Progress;
}

/**
 * Loads CSV files of figures by organisation and date. For each date in the files, and each dimension, the new figures
 * replace all earlier figures of the measure, atomically for readers; others stay. Throws LoadRefused (nothing was published), LoadLocked (another load
 * is running) or LoadInterrupted (run the same call again).
 */
export async function loadMeasure({ graph, id, file, options = {}, report }: MeasureRequest): Promise<MeasureReport> {
  const measure = toId(id);
  const stages = new Stages(report);
  const read = await stages.run('reading', () => readMeasureFiles([file].flat(), options));
  if (options.dryRun) return dryRun({ graph, measure, read, options, stages });
  let lock: LoadLock | null = null;
  try {
    await prepareGraph(graph);
    lock = await takeLock(graph);
    await prepareIndexes(graph);
    if (options.onlySample) await refuseRealRelease(graph);
    await sweepMeasures(graph, lock);
    return await loadUnderLock({ graph, lock, measure, read, options, stages });
  } catch (error) {
    throw classifyFailure(error) === 'retry' ? interrupted(error) : error;
  } finally {
    await lock?.release();
  }
}

interface DryRun {
  readonly graph: Graph;
  readonly measure: string;
  readonly read: MeasureFile;
  readonly options: MeasureOptions;
  readonly stages: Stages;
}

interface MeasureLoad extends DryRun {
  readonly lock: LoadLock;
}

/** Returns the report of a load that has not taken place. */
async function dryRun({ graph, measure, read, options, stages }: DryRun): Promise<MeasureReport> {
  const description = await describe(graph, measure, read, options);
  const findings = await stages.run('judging', () => compareWithRelease(graph, read));
  return { measure, ...description, ...findings, generation: null, replaced: [], seconds: stages.seconds };
}

async function loadUnderLock({ graph, lock, measure, read, options, stages }: MeasureLoad): Promise<MeasureReport> {
  const description = await describe(graph, measure, read, options);
  const parts = await partsToWrite(graph, measure, read, options);
  const { extracts, generation } = await startExtracts(graph, lock, measure, parts);
  await stages.run('writing', async (advance) => {
    const values = parts.reduce((sum, { figures }) => sum + figures.size, 0);
    let written = 0;
    for (const extract of extracts)
      await writeExtract(graph, lock, extract, (rows) => advance((written += rows), values));
    await verify(
      graph,
      extracts.map(({ number }) => number),
      values,
    );
  });
  const replaced = await stages.run('publishing', () =>
    publishExtracts(graph, lock, { measure, generation, extracts, description }),
  );
  const findings = await stages.run('judging', () => compareWithRelease(graph, read));
  const isReplaced = (part: ExtractReport) =>
    replaced.some(({ series, date }) => series === seriesOf(measure, part) && date === part.date);
  return {
    ...{ measure, ...description, ...findings, generation },
    extracts: findings.extracts.map((part) => ({ ...part, isReplaced: isReplaced(part) })),
    replaced: [...new Set(replaced.map(({ date }) => date))].sort(),
    seconds: stages.seconds,
  };
}

/** The values of the files, with the option `keepOthers` completed by those of other organisations. */
async function partsToWrite(
  graph: Graph,
  measure: string,
  { extracts, byDimension }: MeasureFile,
  { keepOthers = false }: MeasureOptions,
): Promise<Part[]> {
  const plain = [...extracts].map(([date, figures]) => ({ date, dimension: null, names: [], figures }));
  const parts: Part[] = [...plain, ...byDimension];
  if (!keepOthers) return parts;
  const completed: Part[] = [];
  for (const part of parts) completed.push(withOthers(part, await readOthers(graph, measure, part)));
  return completed;
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
