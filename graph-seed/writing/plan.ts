import { loadedOf, type StoredCatalog, type StoredRelease } from '../catalog/stored-catalog';
import type { Base } from './difference';
import type { Header } from '../reading/manifest';
import { LoadRefused } from '../errors';

/** What is to be done with a release file, given what the graph has. */
export type Plan = { readonly action: 'nothing'; readonly release: StoredRelease } | LoadPlan;

export interface LoadPlan {
  readonly action: 'load';
  /** Number that the release gets, or has when an earlier run opened it. */
  readonly number: number;
  /** The newest loaded release; what it has too is not written again. */
  readonly base: Base | null;
  readonly resumes: boolean;
  /** The release takes the place of the sample, which goes once it is live. */
  readonly replacesSample: boolean;
  readonly isSample: boolean;
}

/** Whether a release is the invented sample: its manifest says so. */
export function isSample({ publicationSource }: Header): boolean {
  return /sample/i.test(publicationSource ?? '');
}

/** Decides what to do. Throws a LoadRefused when the release must not be loaded into this graph. */
export function planLoad(catalog: StoredCatalog, header: Header, sha256: string): Plan {
  const date = header.publicationDate!;
  const loaded = loadedOf(catalog);
  const same = loaded.find((release) => release.sha256 === sha256);
  if (same) return { action: 'nothing', release: same };
  const unfinished = catalog.releases.find(({ status }) => status === 'LOADING');
  if (unfinished && unfinished.sha256 !== sha256)
    throw new LoadRefused(
      `The load of release ${unfinished.id} is not finished. Load its file again to go on with it, or undo it with --abort ${unfinished.id}.`,
    );
  const sample = isSample(header);
  const replacesSample = catalog.sample && !sample;
  if (sample && loaded.length > 0 && !catalog.sample)
    throw new LoadRefused(
      'The sample is refused: the graph holds real releases, and it is loaded into an empty graph only.',
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
      ? `Release ${date} is refused: one of that date is loaded already, with other content.`
      : `Release ${date} is refused: it is older than ${newest.publicationDate}, and ${rule}.`,
  );
}
