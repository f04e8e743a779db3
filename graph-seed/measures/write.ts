import type { Graph } from '../../graph/graph';
import { timeAgo } from '../catalog/clock';
import { runHolding, type LoadLock } from '../catalog/lock';
import type { DimensionFigures, Figures, Part } from './figures';
import { lockLost } from '../errors';
import { LOAD_DEADLINE, withRetry } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';

/** Name, unit and source of a measure. */
export interface Description {
  readonly name: string;
  readonly unit: string;
  readonly source: string;
}

/** A part with the number of the extract that holds its values. */
export interface Extract extends Part {
  readonly measure: string;
  readonly number: number;
}

interface Publication {
  readonly measure: string;
  readonly generation: number;
  readonly extracts: readonly Extract[];
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
  const parameters = { before: await timeAgo(graph, RETENTION_MS) };
  for (const name of ['sweep-measurements', 'sweep-extracts'] as const)
    await runHolding(graph, lock, STATEMENTS[name], parameters);
}

/** Returns the measure as the graph names its values: the id, for values by a dimension with the dimension's name. */
export function seriesOf(measure: string, { dimension }: Pick<Part, 'dimension'>): string {
  return dimension === null ? measure : `${measure} ${dimension}`;
}

/** Creates an extract for each part, invisible to readers. Returns them and the generation to publish them in. */
export async function startExtracts(
  graph: Graph,
  { owner }: LoadLock,
  measure: string,
  parts: readonly Part[],
): Promise<Pick<Publication, 'extracts' | 'generation'>> {
  const [current] = await withRetry(() =>
    graph.read<{ generation: number; number: number }>(STATEMENTS['read-generation'], {}, LOAD_DEADLINE),
  );
  const extracts = parts.map((part, at) => ({ ...part, measure, number: current!.number + at }));
  const rows = extracts.map((one) => [
    ...[one.number, seriesOf(measure, one), one.date],
    ...(one.dimension === null ? [null, null] : [one.dimension, one.names]),
  ]);
  const parameters = { owner, rows };
  const [opened] = await withRetry(() =>
    graph.write([{ statement: STATEMENTS['start-extracts'], parameters }], LOAD_DEADLINE),
  );
  if (opened?.length !== rows.length) throw lockLost();
  return { extracts, generation: current!.generation + 1 };
}

/** Writes the values of an extract, 5,000 in each transaction. Writing a batch twice has no further effect. */
export async function writeExtract(
  graph: Graph,
  { owner }: LoadLock,
  extract: Extract,
  onRows: (rows: number) => void,
): Promise<void> {
  const statement = STATEMENTS[extract.dimension === null ? 'measurements' : 'dimension-measurements'];
  const rows = rowsOf(extract);
  const common = { owner, measure: seriesOf(extract.measure, extract), date: extract.date, extract: extract.number };
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    const batch = rows.slice(from, from + BATCH_ROWS);
    const steps = [{ statement, parameters: { ...common, rows: batch } }];
    const [written] = await withRetry(() => graph.write<{ written: number }>(steps, LOAD_DEADLINE));
    if (written?.[0]?.written !== batch.length) throw lockLost();
    onRows(batch.length);
  }
}

function rowsOf({ dimension, names, figures }: Part): readonly unknown[][] {
  if (dimension === null) return [...(figures as Figures)];
  return [...(figures as DimensionFigures)].map(([code, values]) => {
    const published = names.filter((name) => values.has(name));
    return [code, published, published.map((name) => values.get(name)!)];
  });
}

/** An extract that another one replaced. */
export interface Replaced {
  /** As `seriesOf` returns it. */
  readonly series: string;
  readonly date: string;
}

/** Publishes extracts and ends those that they replace, in one transaction. Returns the replaced ones. */
export async function publishExtracts(
  graph: Graph,
  { owner }: LoadLock,
  { measure, generation, extracts, description }: Publication,
): Promise<readonly Replaced[]> {
  const common = { owner, generation, measure };
  const replaced = extracts.map((one) => [seriesOf(measure, one), one.date]);
  const numbers = extracts.map(({ number }) => number);
  const steps = [
    { statement: STATEMENTS['start-generation'], parameters: { owner, generation } },
    { statement: STATEMENTS['replace-extracts'], parameters: { owner, generation, rows: replaced } },
    { statement: STATEMENTS['publish-extracts'], parameters: { owner, generation, numbers } },
    { statement: STATEMENTS['end-measure'], parameters: common },
    { statement: STATEMENTS['start-measure'], parameters: { ...common, ...description } },
  ];
  const [started, ended] = await withRetry(() => graph.write<Replaced>(steps, LOAD_DEADLINE));
  if (started?.length !== 1) throw lockLost();
  return ended ?? [];
}

/** Returns the published values of a part, as far as its figures have no organisation of them. */
export async function readOthers(graph: Graph, measure: string, part: Part): Promise<Part['figures']> {
  const parameters = { measure: seriesOf(measure, part), date: part.date };
  const rows = await withRetry(() => graph.read<StoredValue>(STATEMENTS['read-extract'], parameters, LOAD_DEADLINE));
  const others = rows.filter(({ code }) => !part.figures.has(code));
  if (part.dimension === null) return new Map(others.map(({ code, value }) => [code, value!]));
  return new Map(
    others.map(({ code, names, values }) => [code, new Map(names!.map((name, at) => [name, values![at]!]))]),
  );
}

interface StoredValue {
  readonly code: string;
  readonly value: number | null;
  readonly names: readonly string[] | null;
  readonly values: readonly number[] | null;
}
