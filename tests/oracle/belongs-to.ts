import { active } from './dates';
import type { Kind } from './kinds';
import { onceAt } from './once';
import { everHadLink, type View } from './views';
import { compare, entry, isActive, isOf, parents, type Moment } from './hierarchy';

/** A kind, or the primary role of organisations that have no kind of their own. */
export type Target = Kind | 'RO179';

export type Reason =
  | 'OTHER_NATION'
  | 'TARGET_NOT_IN_RELEASE'
  | 'TARGET_REF_ONLY'
  | 'TARGET_CLOSED'
  | 'NOT_ACTIVE'
  | 'NOT_ON_DATE'
  | 'NO_SUCH_LINK'
  | 'NO_PAYEE_RECORDED';

export interface BelongsTo {
  readonly organisations: readonly string[];
  readonly reason: Reason | null;
  readonly stoppedAt: string | null;
  /** The number of hops to each organisation. */
  readonly lengths: readonly number[];
}

/** Returns the organisations of a kind or role that an organisation belongs to in a view, or the reason why there is none. */
export function belongsTo(on: Moment, code: string, target: Target, view: View): BelongsTo {
  if (isTarget(on, code, target)) return { organisations: [code], reason: null, stoppedAt: null, lengths: [0] };
  const shortest = shortestPaths(on, code, view);
  const found = [...shortest].filter(([above]) => above !== code && isTarget(on, above, target));
  found.sort(([a, near], [b, far]) => near.length - far.length || compare(a, b));
  if (found.length > 0) {
    const closed = found.some(([, path]) => path.slice(1).some((target) => !isActive(on, target)));
    return {
      organisations: found.map(([above]) => above),
      reason: closed ? 'TARGET_CLOSED' : null,
      stoppedAt: null,
      lengths: found.map(([, path]) => path.length - 1),
    };
  }
  const branch = longestBranch(on, code, view);
  const reason = reasonToStop(on, branch, view, ENGLISH_LEVELS.includes(target));
  return { organisations: [], reason, stoppedAt: branch.at(-1) ?? code, lengths: [] };
}

/** Kinds that exist only in England. */
const ENGLISH_LEVELS: readonly Target[] = [
  'PCN',
  'CCG',
  'SUB_ICB_LOCATION',
  'SUB_ICB_REPORTING_ENTITY',
  'STP',
  'ICB',
  'REGION',
  'RO179',
];

function isTarget(on: Moment, code: string, target: Target): boolean {
  return target === 'RO179' ? entry(on, code).primaryRole === target : isOf(on, code, [target]);
}

/** Returns a shortest path to each organisation above and to itself, as codes including both ends. */
function shortestPaths(on: Moment, code: string, view: View): ReadonlyMap<string, readonly string[]> {
  return onceAt(on.release, on, `paths ${view} ${code}`, () => pathsUp(on, code, view));
}

function pathsUp(on: Moment, code: string, view: View): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>([[code, [code]]]);
  for (const [from, path] of paths)
    for (const parent of parents(on, from, view)) if (!paths.has(parent)) paths.set(parent, [...path, parent]);
  return paths;
}

/** Returns the longest path up that cannot continue. Of equal lengths it takes the one whose end has the first code. */
function longestBranch(on: Moment, code: string, view: View): readonly string[] {
  return onceAt(on.release, on, `branch ${view} ${code}`, () => branchUp(on, code, view));
}

function branchUp(on: Moment, code: string, view: View): readonly string[] {
  let longest: readonly string[] = [code];
  const walk = (path: readonly string[]): void => {
    const next = parents(on, path.at(-1) as string, view).filter((parent) => !path.includes(parent));
    if (next.length === 0 && isBetter(path, longest)) longest = path;
    for (const parent of next) walk([...path, parent]);
  };
  walk([code]);
  return longest;
}

function isBetter(path: readonly string[], than: readonly string[]): boolean {
  return (
    path.length > than.length || (path.length === than.length && (path.at(-1) as string) < (than.at(-1) as string))
  );
}

/** Returns why a path cannot continue beyond its end: the first reason that applies. */
export function reasonToStop(
  on: Moment,
  branch: readonly string[],
  view: View,
  english: boolean,
  types?: readonly string[],
): Reason {
  const end = branch.at(-1) as string;
  const { unresolved, refOnly } = entry(on, end);
  if (english && branch.some((code) => isOfOtherNation(on, code))) return 'OTHER_NATION';
  if (unresolved) return 'TARGET_NOT_IN_RELEASE';
  if (refOnly) return 'TARGET_REF_ONLY';
  if (!isActive(on, end)) return branch.length > 1 ? 'TARGET_CLOSED' : 'NOT_ACTIVE';
  return everHadLink(on.release, end, view, on, types) ? 'NOT_ON_DATE' : 'NO_SUCH_LINK';
}

/** Primary role RO227 or RO315, or an RE4 on the date to RO142 or RO144. */
function isOfOtherNation(on: Moment, code: string): boolean {
  const { primaryRole, links } = entry(on, code);
  if (primaryRole === 'RO227' || primaryRole === 'RO315') return true;
  return links.some(
    (link) =>
      link.type === 'RE4' && active(link, on) && ['RO142', 'RO144'].includes(entry(on, link.target).primaryRole ?? ''),
  );
}
