import { loadedReleases, type StoredCatalog, type StoredRelease } from '../catalog/stored-catalog';
import type { BaseRelease } from './difference';
import type { Manifest } from '../reading/manifest';
import { LoadRefused } from '../errors';

/** What to do with a release file: nothing, because it is loaded already, or load it. */
export type Plan = { readonly action: 'nothing'; readonly release: StoredRelease } | LoadPlan;

export interface LoadPlan {
  readonly action: 'load';
  /** Number of the release: the next one, or that of the interrupted load. */
  readonly number: number;
  /** The newest loaded release, to compare with; null for the first load. */
  readonly base: BaseRelease | null;
  /** Whether an earlier run of this load was interrupted. */
  readonly resumes: boolean;
  /** Whether the release replaces the sample, which is deleted once the release is live. */
  readonly replacesSample: boolean;
  readonly isSample: boolean;
}

/** Whether a release is the invented sample, by the publication source in its manifest. */
export function isSample({ publicationSource }: Manifest): boolean {
  return /sample/i.test(publicationSource ?? '');
}

/** Plans the load of a release. Throws LoadRefused when it must not be loaded into this graph. */
export function planLoad(catalog: StoredCatalog, manifest: Manifest, sha256: string): Plan {
  const date = manifest.publicationDate!;
  const loaded = loadedReleases(catalog);
  const same = loaded.find((release) => release.sha256 === sha256);
  if (same) return { action: 'nothing', release: same };
  const unfinished = catalog.releases.find(({ status }) => status === 'LOADING');
  if (unfinished && unfinished.sha256 !== sha256)
    throw new LoadRefused(
      `The load of release ${unfinished.id} is not finished. Load its file again to resume it, or undo it with --abort ${unfinished.id}.`,
    );
  const sample = isSample(manifest);
  const replacesSample = catalog.sample && !sample;
  if (sample && loaded.length > 0 && !catalog.sample)
    throw new LoadRefused(
      'The sample is refused: the graph contains real releases, and the sample is loaded into an empty graph only.',
    );
  if (!replacesSample) refuseOlder(loaded, date);
  const newest = loaded.at(-1);
  return {
    action: 'load',
    number: unfinished?.number ?? (catalog.releases.at(-1)?.number ?? 0) + 1,
    base: newest ?? null,
    resumes: unfinished !== undefined,
    replacesSample,
    isSample: sample,
  };
}

function refuseOlder(loaded: readonly StoredRelease[], date: string): void {
  const newest = loaded.at(-1);
  if (!newest || date > newest.publicationDate) return;
  const rule = 'releases are loaded in the order of their publication dates';
  throw new LoadRefused(
    loaded.some(({ publicationDate }) => publicationDate === date)
      ? `Release ${date} is refused: a release of that date is already loaded, with different content.`
      : `Release ${date} is refused: it is older than ${newest.publicationDate}, and ${rule}.`,
  );
}
