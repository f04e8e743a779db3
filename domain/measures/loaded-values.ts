import type { DimensionValuesRow, MeasurementRow } from '../../ods/facts';
import type { Context } from '../context';
import { loadedMeasures } from './values';

/** A loaded value: of one organisation and day, without a dimension or for one value of a dimension. */
export interface LoadedValue {
  readonly measure: string;
  readonly code: string;
  readonly date: string;
  /** Null for a value without a dimension. */
  readonly dimension: string | null;
  /** The value of the dimension, for example '0_4'; null without one. */
  readonly name: string | null;
  readonly value: number;
}

const CODES_AT_ONCE = 500;

/**
 * Yields every value of every measure as it was loaded, in lists of some hundred organisations: ordered by measure, dimension
 * (none first), code, date and value of the dimension. One generation of the measures throughout.
 */
export async function* loadedValues(context: Context): AsyncGenerator<readonly LoadedValue[]> {
  for (const { id, dimensions } of await loadedMeasures(context))
    for (const dimension of [null, ...dimensions.map(({ name }) => name)]) yield* valuesOf(id, dimension, context);
}

async function* valuesOf(
  measure: string,
  dimension: string | null,
  { loaders, snapshot: { generation } }: Context,
): AsyncGenerator<readonly LoadedValue[]> {
  const codes = await loaders.measured.load({ measure: dimension === null ? measure : `${measure} ${dimension}`, generation }); // prettier-ignore
  for (let from = 0; from < codes.length; from += CODES_AT_ONCE) {
    const some = codes.slice(from, from + CODES_AT_ONCE);
    const keys = some.map((code) => ({ measure, code, generation }));
    if (dimension === null) {
      const rows = await loaders.measurements.loadMany(keys);
      yield await loaders.work.flatMap(some, (code, at) => plainValues(measure, code, rows[at]!));
    } else {
      const rows = await loaders.dimensionValues.loadMany(keys.map((key) => ({ ...key, dimension })));
      yield await loaders.work.flatMap(some, (code, at) => dimensionValues(measure, dimension, code, rows[at]!));
    }
  }
}

function plainValues(measure: string, code: string, rows: readonly MeasurementRow[]): LoadedValue[] {
  return rows.map(({ date, value }) => ({ measure, code, date, dimension: null, name: null, value }));
}

function dimensionValues(
  measure: string,
  dimension: string,
  code: string,
  rows: readonly DimensionValuesRow[],
): LoadedValue[] {
  return rows.flatMap(({ date, names, values }) =>
    names.map((name, at) => ({ measure, code, date, dimension, name, value: values[at]! })),
  );
}
