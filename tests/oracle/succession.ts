import { covers, isCalendarDay, periods } from './dates';
import type { Succession } from './reading/release';
import { compare, entry, isActive, reached, type Moment } from './hierarchy';

export type Outcome = 'CURRENT' | 'SUCCEEDED' | 'MERGED' | 'SPLIT' | 'CLOSED' | 'NOT_YET_OPEN' | 'UNKNOWN';

export interface Resolution {
  readonly outcome: Outcome;
  /** By code. */
  readonly current: readonly string[];
}

/** Returns the direct predecessors by date, then code. */
export function predecessors({ release }: Moment, code: string): readonly Succession[] {
  return ordered(release.predecessors.get(code) ?? [], ({ predecessor }) => predecessor);
}

/** Returns the direct successors by date, then code. */
export function successors({ release }: Moment, code: string): readonly Succession[] {
  return ordered(release.successors.get(code) ?? [], ({ successor }) => successor);
}

function ordered(found: readonly Succession[], other: (one: Succession) => string): readonly Succession[] {
  return [...found].sort((a, b) => compare(a.date ?? '', b.date ?? '') || compare(other(a), other(b)));
}

/** Resolves a code to the active organisations at the ends of its successor chains on the date. */
export function resolve(on: Moment, code: string): Resolution {
  const found = on.release.entries.get(code);
  if (!found || found.unresolved) return { outcome: 'UNKNOWN', current: [] };
  if (isActive(on, code)) return { outcome: 'CURRENT', current: [code] };
  const { ends, visited } = follow(on, code);
  const current = [...ends].sort(compare);
  if (current.length > 1) return { outcome: 'SPLIT', current };
  if (current.length === 1)
    return { outcome: isMerger(on, code, visited, current[0]!) ? 'MERGED' : 'SUCCEEDED', current };
  return { outcome: opensLater(on, code) ? 'NOT_YET_OPEN' : 'CLOSED', current };
}

/** Follows successors through inactive organisations to active ones (`ends`). `visited` holds all organisations reached. */
function follow(on: Moment, code: string): { ends: Set<string>; visited: Set<string> } {
  const ends = new Set<string>();
  const visited = new Set<string>();
  const open = [code];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const { successor } of inEffect(on, on.release.successors.get(next))) {
      if (successor === code || visited.has(successor)) continue;
      visited.add(successor);
      if (isActive(on, successor)) ends.add(successor);
      else open.push(successor);
    }
  return { ends, visited };
}

/** Whether a record on the way to the end has several predecessors. */
function isMerger(on: Moment, code: string, visited: ReadonlySet<string>, end: string): boolean {
  const before = (each: string) => [
    ...new Set(inEffect(on, on.release.predecessors.get(each)).map(({ predecessor }) => predecessor)),
  ];
  const back = (each: string) => before(each).filter((one) => visited.has(one) && one !== code);
  return [end, ...reached(end, back).keys()].some((each) => before(each).length > 1);
}

/** Successions with a possible date on or before the day. Self-loops are ignored. */
function inEffect({ date: day }: Moment, found: readonly Succession[] = []): readonly Succession[] {
  return found.filter(
    ({ date, predecessor, successor }) =>
      date !== null && isCalendarDay(date) && date <= day && predecessor !== successor,
  );
}

/** Whether a period begins later, and none ended before. A period that covers no day does neither. */
function opensLater(on: Moment, code: string): boolean {
  const real = periods(entry(on, code), on.basis).filter((period) =>
    covers(period, period.start ?? period.end ?? on.date),
  );
  return (
    real.some(({ start }) => start !== null && start > on.date) &&
    !real.some(({ end }) => end !== null && end < on.date)
  );
}
