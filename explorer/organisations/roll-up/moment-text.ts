import { formatDate } from '../text/format';
import type { Group, Moment, RollUp } from './types';
import { WORDS } from './words';

/** Returns the day on which the organisations were counted and, with a measure, the days of its values. */
export function momentText(
  moment: Moment | undefined,
  { measure, groups, unassigned, valuesOn }: Pick<RollUp, 'measure' | 'groups' | 'unassigned' | 'valuesOn'>,
): string {
  if (!moment) return WORDS.counted;
  const { date, basis, release } = moment;
  const counted = WORDS.countedOn(date, basis, release);
  if (!measure) return counted;
  const apart = valuesOn === null || valuesOn === date ? '' : WORDS.valuesOn(valuesOn);
  return `${counted} ${apart}${valuesText([...groups, ...unassigned], measure.dates, valuesOn ?? date)}`;
}

function valuesText(figures: readonly Figure[], loaded: readonly string[], on: string): string {
  const [first, ...others] = daysOf(figures);
  const last = loaded.findLast((day) => day <= on);
  if (first === undefined && last === undefined) return WORDS.noValues;
  if (first === undefined) return WORDS.noRecentValues(last!);
  if (others.length === 0) return WORDS.allValues(first);
  return WORDS.ownDays;
}

/** A total, with the days of its values in order. */
type Figure = Pick<Group, 'dates'>;

function daysOf(figures: readonly Figure[]): string[] {
  return [...new Set(figures.flatMap(({ dates }) => dates))].sort();
}

/** Whether the values of figures are of several days, so that each figure must name its own. */
export function haveSeveralDays(figures: readonly Figure[]): boolean {
  return daysOf(figures).length > 1;
}

/** Returns the days of a figure's values: one, or the first and the last. */
export function daysText({ dates }: Figure): string {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return WORDS.noDays;
  return first === last ? formatDate(first) : WORDS.days(first, last);
}
