import type { DimensionRow, DimensionValuesRow, MeasurementRow, MeasureRow } from '../../ods/facts';
import { byDate, byNumberThenText, byText } from '../../ods/orders';
import type { FactCache } from '../cache/fact-cache';
import { generationStore } from '../cache/fact-stores';
import type { DimensionValuesKey, GenerationKey, MeasureKey, MeasurementKey } from '../keys';
import { mapResults } from './batch-functions';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { toCode, toDimensionValues, toMeasure, toMeasurement } from './decode-rows';

type MeasureQueries = Pick<BatchQueries, 'measures' | 'measurements' | 'dimensionValues' | 'measured'>;

/** The batch queries for measures and their values. Their keys name a generation, not a release. */
export function measureQueries(cache: FactCache, { query, rows }: BatchQueryBuilder): MeasureQueries {
  const byMeasureAndCode = ({ measure, code }: MeasurementKey) => `${measure} ${code}`;
  return {
    measures: query(
      'measures',
      generationStore<GenerationKey, readonly MeasureRow[]>(cache, () => ''),
      mapResults(rows<GenerationKey, MeasureRow>('measures', toMeasure), mergeRows),
    ),
    measurements: query(
      'measurements',
      generationStore<MeasurementKey, readonly MeasurementRow[]>(cache, byMeasureAndCode),
      rows('measurements', toMeasurement, { order: byDate }),
    ),
    dimensionValues: query(
      'dimensionValues',
      generationStore<DimensionValuesKey, readonly DimensionValuesRow[]>(
        cache,
        ({ dimension, ...key }) => `${byMeasureAndCode(key)} ${dimension}`,
      ),
      rows<DimensionValuesKey, DimensionValuesRow>('dimensionValues', toDimensionValues, { order: byDate }),
    ),
    measured: query(
      'measured',
      generationStore<MeasureKey, readonly string[]>(cache, ({ measure }) => measure),
      rows('measured', toCode, { order: byText }),
    ),
  };
}

/** Merges one row per measure, dimension and date to one row per measure, sorted by id. */
function mergeRows(rows: readonly MeasureRow[]): readonly MeasureRow[] {
  const rowsById = new Map<string, MeasureRow[]>();
  for (const row of rows) rowsById.set(row.id, [...(rowsById.get(row.id) ?? []), row]);
  const merged = [...rowsById.values()].map((same) => ({
    ...same[0]!,
    dates: same.flatMap(({ dates }) => dates).sort(byText),
    dimensions: mergeDimensions(same.flatMap(({ dimensions }) => dimensions)),
  }));
  return merged.sort((a, b) => byText(a.id, b.id));
}

function mergeDimensions(rows: readonly DimensionRow[]): readonly DimensionRow[] {
  return [...new Set(rows.map(({ name }) => name))].sort(byText).map((name) => {
    const same = rows.filter((row) => row.name === name);
    const values = [...new Set(same.flatMap((row) => row.values))].sort(byNumberThenText);
    return { name, values, dates: same.flatMap(({ dates }) => dates).sort(byText) };
  });
}
