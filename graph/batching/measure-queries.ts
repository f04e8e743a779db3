import type { MeasurementRow, MeasureRow } from '../../ods/facts';
import { byDate, byText } from '../../ods/orders';
import type { FactCache } from '../cache/fact-cache';
import { generationStore } from '../cache/fact-stores';
import type { GenerationKey, MeasureKey, MeasurementKey } from '../keys';
import { mapResults } from './batch-functions';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { toCode, toMeasure, toMeasurement } from './decode-rows';

type MeasureQueries = Pick<BatchQueries, 'measures' | 'measurements' | 'measured'>;

/** The batch queries for measures and their values. Their keys name a generation, not a release. */
export function measureQueries(cache: FactCache, { query, rows }: BatchQueryBuilder): MeasureQueries {
  const byMeasureAndCode = ({ measure, code }: MeasurementKey) => `${measure} ${code}`;
  return {
    measures: query(
      'measures',
      generationStore<GenerationKey, readonly MeasureRow[]>(cache, () => ''),
      mapResults(rows<GenerationKey, MeasureRow>('measures', toMeasure), mergeDates),
    ),
    measurements: query(
      'measurements',
      generationStore<MeasurementKey, readonly MeasurementRow[]>(cache, byMeasureAndCode),
      rows('measurements', toMeasurement, { order: byDate }),
    ),
    measured: query(
      'measured',
      generationStore<MeasureKey, readonly string[]>(cache, ({ measure }) => measure),
      rows('measured', toCode, { order: byText }),
    ),
  };
}

/** Merges one row per measure and date to one row per measure with its dates in order, sorted by id. */
function mergeDates(rows: readonly MeasureRow[]): readonly MeasureRow[] {
  const measures = new Map<string, MeasureRow>();
  for (const row of rows) {
    const dates = [...(measures.get(row.id)?.dates ?? []), ...row.dates];
    measures.set(row.id, { ...row, dates: dates.sort(byText) });
  }
  return [...measures.values()].sort((a, b) => byText(a.id, b.id));
}
