import { listReleases, type ReleaseInfo } from '../../graph-seed/releases';
import { readStoredCatalog } from '../../graph-seed/catalog/stored-catalog';
import type { Graph } from '../../graph/graph';
import { ok, problem, problemOf, warning, type Finding } from './finding';

const LOAD = 'Load a release: ods-graph load FILE.zip, or ods-graph pull.';
const DAY_MS = 86_400_000;
/** ODS publishes a release each month. */
const OLD_DAYS = 62;

/** Checks what the graph holds. `today` is an ISO date. */
export async function loadedFindings(graph: Graph, today: string): Promise<Finding[]> {
  try {
    const { sample } = await readStoredCatalog(graph);
    const releases = await listReleases(graph);
    const unfinished = releases.filter(({ status }) => status !== 'LOADED');
    return [liveFinding(releases, sample, today), ...unfinished.map(unfinishedFinding)];
  } catch (error) {
    return [problemOf('Releases', error)];
  }
}

function liveFinding(releases: readonly ReleaseInfo[], isSample: boolean, today: string): Finding {
  const name = 'Releases';
  const live = releases.find(({ isLive }) => isLive);
  if (!live) return problem(name, 'The graph is empty.', `Start the server, which loads the sample. ${LOAD}`);
  const { id, publicationDate, organisations } = live;
  const count = organisations === null ? '' : ` with ${organisations.toLocaleString('en-GB')} organisations`;
  if (isSample) return warning(name, `Only the sample of invented organisations is loaded${count}.`, LOAD);
  const loaded = releases.filter(({ status }) => status === 'LOADED').length;
  const seen = `Release ${id} is live${count}; ${loaded === 1 ? 'it is the only one' : `${loaded} are loaded`}.`;
  const age = Math.floor((Date.parse(today) - Date.parse(publicationDate)) / DAY_MS);
  if (age <= OLD_DAYS) return ok(name, seen);
  return warning(name, `${seen} It was published ${age} days ago.`, `A newer one may be published. ${LOAD}`);
}

function unfinishedFinding({ id, status }: ReleaseInfo): Finding {
  if (status === 'LOADING')
    return warning(
      'Load',
      `The load of ${id} is not finished.`,
      `If no process runs it: load the same file again to finish it, or ods-graph load --abort ${id}.`,
    );
  return warning(
    'Load',
    `The load of ${id} is being removed.`,
    `Run ods-graph load --abort ${id} again to finish that.`,
  );
}
