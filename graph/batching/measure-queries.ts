import { mapped, type Ask, type ManyOptions, type ToRow } from './batch-functions';
import type { FactCache } from '../cache/fact-cache';
import { factsOfGeneration } from '../cache/fact-stores';
import type { Facts } from './batch-queue';
import { byDate, byText } from '../../ods/orders';
import type { Question, Questions } from './batch-queries';
import type { GenerationKey, MeasureKey, MeasurementKey, MeasurementRow, MeasureRow } from '../keys';
import { toCode, toMeasure, toMeasurement } from './decode-rows';

type MeasureQuestions = Pick<Questions, 'measures' | 'measurements' | 'measured'>;

/** How the process makes a question, and an ask for rows or for a single one, of a name. */
export interface Making {
  question<Key, Answer>(name: keyof Questions, facts: Facts<Key, Answer>, ask: Ask<Key, Answer>): Question<Key, Answer>;
  rows<Key, Row>(
    name: keyof Questions,
    toRow: ToRow<Key, Row>,
    options?: ManyOptions<Key, Row>,
  ): Ask<Key, readonly Row[]>;
  single<Key, Row>(name: keyof Questions, toRow: ToRow<Key, Row>): Ask<Key, Row | null>;
}

/** The questions about figures, answered for a generation of them. */
export function measureQuestions(cache: FactCache, { question, rows }: Making): MeasureQuestions {
  const byMeasureAndCode = ({ measure, code }: MeasurementKey) => `${measure} ${code}`;
  return {
    measures: question(
      'measures',
      factsOfGeneration<GenerationKey, readonly MeasureRow[]>(cache, () => ''),
      mapped(rows<GenerationKey, MeasureRow>('measures', toMeasure), measuresOf),
    ),
    measurements: question(
      'measurements',
      factsOfGeneration<MeasurementKey, readonly MeasurementRow[]>(cache, byMeasureAndCode),
      rows('measurements', toMeasurement, { order: byDate }),
    ),
    measured: question(
      'measured',
      factsOfGeneration<MeasureKey, readonly string[]>(cache, ({ measure }) => measure),
      rows('measured', toCode, { order: byText }),
    ),
  };
}

/** Measures by id, each with all of its dates in order, from one row for each date. */
export function measuresOf(rows: readonly MeasureRow[]): readonly MeasureRow[] {
  const measures = new Map<string, MeasureRow>();
  for (const row of rows) {
    const dates = [...(measures.get(row.id)?.dates ?? []), ...row.dates];
    measures.set(row.id, { ...row, dates: dates.sort(byText) });
  }
  return [...measures.values()].sort((a, b) => byText(a.id, b.id));
}
