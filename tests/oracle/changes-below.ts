import type { Change, ChangeKind } from './changes';
import { compare, descendants } from './hierarchy';
import type { Release } from './reading/release';
import type { View } from './views';

export interface ChangeBelow {
  readonly code: string;
  readonly kind: ChangeKind;
  readonly groups: readonly string[];
}

/** What a difference is about. A different status has no group of its own: it is the kind of the change. */
const ABOUT: readonly (readonly [group: string, about: RegExp])[] = [
  ['NAME', /^name$/],
  ['RECORD', /^(recordClass|isReferenceOnly)$/],
  ['DATES', /^(operational|legal)\./],
  ['ADDRESS', /^address\./],
  ['CONTACTS', /^contacts$/],
  ['ROLES', /^role$/],
  ['RELATIONSHIPS', /^relationship$/],
  ['SUCCESSIONS', /^succession$/],
];

/**
 * What changed between two releases for the organisations that are active and below one in a view, in either release on its
 * own day, by code. One that is below it in one of them only has changed, whatever its record says. `changed` is what differs
 * between the releases.
 */
export function changesBelow(
  changed: readonly Change[],
  [from, to]: readonly [Release, Release],
  top: string,
  view: View,
): readonly ChangeBelow[] {
  const [was, is] = [from, to].map((release) => new Set(below(release, top, view))) as [Set<string>, Set<string>];
  const differing = new Map(changed.map((change) => [change.code, change]));
  return [...new Set([...was, ...is])].sort(compare).flatMap((code) => {
    const { kind, detail } = differing.get(code) ?? { kind: 'CHANGED' as const, detail: [] };
    const groups = [
      ...(kind === 'CHANGED' ? [] : [kind]),
      ...(was.has(code) ? [] : ['ENTERED']),
      ...(is.has(code) ? [] : ['LEFT']),
      ...ABOUT.filter(([, about]) => detail.some(({ what }) => about.test(what))).map(([group]) => group),
    ];
    return groups.length === 0 ? [] : { code, kind, groups };
  });
}

function below(release: Release, top: string, view: View): readonly string[] {
  if (!release.entries.has(top)) return [];
  return descendants({ release, date: release.id, basis: 'OPERATIONAL' }, top, view, { maxDepth: Infinity });
}
