import { countInside, countOf, type KindName } from './organisations';

export type ReleaseNumber = 1 | 2;

/** The two releases, three months apart. */
export const RELEASES = {
  1: { published: '2024-06-30', sequence: 89, version: '7.3.0', created: '2024-06-30T17:35:00' },
  2: { published: '2024-09-30', sequence: 92, version: '7.6.0', created: '2024-09-30T17:35:00' },
} as const;

/** Size and release of the sample: passed to every part. */
export interface SampleSettings {
  readonly scale: number;
  readonly release: ReleaseNumber;
  readonly published: string;
  /** Number of organisations of a kind. */
  count(kind: KindName): number;
  /** Number of organisations of a nested kind that the parent with this index has. */
  countInside(kind: KindName, parentIndex: number): number;
}

export function settingsOf(scale: number, release: ReleaseNumber): SampleSettings {
  const counts = new Map<KindName, number>();
  return {
    scale,
    release,
    published: RELEASES[release].published,
    count(kind) {
      const count = counts.get(kind) ?? countOf(kind, scale);
      counts.set(kind, count);
      return count;
    },
    countInside: (kind, parentIndex) => countInside(kind, parentIndex, scale),
  };
}
