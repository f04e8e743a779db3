import { formatDate } from '../text/format';
import type { Moment, RollUp } from './types';

/** Returns the day on which the organisations were counted and, with a measure, the newest day of its values. */
export function momentText(moment: Moment | undefined, measure: RollUp['measure']): string {
  if (!moment) return 'Counted.';
  const { date, basis, release } = moment;
  const counted = `Counted on ${formatDate(date)} by ${basis.toLowerCase()} dates, in the release of ${formatDate(release)}.`;
  return measure ? `${counted} ${valuesText(date, measure.dates)}` : counted;
}

function valuesText(date: string, loaded: readonly string[]): string {
  const used = loaded.filter((day) => day <= date);
  const newest = used.at(-1);
  if (newest === undefined) return 'There are no values on or before this day.';
  if (used.length === 1) return `All values are of ${formatDate(newest)}.`;
  return `Each value is the newest of its organisation; the newest are of ${formatDate(newest)}.`;
}
