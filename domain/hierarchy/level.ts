import { badInput } from '../../errors';
import type { Loaders } from '../../graph/loaders';
import { when, type MaybePromise } from '../../maybe-promise';
import type { StateRow } from '../../ods/facts';
import type { Kind } from '../../ods/kinds';
import { targetOn, type Level, type Target } from '../../ods/levels';
import type { Moment } from '../moment';
import { filterByKinds } from '../records/kinds';
import { ENGLISH_ONLY_KINDS } from './missing-reason';

/**
 * Returns what to look for at a moment: a kind, or what fills a level on the day; null on a day before the level. `names`
 * are the two arguments. Throws BAD_USER_INPUT for both or neither.
 */
export function selectTarget(
  { kind, level }: { readonly kind?: Kind | null | undefined; readonly level?: Level | null | undefined },
  [kindName, levelName]: readonly [string, string],
  { date }: Moment,
): Target | null {
  if (kind && level) throw badInput(`Give ${kindName} or ${levelName}, not both.`);
  if (kind) return { kind };
  if (level) return targetOn(level, date);
  throw badInput(`Give ${kindName} or ${levelName}: one of them is required.`);
}

/** Returns the states that are a target at a moment, in their order. */
export function selectTargets(
  states: readonly StateRow[],
  target: Target,
  at: Moment,
  loaders: Loaders,
): MaybePromise<readonly StateRow[]> {
  if ('primaryRole' in target) return states.filter(({ primaryRole }) => primaryRole === target.primaryRole);
  const items = states.map((state) => ({ state }));
  return when(filterByKinds(items, [target.kind], at, loaders), (found) => found.map(({ state }) => state));
}

/** Whether only England has organisations of a target. */
export function isEnglishOnly(target: Target): boolean {
  return 'primaryRole' in target || ENGLISH_ONLY_KINDS.has(target.kind);
}
