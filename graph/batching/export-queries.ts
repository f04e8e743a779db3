import type { ExtractRow, ValueRow } from '../../ods/facts';
import { byText } from '../../ods/orders';
import type { FactCache } from '../cache/fact-cache';
import { generationStore, uncached } from '../cache/fact-stores';
import { intern } from '../cache/intern';
import type { Values } from '../graph';
import type { CodesKey, GenerationKey, ValuesKey } from '../keys';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { toCode } from './decode-rows';

type ExportQueries = Pick<BatchQueries, 'extracts' | 'values' | 'identities'>;

/** The batch queries that only exports of stored facts use. */
export function exportQueries(cache: FactCache, { query, rows }: BatchQueryBuilder): ExportQueries {
  return {
    extracts: query(
      'extracts',
      generationStore<GenerationKey, readonly ExtractRow[]>(cache, () => 'extracts'),
      rows('extracts', toExtract, { order: bySeries }),
    ),
    values: query(
      'values',
      uncached<ValuesKey, readonly ValueRow[]>(({ extract, after }) => `${extract} ${after}`),
      rows('values', toValue),
    ),
    identities: query(
      'identities',
      uncached<CodesKey, readonly string[]>(({ after }) => after),
      rows('identities', toCode),
    ),
  };
}

function toExtract([, number, series, measure, name, unit, source, date, dimension]: Values): ExtractRow {
  return {
    number: number as number,
    series: intern(series as string),
    measure: intern(measure as string),
    name: intern(name as string),
    unit: intern(unit as string),
    source: intern(source as string),
    date: intern(date as string),
    dimension: intern(dimension as string | null),
  };
}

function toValue([, code, value, names, values]: Values): ValueRow {
  return {
    code: code as string | null,
    value: value as number | null,
    names: names as readonly string[] | null,
    values: values as readonly number[] | null,
  };
}

function bySeries(a: ExtractRow, b: ExtractRow): number {
  return byText(a.series, b.series) || byText(a.date, b.date) || a.number - b.number;
}
