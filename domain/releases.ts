import type { ReleaseRow } from '../ods/facts';
import type { OdsRelease } from '../schema/release';
import type { Context } from './context';

/** Returns the loaded releases, newest first. */
export function loadedReleases({ snapshot }: Pick<Context, 'snapshot'>): OdsRelease[] {
  return snapshot.releases.map((row) => toRelease(row, snapshot.live));
}

/** Returns the loaded release with this id, the live one without an id, or null when it is not loaded. */
export function releaseWithId(
  id: string | null | undefined,
  { snapshot: { releases, live } }: Pick<Context, 'snapshot'>,
): OdsRelease | null {
  const row = releases.find((release) => release.id === (id ?? live.id).trim());
  return row ? toRelease(row, live) : null;
}

function toRelease(row: ReleaseRow, live: ReleaseRow): OdsRelease {
  return { ...row, isLive: row.number === live.number };
}
