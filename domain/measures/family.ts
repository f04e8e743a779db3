import { both, when, type MaybePromise } from '../../maybe-promise';
import { isDate } from '../../ods/periods';
import type { StateRow, SuccessionRow } from '../../ods/facts';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { activeAt } from '../records/dated';
import { keyOf } from '../records/organisation';
import type { Figures } from './figures';
import { newestValue, publishedValues, type PublishedValue } from './published-values';
import { withoutSuccessions } from './without-successions';

/** A succession by its date, with the code at the other end. */
export interface DatedSuccession {
  readonly other: string;
  readonly date: string;
}

/** The values and the successions of a code. */
export interface CodeFacts {
  readonly code: string;
  /** All its values, by date. */
  readonly published: readonly PublishedValue[];
  /** The one that counts on the day of the values. */
  readonly own: PublishedValue | null;
  /** Its predecessors by the later of the two days: that of the organisations and that of the values. */
  readonly before: readonly DatedSuccession[];
  /** Its successors by that day. */
  readonly after: readonly DatedSuccession[];
}

/** The facts of a code and whether it is active on the day of the organisations, so that it counts for itself. */
export interface Relative extends CodeFacts {
  readonly isActive: boolean;
}

export type Family = ReadonlyMap<string, Relative>;

/** Returns the facts of codes, in their order. */
export function loadFacts(
  codes: readonly string[],
  figures: Figures,
  at: Moment,
  context: Context,
): MaybePromise<readonly CodeFacts[]> {
  const { work } = context.loaders;
  return both(publishedValues(codes, figures, context), loadSuccessions(codes, at, context), (published, rows) => {
    const day = figures.on > at.date ? figures.on : at.date;
    return work.map(codes, (code, index): CodeFacts => {
      const values = published[index]!;
      const own = newestValue(values, figures);
      const successions = rows.get(code);
      if (!successions) return { code, published: values, own, before: NONE, after: NONE };
      const [before, after] = successions.map((each) => inEffect(each, code, day));
      return { code, published: values, own, before: before!, after: after! };
    });
  });
}

type SuccessionRows = readonly [before: readonly SuccessionRow[], after: readonly SuccessionRow[]];

/** Returns the successions of the codes that have any. */
function loadSuccessions(
  codes: readonly string[],
  at: Moment,
  context: Context,
): MaybePromise<ReadonlyMap<string, SuccessionRows>> {
  const { work, predecessors, successors } = context.loaders;
  const without = withoutSuccessions(context, at);
  return when(
    work.filter(codes, (code) => !without.has(code)),
    (unknown) => {
      if (unknown.length === 0) return NO_SUCCESSIONS;
      const keys = unknown.map((code) => keyOf(code, at));
      return both(predecessors.loadMany(keys), successors.loadMany(keys), (before, after) => {
        const rows = new Map<string, SuccessionRows>();
        const sorted = work.each(unknown.length, (index) => {
          if (before[index]!.length + after[index]!.length === 0) without.add(unknown[index]!);
          else rows.set(unknown[index]!, [before[index]!, after[index]!]);
        });
        return when(sorted, () => rows);
      });
    },
  );
}

const NO_SUCCESSIONS: ReadonlyMap<string, SuccessionRows> = new Map();
const NONE: readonly never[] = [];

/** Returns the successions dated on or before a day, each other code once, with its first date. */
function inEffect(rows: readonly SuccessionRow[], code: string, day: string): readonly DatedSuccession[] {
  if (rows.length === 0) return NONE;
  const dates = new Map<string, string>();
  for (const { other, date } of rows)
    if (date !== null && isDate(date) && date <= day && other !== code && !dates.has(other)) dates.set(other, date);
  return [...dates].map(([other, date]) => ({ other, date }));
}

type Direction = 'before' | 'after';

/**
 * Loads the relatives whose values may stand for those of some codes: their predecessors and successors, and those of each
 * relative that does not count for itself (of a predecessor only without a value), with one batch of reads for each level.
 */
export function loadFamily(
  roots: readonly CodeFacts[],
  figures: Figures,
  at: Moment,
  context: Context,
): MaybePromise<Family> {
  const { work } = context.loaders;
  const family = new Map<string, Relative>();
  const reached = { before: new Set<string>(), after: new Set<string>() };
  const follow = (next: readonly (readonly [string, Direction])[]): MaybePromise<Family> => {
    const steps = next.filter(([code, direction]) => !reached[direction].has(code) && reached[direction].add(code));
    if (steps.length === 0) return family;
    const unknown = [...new Set(steps.map(([code]) => code))].filter((code) => !family.has(code));
    return when(loadFacts(unknown, figures, at, context), (facts) =>
      when(addTo(family, facts, at, context), () => when(work.flatMap(steps, onward), follow)),
    );
  };
  const onward = ([code, direction]: readonly [string, Direction]) => {
    const { own, isActive, [direction]: links } = family.get(code)!;
    const ends = isActive || (own && direction === 'before');
    return ends ? [] : links.map(({ other }) => [other, direction] as const);
  };
  return when(addTo(family, roots, at, context), () =>
    when(work.flatMap(roots, linksOf), (first) => when(follow(first), () => family)),
  );
}

function linksOf({ before, after }: CodeFacts): readonly (readonly [string, Direction])[] {
  return [
    ...before.map(({ other }) => [other, 'before'] as const),
    ...after.map(({ other }) => [other, 'after'] as const),
  ];
}

/** Adds codes with whether they are active. */
function addTo(
  family: Map<string, Relative>,
  facts: readonly CodeFacts[],
  at: Moment,
  { loaders }: Context,
): MaybePromise<void> {
  return when(loaders.state.loadMany(facts.map(({ code }) => keyOf(code, at))), (states) =>
    loaders.work.each(facts.length, (index) => {
      const one = facts[index]!;
      family.set(one.code, { ...one, isActive: isActiveIn(states[index] ?? null, at) });
    }),
  );
}

function isActiveIn(state: StateRow | null, at: Moment): boolean {
  return state !== null && activeAt(state, at);
}
