import type { Graph } from '../../graph/graph';
import { runHolding, type LoadLock } from '../catalog/lock';
import type { Figures } from './csv-file';
import { lockLost } from '../errors';
import { LOAD_DEADLINE, withRetry } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';

/** Name, unit and source of a measure. */
export interface Description {
  readonly name: string;
  readonly unit: string;
  readonly source: string;
}

/** The values of one date, written under their own extract number. */
interface Extract {
  readonly measure: string;
  readonly date: string;
  readonly number: number;
  readonly figures: Figures;
}

interface Publication {
  readonly measure: string;
  readonly generation: number;
  /** Extract numbers by date. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly description: Description;
}

const BATCH_ROWS = 5_000;
/** Replaced values are kept this long, because requests in flight may still read them. */
const RETENTION_MS = 600_000;

/**
 * Deletes the values of interrupted loads, and values replaced more than 10 minutes ago. Throws
 * LoadLocked when another process has taken over the lock.
 */
export async function sweepMeasures(graph: Graph, lock: LoadLock): Promise<void> {
  const parameters = { before: Date.now() - RETENTION_MS };
  for (const name of ['sweep-measurements', 'sweep-extracts'] as const)
    await runHolding(graph, lock, STATEMENTS[name], parameters);
}

/**
 * Creates an extract for each date, invisible to readers. Returns their numbers and the generation to publish them in.
 */
export async function startExtracts(
  graph: Graph,
  { owner }: LoadLock,
  measure: string,
  dates: readonly string[],
): Promise<Pick<Publication, 'numbers' | 'generation'>> {
  const [current] = await withRetry(() =>
    graph.read<{ generation: number; number: number }>(STATEMENTS['read-generation'], {}, LOAD_DEADLINE),
  );
  const first = current!.number;
  const rows = dates.map((date, at) => [first + at, date] as const);
  const parameters = { owner, measure, rows };
  const [opened] = await withRetry(() =>
    graph.write([{ statement: STATEMENTS['start-extracts'], parameters }], LOAD_DEADLINE),
  );
  if (opened?.length !== rows.length) throw lockLost();
  return { numbers: new Map(rows.map(([number, date]) => [date, number])), generation: current!.generation + 1 };
}

/** Writes the values of one date, 5,000 in each transaction. Writing a batch twice has no further effect. */
export async function writeExtract(
  graph: Graph,
  { owner }: LoadLock,
  { measure, date, number, figures }: Extract,
  onRows: (rows: number) => void,
): Promise<void> {
  const entries = [...figures];
  for (let from = 0; from < entries.length; from += BATCH_ROWS) {
    const rows = entries.slice(from, from + BATCH_ROWS);
    const parameters = { owner, measure, date, extract: number, rows: rows.map(([code, value]) => [code, value]) };
    const steps = [{ statement: STATEMENTS.measurements, parameters }];
    const [written] = await withRetry(() => graph.write<{ written: number }>(steps, LOAD_DEADLINE));
    if (written?.[0]?.written !== rows.length) throw lockLost();
    onRows(rows.length);
  }
}

/** Publishes extracts and ends those that they replace, in one transaction. Returns the replaced dates in order. */
export async function publishExtracts(
  graph: Graph,
  { owner }: LoadLock,
  { measure, generation, numbers, description }: Publication,
): Promise<string[]> {
  const common = { owner, generation, measure };
  const steps = [
    { statement: STATEMENTS['start-generation'], parameters: { owner, generation } },
    { statement: STATEMENTS['replace-extracts'], parameters: { ...common, dates: [...numbers.keys()] } },
    { statement: STATEMENTS['publish-extracts'], parameters: { owner, generation, numbers: [...numbers.values()] } },
    { statement: STATEMENTS['end-measure'], parameters: common },
    { statement: STATEMENTS['start-measure'], parameters: { ...common, ...description } },
  ];
  const [started, replaced] = await withRetry(() => graph.write<{ date: string }>(steps, LOAD_DEADLINE));
  if (started?.length !== 1) throw lockLost();
  return (replaced ?? []).map(({ date }) => date).sort();
}
