import { countInside, countOf, type KindName } from './bodies';

export type ReleaseNumber = 1 | 2;

/** The two releases: the second is a quarter later. */
export const RELEASES = {
  1: { published: '2024-06-30', sequence: 89, version: '7.3.0', created: '2024-06-30T17:35:00' },
  2: { published: '2024-09-30', sequence: 92, version: '7.6.0', created: '2024-09-30T17:35:00' },
} as const;

/** What every part of the world is told: how large it is and what was known when. */
export interface Setting {
  readonly scale: number;
  readonly release: ReleaseNumber;
  readonly published: string;
  count(kind: KindName): number;
  countInside(kind: KindName, parentIndex: number): number;
}

export function settingOf(scale: number, release: ReleaseNumber): Setting {
  const counts = new Map<KindName, number>();
  return {
    scale,
    release,
    published: RELEASES[release].published,
    count(kind) {
      const known = counts.get(kind) ?? countOf(kind, scale);
      counts.set(kind, known);
      return known;
    },
    countInside: (kind, parentIndex) => countInside(kind, parentIndex, scale),
  };
}
