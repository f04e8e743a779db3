import { coversAnyDay, isDate, periods } from '../../ods/periods';
import type { Loaders } from '../../graph/loaders';
import type { StateRow, SuccessionRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { CodeOutcome } from '../../schema/enums';
import { activeAt } from '../records/dated';
import type { Moment } from '../moment';
import { keyOf } from '../records/organisation';

/** The chains of successors from some codes: the record and the successors in effect of each code on them. */
export interface SuccessionChains {
  readonly states: ReadonlyMap<string, StateRow | null>;
  readonly successors: ReadonlyMap<string, readonly string[]>;
}

type MutableChains = { states: Map<string, StateRow | null>; successors: Map<string, readonly string[]> };

/** Follows the successors of codes through inactive organisations, with one batch of reads for each level. */
export function followSuccessions(
  codes: readonly string[],
  moment: Moment,
  loaders: Loaders,
): MaybePromise<SuccessionChains> {
  return followLevel([...new Set(codes)], moment, loaders, { states: new Map(), successors: new Map() });
}

function followLevel(
  codes: string[],
  moment: Moment,
  loaders: Loaders,
  chains: MutableChains,
): MaybePromise<SuccessionChains> {
  if (codes.length === 0) return chains;
  const keys = codes.map((code) => keyOf(code, moment));
  return when(loaders.state.loadMany(keys), (states) => {
    codes.forEach((code, index) => chains.states.set(code, states[index] ?? null));
    const onward = keys.filter((_, index) => !isActive(states[index] ?? null, moment));
    return when(loaders.successors.loadMany(onward), (rows) => {
      onward.forEach(({ code }, index) =>
        chains.successors.set(code, codesInEffect(moment.date, code, rows[index] ?? [])),
      );
      const reached = new Set(onward.flatMap(({ code }) => chains.successors.get(code) ?? []));
      return followLevel(
        [...reached].filter((code) => !chains.states.has(code)),
        moment,
        loaders,
        chains,
      );
    });
  });
}

/** Returns the codes at the other end of the successions in effect on a date: those dated on or before it. */
export function codesInEffect(date: string, code: string, rows: readonly SuccessionRow[]): string[] {
  const inEffect = rows.filter((row) => row.date !== null && isDate(row.date) && row.date <= date);
  return [...new Set(inEffect.map(({ other }) => other))].filter((other) => other !== code);
}

/** Returns the active ends of a code's chains, ordered by code. An active code is its own only end. */
export function activeEnds(code: string, { states, successors }: SuccessionChains, moment: Moment): string[] {
  const reached = new Set([code]);
  for (const each of reached) for (const next of successors.get(each) ?? []) reached.add(next);
  return [...reached].filter((each) => isActive(states.get(each) ?? null, moment)).sort();
}

/** Returns the codes on the chains from a code to an end: with the end, without the code itself. */
export function codesBetween(code: string, end: string, { successors }: SuccessionChains): string[] {
  const leadsToEnd = new Set([end]);
  for (const each of leadsToEnd) for (const [from, to] of successors) if (to.includes(each)) leadsToEnd.add(from);
  const reached = new Set([code]);
  for (const each of reached)
    for (const next of successors.get(each) ?? []) if (leadsToEnd.has(next)) reached.add(next);
  reached.delete(code);
  return [...reached];
}

/**
 * Returns what became of a code. `ends` is the number of active ends of its chains; `isMerged` is whether a code on the
 * chain to its only end has another predecessor.
 */
export function outcomeOf(state: StateRow | null, ends: number, isMerged: boolean, moment: Moment): CodeOutcome {
  if (state === null || state.unresolved) return 'UNKNOWN';
  if (activeAt(state, moment)) return 'CURRENT';
  if (ends > 1) return 'SPLIT';
  if (ends === 1) return isMerged ? 'MERGED' : 'SUCCEEDED';
  return opensLater(state, moment) ? 'NOT_YET_OPEN' : 'CLOSED';
}

/** Returns whether a period starts after the date and none ended before it. One that covers no day does neither. */
function opensLater(state: StateRow, { date, basis }: Moment): boolean {
  const decisive = periods(state, basis).filter(coversAnyDay);
  return decisive.some(({ start }) => start > date) && !decisive.some(({ end }) => end !== '' && end < date);
}

function isActive(state: StateRow | null, moment: Moment): boolean {
  return state !== null && activeAt(state, moment);
}
