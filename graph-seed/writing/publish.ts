import type { Graph } from '../../graph/graph';
import { loadedOf, readStoredCatalog } from '../catalog/stored-catalog';
import type { LoadReport } from '../load-report';
import type { LoadLock } from '../catalog/lock';
import type { LoadPlan } from './plan';
import { LoadInterrupted, LoadLocked } from '../errors';
import { PATIENT, retried } from '../catalog/retry';
import type { Stage } from '../staging/staged-release';
import { STATEMENTS } from '../catalog/statements';

/** Opens the release in the graph, invisible to every reader. */
export async function startRelease(
  graph: Graph,
  { owner }: LoadLock,
  stage: Stage,
  { number, base, replacesSample }: LoadPlan,
  sha256: string,
): Promise<void> {
  const { publicationDate, sequence } = stage.header;
  const opening = { owner, number, id: publicationDate, publicationDate, sequence: Number(sequence ?? 0), sha256 };
  const steps = [{ statement: STATEMENTS['start-release'], parameters: { ...opening, base: base?.number ?? 0 } }];
  if (replacesSample) steps.unshift({ statement: STATEMENTS['free-release-id'], parameters: { ...opening, base: 0 } });
  const tables = await retried(() => graph.write(steps, PATIENT));
  if (tables.at(-1)?.length !== 1) throw new LoadLocked('Another loader has taken over.');
}

/** Makes a release the live one, all or nothing, if the live pointer still is where it was found. */
export async function publish(
  graph: Graph,
  { owner }: LoadLock,
  { number, isSample, replacesSample }: LoadPlan,
  expected: number,
  report: LoadReport,
): Promise<void> {
  const relationships = Object.values(report.relationships).reduce((sum, count) => sum + count, 0);
  const { organisations } = report;
  const pointer = { owner, number, expected, sample: isSample, organisations, relationships };
  const steps = [
    { statement: STATEMENTS.publish, parameters: { ...pointer, report: JSON.stringify(report) } },
    { statement: STATEMENTS['clear-journal'], parameters: { release: number } },
  ];
  if (replacesSample)
    steps.push({ statement: STATEMENTS['take-out-releases'], parameters: { kept: [number] } as never });
  try {
    const [moved] = await retried(() => graph.write(steps, PATIENT));
    if (moved?.length === 1) return;
  } catch (error) {
    if ((await readStoredCatalog(graph)).live !== number) throw error;
  }
  const catalog = await readStoredCatalog(graph);
  if (catalog.live === number && loadedOf(catalog).some((release) => release.number === number)) return;
  throw new LoadInterrupted('The live release was moved by somebody else meanwhile. Run the same command again.');
}
