import type { Graph } from '../../graph/graph';
import type { LoadLock } from '../catalog/lock';
import type { Figures } from './csv-file';
import { LoadLocked } from '../errors';
import { PATIENT, retried } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';

/** What a measure is called. */
export interface Description {
  readonly name: string;
  readonly unit: string;
  readonly source: string;
}

/** The values of one date, to be written under a number of their own. */
interface Extract {
  readonly measure: string;
  readonly date: string;
  readonly number: number;
  readonly figures: Figures;
}

interface Publication {
  readonly measure: string;
  readonly generation: number;
  /** Numbers of the extracts by date. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly description: Description;
}

const ROWS = 5_000;
const DEADLINE_MS = 600_000;

/** Requests in flight may still read what was replaced; they take seconds. */
const KEPT_MS = 600_000;

/** Deletes what interrupted loads left and what was replaced long enough ago. Needs the lock. */
export async function sweepMeasures(graph: Graph): Promise<void> {
  const parameters = { before: Date.now() - KEPT_MS };
  for (const name of ['sweep-measurements', 'sweep-extracts'] as const)
    await retried(() => graph.run(STATEMENTS[name], parameters, { deadlineMs: DEADLINE_MS }));
}

/** Opens an extract for each date, which no reader sees, and names the generation that is to have them. */
export async function startExtracts(
  graph: Graph,
  { owner }: LoadLock,
  measure: string,
  dates: readonly string[],
): Promise<Pick<Publication, 'numbers' | 'generation'>> {
  const [now] = await retried(() =>
    graph.read<{ generation: number; number: number }>(STATEMENTS['read-generation'], {}, PATIENT),
  );
  const first = now!.number;
  const rows = dates.map((date, at) => [first + at, date] as const);
  const parameters = { owner, measure, rows };
  const [opened] = await retried(() => graph.write([{ statement: STATEMENTS['start-extracts'], parameters }], PATIENT));
  if (opened?.length !== rows.length) throw new LoadLocked('Another loader has taken over.');
  return { numbers: new Map(rows.map(([number, date]) => [date, number])), generation: now!.generation + 1 };
}

/** Writes the values of one date, 5,000 a transaction; a transaction that took effect unheard is harmless. */
export async function writeExtract(
  graph: Graph,
  { owner }: LoadLock,
  { measure, date, number, figures }: Extract,
  onRows: (rows: number) => void,
): Promise<void> {
  const all = [...figures];
  for (let from = 0; from < all.length; from += ROWS) {
    const rows = all.slice(from, from + ROWS);
    const parameters = { owner, measure, date, extract: number, rows: rows.map(([code, value]) => [code, value]) };
    const steps = [{ statement: STATEMENTS.measurements, parameters }];
    const [written] = await retried(() => graph.write<{ written: number }>(steps, PATIENT));
    if (written?.[0]?.written !== rows.length) throw new LoadLocked('Another loader has taken over.');
    onRows(rows.length);
  }
}

/** Makes extracts visible and ends those they replace, all at once. Answers the dates that were replaced, in order. */
export async function publishExtracts(
  graph: Graph,
  { owner }: LoadLock,
  { measure, generation, numbers, description }: Publication,
): Promise<string[]> {
  const own = { owner, generation, measure };
  const steps = [
    { statement: STATEMENTS['start-generation'], parameters: { owner, generation } },
    { statement: STATEMENTS['replace-extracts'], parameters: { ...own, dates: [...numbers.keys()] } },
    { statement: STATEMENTS['publish-extracts'], parameters: { owner, generation, numbers: [...numbers.values()] } },
    { statement: STATEMENTS['end-measure'], parameters: own },
    { statement: STATEMENTS['start-measure'], parameters: { ...own, ...description } },
  ];
  const [begun, replaced] = await retried(() => graph.write<{ date: string }>(steps, PATIENT));
  if (begun?.length !== 1) throw new LoadLocked('Another loader has taken over.');
  return (replaced ?? []).map(({ date }) => date).sort();
}
