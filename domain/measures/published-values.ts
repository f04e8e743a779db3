import { when, type MaybePromise } from '../../maybe-promise';
import type { DimensionValuesRow } from '../../ods/facts';
import type { Context } from '../context';
import type { Figures } from './figures';

/** A value as it was published for a code and a day. */
export interface PublishedValue {
  readonly date: string;
  readonly value: number;
  /** The values by dimension of which `value` is the sum. Absent: it is no such sum. */
  readonly parts?: DimensionValuesRow;
}

/** Returns every published value of each code, by date, whatever the day that is asked for. */
export function publishedValues(
  codes: readonly string[],
  { measure: { id: measure }, dimension }: Pick<Figures, 'measure' | 'dimension'>,
  { loaders, snapshot: { generation } }: Context,
): MaybePromise<readonly (readonly PublishedValue[])[]> {
  const { work } = loaders;
  if (dimension === null)
    return when(
      work.map(codes, (code) => ({ measure, code, generation })),
      (keys) => loaders.measurements.loadMany(keys),
    );
  const { name, value } = dimension;
  return when(
    work.map(codes, (code) => ({ measure, dimension: name, code, generation })),
    (keys) =>
      when(loaders.dimensionValues.loadMany(keys), (rows) =>
        work.map(rows, (published) => published.flatMap((row) => valueIn(row, value))),
      ),
  );
}

/** Returns one value of a dimension, or the sum of all; nothing if that value is not published. */
function valueIn(row: DimensionValuesRow, wanted: string | null): PublishedValue[] {
  if (wanted === null) return [{ date: row.date, value: row.values.reduce((sum, one) => sum + one, 0), parts: row }];
  const at = row.names.indexOf(wanted);
  return at === -1 ? [] : [{ date: row.date, value: row.values[at]! }];
}

/** Returns the newest value on or before the day that is not too old. The values must be ordered by date. */
export function newestValue(
  published: readonly PublishedValue[],
  { on, oldest }: Pick<Figures, 'on' | 'oldest'>,
): PublishedValue | null {
  const newest = published.findLast(({ date }) => date <= on);
  return newest && newest.date >= oldest ? newest : null;
}
