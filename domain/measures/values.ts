import { badInput } from '../../errors';
import type { MeasureRow, MeasurementRow } from '../../graph/keys';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Context } from '../context';
import type { Moment } from '../moment';

/** The measures of the generation that a request has pinned, by id. */
export function measuresOf({ loaders, snapshot: { generation } }: Context): MaybePromise<readonly MeasureRow[]> {
  return loaders.measures.load({ generation });
}

/** The measure of an id. Errors: BAD_USER_INPUT, which lists the loaded ones. */
export function measureNamed(id: string, context: Context): MaybePromise<MeasureRow> {
  return when(measuresOf(context), (measures) => {
    const measure = measures.find((one) => one.id === id.trim());
    if (measure) return measure;
    const ids = measures.map((one) => one.id).join(', ') || 'none';
    throw badInput(`No measure '${id.trim().slice(0, 64)}' is loaded. Loaded: ${ids}.`);
  });
}

/** The latest value of a measure on or before the date for each of some codes, in their order; null for none. */
export function valuesOf(
  codes: readonly string[],
  { id: measure }: MeasureRow,
  { date }: Moment,
  { loaders, snapshot: { generation } }: Context,
): MaybePromise<(MeasurementRow | null)[]> {
  const keys = codes.map((code) => ({ measure, code, generation }));
  return when(loaders.measurements.loadMany(keys), (rows) => rows.map((published) => latest(published, date)));
}

/** The last of some values, which are in order of date, that is not after a day. */
export function latest(published: readonly MeasurementRow[], date: string): MeasurementRow | null {
  return published.findLast((row) => row.date <= date) ?? null;
}

/** What some organisations have of a measure together. */
export interface Summed {
  readonly value: number;
  /** The newest date used; null when none has a value. */
  readonly date: string | null;
  readonly counted: number;
}

export function summed(values: readonly (MeasurementRow | null)[]): Summed {
  const counted = values.filter((row) => row !== null);
  return {
    value: counted.reduce((sum, { value }) => sum + value, 0),
    date: counted.reduce<string | null>((newest, { date }) => (newest === null || date > newest ? date : newest), null),
    counted: counted.length,
  };
}
