import type { Graph } from '../../../graph/graph';
import { loadReleases, type LoadOptions } from '../../../graph-seed/load-release';
import type { LoadReport } from '../../../graph-seed/load-report';
import { graphLines } from './graph-hash';

/** What a load did: its report without times, and its lines. */
export interface LoadedWith {
  readonly report: Omit<LoadReport, 'seconds'>;
  readonly lines: readonly string[];
  /** The report of a dry run before it. */
  readonly dry?: LoadedWith['report'];
}

/** Loads one file, with the memos of a folder or without. Small batches, so that a few records fill several. */
export async function loadWith(
  graph: Graph,
  file: string,
  memoFolder: string | undefined,
  options: LoadOptions = {},
): Promise<LoadedWith> {
  const lines: string[] = [];
  const report = { line: (text: string) => void lines.push(text), progress: () => undefined, done: () => undefined };
  const all = { force: true, ...options };
  const [loaded] = await loadReleases({ graph, files: [file], options: all, report, memoFolder, batchRows: 5 });
  const { seconds: _seconds, ...rest } = loaded!;
  return { report: rest, lines };
}

/** The number of records that a load took from the memo; null if it used none. */
export function knownIn(lines: readonly string[]): number | null {
  const found = lines.map((line) => /^([\d,]+) of [\d,]+ records are as in/.exec(line)).find((match) => match !== null);
  return found ? Number(found[1]!.replaceAll(',', '')) : null;
}

/** The graph and the reports of some loads, and of the dry runs before them, to compare. */
export async function outcome(graph: Graph, loads: readonly LoadedWith[]) {
  return { reports: loads.flatMap(({ report, dry }) => [dry, report]), graph: await graphLines(graph) };
}
