import type { Period, Upward } from '../answers';

/** One organisation above, with the periods of a kind of relationship to it. */
export interface Lane {
  readonly code: string;
  readonly name: string;
  readonly spans: readonly Span[];
}

export interface Span extends Period {
  readonly id: string;
  readonly isActive: boolean;
  /** Percent of the years shown. */
  readonly from: number;
  readonly width: number;
}

export interface Years {
  /** The first and the last year shown, the last one included. */
  readonly first: number;
  readonly last: number;
}

/** A kind of relationship, with a lane for each organisation; who came first stands first. */
export type Kind = { readonly name: string; readonly lanes: readonly Lane[] };

/** The dates that decide about a relationship. */
export const periodOf = ({ basisUsed, operational, legal }: Upward): Period =>
  (basisUsed === 'LEGAL' ? legal : operational) ?? { start: null, end: null };

/** From the first start to the last end, and always with the day asked about. */
export function yearsOf(links: readonly Upward[], date: string): Years {
  const dates = links.map(periodOf).flatMap(({ start, end }) => [start, end].filter((day) => day !== null));
  const years = [...dates, date].map((day) => Number(day.slice(0, 4)));
  return { first: Math.min(...years), last: Math.max(...years) };
}

const DAY_MS = 86_400_000;

/** Where a day begins, in percent of the years shown. */
export function placeOf(day: string, { first, last }: Years, daysOn = 0): number {
  const start = Date.UTC(first, 0, 1);
  const at = Date.parse(`${day}T00:00:00Z`) + daysOn * DAY_MS;
  return (100 * (at - start)) / (Date.UTC(last + 1, 0, 1) - start);
}

export function kindsOf(links: readonly Upward[], years: Years): readonly Kind[] {
  const inOrder = [...links].sort((one, other) => startOf(one).localeCompare(startOf(other)));
  return grouped(inOrder, ({ type }) => type.name).map(([name, ofKind]) => ({
    name,
    lanes: grouped(ofKind, ({ target }) => target.code).map(([code, ofTarget]) => ({
      code,
      name: ofTarget[0]!.target.name,
      spans: ofTarget.map((link) => spanOf(link, years)),
    })),
  }));
}

const startOf = (link: Upward): string => periodOf(link).start ?? '';

/** A date that is not there is open: the span goes to the edge. */
function spanOf(link: Upward, years: Years): Span {
  const { start, end } = periodOf(link);
  const from = start === null ? 0 : placeOf(start, years);
  const to = end === null ? 100 : placeOf(end, years, 1);
  return { id: link.id, isActive: link.isActive, start, end, from, width: Math.max(0, to - from) };
}

function grouped<Value>(values: readonly Value[], keyOf: (value: Value) => string): [string, Value[]][] {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return [...groups];
}

/** Years to write below the picture, at most `most` of them. */
export function ticksOf({ first, last }: Years, most = 5): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100].find((years) => (last - first) / years < most) ?? 100;
  const ticks = [];
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) ticks.push(year);
  return ticks;
}
