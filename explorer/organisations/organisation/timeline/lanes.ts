import type { Period, TimelineRelationship } from '../../graphql/types';

/** One target organisation with the periods of one relationship type. */
export interface Lane {
  readonly code: string;
  readonly name: string;
  readonly spans: readonly Span[];
}

export interface Span extends Period {
  readonly id: string;
  readonly isActive: boolean;
  /** Start and width in percent of the shown years. */
  readonly from: number;
  readonly width: number;
}

export interface YearRange {
  /** The first and last year shown, both inclusive. */
  readonly first: number;
  readonly last: number;
}

/** A relationship type with one lane per target, earliest first. */
export type LinkType = { readonly name: string; readonly lanes: readonly Lane[] };

/** The period on the date basis that applies. */
export const periodOf = ({ basisUsed, operational, legal }: TimelineRelationship): Period =>
  (basisUsed === 'LEGAL' ? legal : operational) ?? { start: null, end: null };

/** The years from the first start to the last end, including `date`. */
export function yearRange(links: readonly TimelineRelationship[], date: string): YearRange {
  const dates = links.map(periodOf).flatMap(({ start, end }) => [start, end].filter((day) => day !== null));
  const years = [...dates, date].map((day) => Number(day.slice(0, 4)));
  return { first: Math.min(...years), last: Math.max(...years) };
}

const DAY_MS = 86_400_000;

/** Position of the start of a day, in percent of the shown years. */
export function percentOf(day: string, { first, last }: YearRange, extraDays = 0): number {
  const start = Date.UTC(first, 0, 1);
  const at = Date.parse(`${day}T00:00:00Z`) + extraDays * DAY_MS;
  return (100 * (at - start)) / (Date.UTC(last + 1, 0, 1) - start);
}

export function toTypes(links: readonly TimelineRelationship[], years: YearRange): readonly LinkType[] {
  const inOrder = [...links].sort((one, other) => startOf(one).localeCompare(startOf(other)));
  return groupBy(inOrder, ({ type }) => type.name).map(([name, ofType]) => ({
    name,
    lanes: groupBy(ofType, ({ target }) => target.code).map(([code, ofTarget]) => ({
      code,
      name: ofTarget[0]!.target.name,
      spans: ofTarget.map((link) => toSpan(link, years)),
    })),
  }));
}

const startOf = (link: TimelineRelationship): string => periodOf(link).start ?? '';

/** An open period extends to the edge. */
function toSpan(link: TimelineRelationship, years: YearRange): Span {
  const { start, end } = periodOf(link);
  const from = start === null ? 0 : percentOf(start, years);
  const to = end === null ? 100 : percentOf(end, years, 1);
  return { id: link.id, isActive: link.isActive, start, end, from, width: Math.max(0, to - from) };
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): [string, Value[]][] {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return [...groups];
}

/** The years to label on the axis, at most `most`. */
export function tickYears({ first, last }: YearRange, most = 5): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((years) => (last - first) / years < most) ?? 100;
  const ticks = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) ticks.push(year);
  return ticks;
}
