import { periods } from './dates';
import type { Succession } from './release';
import { compare, entry, isActive, reached, type Ground } from './walk';

export type Outcome = 'CURRENT' | 'SUCCEEDED' | 'MERGED' | 'SPLIT' | 'CLOSED' | 'NOT_YET_OPEN' | 'UNKNOWN';

export interface Resolution {
  readonly outcome: Outcome;
  /** By code. */
  readonly current: readonly string[];
}

/** Direct predecessors by date, then code. */
export function predecessors({ release }: Ground, code: string): readonly Succession[] {
  return ordered(release.predecessors.get(code) ?? [], ({ predecessor }) => predecessor);
}

/** Direct successors by date, then code. */
export function successors({ release }: Ground, code: string): readonly Succession[] {
  return ordered(release.successors.get(code) ?? [], ({ successor }) => successor);
}

function ordered(found: readonly Succession[], other: (one: Succession) => string): readonly Succession[] {
  return [...found].sort((a, b) => compare(a.date ?? '', b.date ?? '') || compare(other(a), other(b)));
}

/** What became of a code: the active organisations in which the chains of successors end on the date. */
export function resolve(on: Ground, code: string): Resolution {
  const known = on.release.entries.get(code);
  if (!known || known.unresolved) return { outcome: 'UNKNOWN', current: [] };
  if (isActive(on, code)) return { outcome: 'CURRENT', current: [code] };
  const { ends, way } = follow(on, code);
  const current = [...ends].sort(compare);
  if (current.length > 1) return { outcome: 'SPLIT', current };
  if (current.length === 1) return { outcome: isMerger(on, code, way, current[0]!) ? 'MERGED' : 'SUCCEEDED', current };
  return { outcome: opensLater(on, code) ? 'NOT_YET_OPEN' : 'CLOSED', current };
}

/** Through inactive organisations; each active one is an end. `way`: everyone reached. */
function follow(on: Ground, code: string): { ends: Set<string>; way: Set<string> } {
  const ends = new Set<string>();
  const way = new Set<string>();
  const open = [code];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const { successor } of inEffect(on, on.release.successors.get(next))) {
      if (successor === code || way.has(successor)) continue;
      way.add(successor);
      if (isActive(on, successor)) ends.add(successor);
      else open.push(successor);
    }
  return { ends, way };
}

/** Whether a record on the way to the one end has another predecessor too. */
function isMerger(on: Ground, code: string, way: ReadonlySet<string>, end: string): boolean {
  const before = (each: string) => [
    ...new Set(inEffect(on, on.release.predecessors.get(each)).map(({ predecessor }) => predecessor)),
  ];
  const back = (each: string) => before(each).filter((one) => way.has(one) && one !== code);
  return [end, ...reached(end, back).keys()].some((each) => before(each).length > 1);
}

/** In effect on the date: its start is not later. Self-loops are ignored. */
function inEffect({ date: day }: Ground, found: readonly Succession[] = []): readonly Succession[] {
  return found.filter(({ date, predecessor, successor }) => date !== null && date <= day && predecessor !== successor);
}

function opensLater(on: Ground, code: string): boolean {
  const all = periods(entry(on, code), on.basis);
  return (
    all.some(({ start }) => start !== null && start > on.date) && !all.some(({ end }) => end !== null && end < on.date)
  );
}
