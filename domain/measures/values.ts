import { badInput } from '../../errors';
import type { MeasureRow, MeasurementRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Context } from '../context';
import type { Moment } from '../moment';

/** Returns the loaded measures, ordered by id. A request reads one generation of them throughout. */
export function loadedMeasures({ loaders, snapshot: { generation } }: Context): MaybePromise<readonly MeasureRow[]> {
  return loaders.measures.load({ generation });
}

/** Returns the measure with an id. Throws BAD_USER_INPUT, naming the loaded measures, when there is none. */
export function measureWithId(id: string, context: Context): MaybePromise<MeasureRow> {
  return when(loadedMeasures(context), (measures) => {
    const measure = measures.find((one) => one.id === id.trim());
    if (measure) return measure;
    const ids = measures.map((one) => one.id).join(', ') || 'none';
    throw badInput(`No measure '${id.trim().slice(0, 64)}' is loaded. Loaded: ${ids}.`);
  });
}

/** Returns the latest value of a measure on or before the date for each code, in their order; null for a code without one. */
export function latestValues(
  codes: readonly string[],
  { id: measure }: MeasureRow,
  { date }: Moment,
  { loaders, snapshot: { generation } }: Context,
): MaybePromise<(MeasurementRow | null)[]> {
  return when(
    loaders.work.map(codes, (code) => ({ measure, code, generation })),
    (keys) =>
      when(loaders.measurements.loadMany(keys), (rows) =>
        loaders.work.map(rows, (published) => latestOnOrBefore(published, date)),
      ),
  );
}

/** Returns the last value on or before a date. The values must be ordered by date. */
export function latestOnOrBefore(published: readonly MeasurementRow[], date: string): MeasurementRow | null {
  return published.findLast((row) => row.date <= date) ?? null;
}

/** The sum of a measure over several organisations. */
export interface MeasureSum {
  readonly value: number;
  /** The newest date used; null when none has a value. */
  readonly date: string | null;
  /** How many organisations have a value. */
  readonly counted: number;
}

/** Sums the values of several organisations; null stands for one without a value. */
export function sumValues(values: readonly (MeasurementRow | null)[]): MeasureSum {
  const counted = values.filter((row) => row !== null);
  return {
    value: counted.reduce((sum, { value }) => sum + value, 0),
    date: counted.reduce<string | null>((newest, { date }) => (newest === null || date > newest ? date : newest), null),
    counted: counted.length,
  };
}
