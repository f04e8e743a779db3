import { isDate, periods } from '../../ods/periods';
import type { Loaders } from '../../graph/loaders';
import type { StateRow, SuccessionRow } from '../../graph/keys';
import { when, type MaybePromise } from '../../maybe-promise';
import type { CodeOutcome } from '../../schema/enums';
import { activeAt } from '../records/dated';
import type { Moment } from '../moment';
import { keyOf } from '../records/organisation';

/** What is known of the codes that chains of successors lead through: their records and who follows them on the date. */
export interface Chains {
  readonly states: ReadonlyMap<string, StateRow | null>;
  readonly successors: ReadonlyMap<string, readonly string[]>;
}

type Growing = { states: Map<string, StateRow | null>; successors: Map<string, readonly string[]> };

/** Follows the successions of codes through inactive organisations, one level of all of them at a time. */
export function chainsOf(codes: readonly string[], moment: Moment, loaders: Loaders): MaybePromise<Chains> {
  return followed([...new Set(codes)], moment, loaders, { states: new Map(), successors: new Map() });
}

function followed(codes: string[], moment: Moment, loaders: Loaders, chains: Growing): MaybePromise<Chains> {
  if (codes.length === 0) return chains;
  const keys = codes.map((code) => keyOf(code, moment));
  return when(loaders.state.loadMany(keys), (states) => {
    codes.forEach((code, at) => chains.states.set(code, states[at] ?? null));
    const onward = keys.filter((_, at) => !isOpen(states[at] ?? null, moment));
    return when(loaders.successors.loadMany(onward), (rows) => {
      onward.forEach(({ code }, at) => chains.successors.set(code, othersOn(moment.date, code, rows[at] ?? [])));
      const reached = new Set(onward.flatMap(({ code }) => chains.successors.get(code) ?? []));
      return followed(
        [...reached].filter((code) => !chains.states.has(code)),
        moment,
        loaders,
        chains,
      );
    });
  });
}

/** The codes at the other end of successions in effect on a day: those that start on it or before. */
export function othersOn(date: string, code: string, rows: readonly SuccessionRow[]): string[] {
  const inEffect = rows.filter((row) => row.date !== null && isDate(row.date) && row.date <= date);
  return [...new Set(inEffect.map(({ other }) => other))].filter((other) => other !== code);
}

/** The active ends of a code's chains, by code; the code itself when it is active. */
export function endsOf(code: string, { states, successors }: Chains, moment: Moment): string[] {
  const seen = new Set([code]);
  for (const at of seen) for (const next of successors.get(at) ?? []) seen.add(next);
  return [...seen].filter((at) => isOpen(states.get(at) ?? null, moment)).sort();
}

/** The codes on the ways from a code to an end, without the code itself. */
export function onTheWay(code: string, end: string, { successors }: Chains): string[] {
  const leads = new Set([end]);
  for (const at of leads) for (const [from, to] of successors) if (to.includes(at)) leads.add(from);
  const seen = new Set([code]);
  for (const at of seen) for (const next of successors.get(at) ?? []) if (leads.has(next)) seen.add(next);
  seen.delete(code);
  return [...seen];
}

/** What became of a code with so many active ends. `isMerged` says whether a record on the way to the one end has another predecessor too. */
export function outcomeOf(state: StateRow | null, ends: number, isMerged: boolean, moment: Moment): CodeOutcome {
  if (state === null || state.unresolved) return 'UNKNOWN';
  if (activeAt(state, moment)) return 'CURRENT';
  if (ends > 1) return 'SPLIT';
  if (ends === 1) return isMerged ? 'MERGED' : 'SUCCEEDED';
  return opensLater(state, moment) ? 'NOT_YET_OPEN' : 'CLOSED';
}

/** Not on the day, nor before it, but after it. */
function opensLater(state: StateRow, { date, basis }: Moment): boolean {
  const decisive = periods(state, basis);
  return (
    decisive.some(({ start }) => isDate(start) && start > date) &&
    !decisive.some(({ end }) => isDate(end) && end < date)
  );
}

function isOpen(state: StateRow | null, moment: Moment): boolean {
  return state !== null && activeAt(state, moment);
}
