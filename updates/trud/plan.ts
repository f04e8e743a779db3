import type { ListedRelease } from './release-list';

/**
 * NEW: is downloaded and loaded. LOADED: the graph holds this file. OLDER: not newer than the newest loaded release.
 * NOT_ASKED: before --since or, in an empty graph without --since, not the newest.
 */
export type PullState = 'NEW' | 'LOADED' | 'OLDER' | 'NOT_ASKED';

export interface PlannedRelease extends ListedRelease {
  readonly state: PullState;
}

/** A release in the graph. */
export interface LoadedFile {
  readonly sha256: string;
  readonly publicationDate: string;
}

/**
 * Says for each listed release what a pull does with it; the order is kept. `loaded` is null if nothing is loaded by
 * this pull: then all releases since a date are new, or the newest one.
 */
export function planPull(
  listed: readonly ListedRelease[],
  loaded: readonly LoadedFile[] | null,
  since?: string,
): PlannedRelease[] {
  const known = new Set((loaded ?? []).map(({ sha256 }) => sha256));
  const newest = newestDate(listed, loaded ?? []);
  const latestOnly = newest === undefined && since === undefined;
  const dates = new Set<string>();
  return listed.map((release) => {
    const again = dates.has(release.date);
    dates.add(release.date);
    return { ...release, state: stateOf(release, again) };
  });

  function stateOf({ date, sha256 }: ListedRelease, again: boolean): PullState {
    if (known.has(sha256)) return 'LOADED';
    if ((newest !== undefined && date <= newest) || again) return 'OLDER';
    if (since !== undefined && date < since) return 'NOT_ASKED';
    return latestOnly && dates.size > 1 ? 'NOT_ASKED' : 'NEW';
  }
}

/** Returns the newest date of the loaded releases: that of the list if the file is listed, else that of publication. */
function newestDate(listed: readonly ListedRelease[], loaded: readonly LoadedFile[]): string | undefined {
  const dateOf = new Map(listed.map(({ sha256, date }) => [sha256, date]));
  return loaded
    .map(({ sha256, publicationDate }) => dateOf.get(sha256) ?? publicationDate)
    .toSorted()
    .at(-1);
}
