import { formatSizes, type MeasuredSizes } from '../../ods/measured-sizes';
import type { Graph } from '../../graph/graph';
import { loadedReleases, readStoredCatalog } from '../catalog/stored-catalog';
import type { LoadReport } from '../load-report';
import type { LoadLock } from '../catalog/lock';
import type { LoadPlan } from './plan';
import { LoadInterrupted, lockLost } from '../errors';
import { LOAD_DEADLINE, withRetry } from '../catalog/retry';
import type { StagedRelease } from '../staging/staged-release';
import { STATEMENTS } from '../catalog/statements';

/** Creates the release in the catalog with status LOADING, invisible to readers. Running it again has no effect. */
export async function startRelease(
  graph: Graph,
  { owner }: LoadLock,
  staged: StagedRelease,
  { number, base, replacesSample }: LoadPlan,
  sha256: string,
): Promise<void> {
  const { publicationDate, sequence } = staged.manifest;
  const properties = { owner, number, id: publicationDate, publicationDate, sequence: Number(sequence ?? 0), sha256 };
  const steps = [{ statement: STATEMENTS['start-release'], parameters: { ...properties, base: base?.number ?? 0 } }];
  if (replacesSample)
    steps.unshift({ statement: STATEMENTS['free-release-id'], parameters: { ...properties, base: 0 } });
  const tables = await withRetry(() => graph.write(steps, LOAD_DEADLINE));
  if (tables.at(-1)?.length !== 1) throw lockLost();
}

/**
 * Makes a release live in one transaction, if the live pointer still has the `expected` value. If it replaces the
 * sample, the releases and the invented figures of the sample go in the same transaction. Throws LoadInterrupted or
 * LoadLocked.
 */
export async function publish(
  graph: Graph,
  lock: LoadLock,
  { number, isSample, replacesSample }: LoadPlan,
  expected: number,
  report: LoadReport,
  sizes: MeasuredSizes,
): Promise<void> {
  const relationships = Object.values(report.relationships).reduce((sum, count) => sum + count, 0);
  const { organisations } = report;
  const { owner } = lock;
  const pointer = { owner, number, expected, sample: isSample, organisations, relationships };
  const steps = [
    {
      statement: STATEMENTS.publish,
      parameters: { ...pointer, report: JSON.stringify(report), sizes: formatSizes(sizes) },
    },
    { statement: STATEMENTS['clear-journal'], parameters: { owner, release: number } },
  ];
  if (replacesSample) {
    steps.push({ statement: STATEMENTS['take-out-releases'], parameters: { owner, kept: [number] } as never });
    steps.push({ statement: STATEMENTS['end-sample-measures'], parameters: { owner, number } as never });
  }
  try {
    const [moved] = await withRetry(() => graph.write(steps, LOAD_DEADLINE));
    if (moved?.length === 1) return;
  } catch (error) {
    if ((await readStoredCatalog(graph)).live !== number) throw error;
  }
  const catalog = await readStoredCatalog(graph);
  if (catalog.live === number && loadedReleases(catalog).some((release) => release.number === number)) return;
  await lock.keep();
  throw new LoadInterrupted('Another process changed the live release during the load. Run the same command again.');
}
