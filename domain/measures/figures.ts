import { badInput } from '../../errors';
import { when, type MaybePromise } from '../../maybe-promise';
import type { MeasureRow } from '../../ods/facts';
import { MAX_AGE_MONTHS } from '../../ods/value-age';
import type { ValuesArgs } from '../../schema/measures/arguments';
import type { DimensionInput } from '../../schema/measures/dimension';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { measureWithId } from './values';

/** Which values of a measure count: checked arguments. */
export interface Figures {
  readonly measure: MeasureRow;
  /** Absent: the values without a dimension. */
  readonly dimension: { readonly name: string; readonly value: string | null } | null;
  /** The values of the dimension to list a sum of each for; empty if there is one sum. */
  readonly dimensionValues: readonly string[];
  /** The day of the values. */
  readonly on: string;
  /** The first day whose values are not too old. */
  readonly oldest: string;
  /** The measure as the graph names the values with this dimension. */
  readonly series: string;
  /** Equal for figures that give equal values. */
  readonly cacheKey: string;
}

const MOST_MONTHS = 1_200;

/**
 * Returns which values of a measure count. Throws BAD_USER_INPUT for an unknown measure, an unknown dimension or value of
 * it, or an age out of range.
 */
export function figuresFor(id: string, args: ValuesArgs, at: Moment, context: Context): MaybePromise<Figures> {
  const last = lastFigures.get(context);
  if (last && last.id === id && last.at === at && isSame(last.args, args)) return last.figures;
  return when(newFigures(id, args, at, context), (figures) => {
    lastFigures.set(context, { id, args, at, figures });
    return figures;
  });
}

/** The figures that a request asked for last: those of its sibling fields, too. */
const lastFigures = new WeakMap<Context, { id: string; args: ValuesArgs; at: Moment; figures: Figures }>();

function isSame(a: ValuesArgs, b: ValuesArgs): boolean {
  return (
    a.valuesOn === b.valuesOn &&
    a.maxAgeMonths === b.maxAgeMonths &&
    a.dimension?.name === b.dimension?.name &&
    a.dimension?.value === b.dimension?.value
  );
}

function newFigures(
  id: string,
  { valuesOn, maxAgeMonths = MAX_AGE_MONTHS, dimension: given }: ValuesArgs,
  at: Moment,
  context: Context,
): MaybePromise<Figures> {
  if (maxAgeMonths < 0 || maxAgeMonths > MOST_MONTHS)
    throw badInput(`maxAgeMonths must be 0 to ${MOST_MONTHS}, not ${maxAgeMonths}.`);
  return when(measureWithId(id, context), (measure) => {
    const on = valuesOn ?? at.date;
    const oldest = monthsBefore(on, maxAgeMonths);
    const { dimension, dimensionValues } = selectDimension(measure, given);
    const series = dimension ? `${measure.id} ${dimension.name}` : measure.id;
    const cacheKey = [context.snapshot.generation, series, dimension?.value ?? '', on, oldest].join('|');
    return { measure, dimension, dimensionValues, on, oldest, series, cacheKey };
  });
}

function selectDimension(
  { id, dimensions }: MeasureRow,
  given: DimensionInput | null | undefined,
): Pick<Figures, 'dimension' | 'dimensionValues'> {
  if (!given) return { dimension: null, dimensionValues: [] };
  const name = given.name.trim();
  const value = given.value?.trim() ?? null;
  const found = dimensions.find((each) => each.name === name);
  if (!found) {
    const names = dimensions.map((each) => each.name).join(', ') || 'none';
    throw badInput(`The measure ${id} has no dimension '${name.slice(0, 64)}'. Its dimensions: ${names}.`);
  }
  if (value !== null && !found.values.includes(value))
    throw badInput(
      `The dimension ${name} of ${id} has no value '${value.slice(0, 64)}'. Its values: ${found.values.join(', ')}.`,
    );
  return { dimension: { name, value }, dimensionValues: value === null ? found.values : [] };
}

/** Returns the same day of the month some months earlier; the last day of a shorter month. */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const index = year * 12 + (month - 1) - months;
  if (index < 0) return '0000-01-01';
  const [thenYear, thenMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const text = (value: number, length: number) => String(value).padStart(length, '0');
  return [text(thenYear, 4), text(thenMonth, 2), text(Math.min(day, daysOf(thenYear, thenMonth)), 2)].join('-');
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
