import { badInput } from '../../../errors';
import type { Loaders } from '../../../graph/loaders';
import type { ExtractRow, ValueRow } from '../../../ods/facts';
import { byText } from '../../../ods/orders';
import type { Context } from '../../context';
import { compareKeys } from './row-key';
import type { Column, FactTable, TableRequest, TableRow } from './table';

const TEXTS = ['measure', 'measureName', 'unit', 'source', 'date', 'organisationCode', 'dimension', 'dimensionValue'];
const COLUMNS: readonly Column[] = [
  ...TEXTS.map((name): Column => ({ name, type: 'TEXT' })),
  { name: 'value', type: 'NUMBER' },
];

/**
 * The values of all measures. They belong to no release, and values that were replaced are deleted, so that no difference
 * is known: with `since`, the rows follow one that resets the table.
 */
export const MEASURE_TABLE: FactTable = {
  name: 'measures',
  keyParts: 3,
  dependsOnMeasures: true,
  columns: COLUMNS,
  pages,
};

const RESET: TableRow = { key: [''], change: 'reset', values: COLUMNS.map(() => null) };

async function* pages(
  { since, after }: TableRequest,
  { loaders, snapshot }: Context,
): AsyncGenerator<readonly TableRow[], void, void> {
  if (since !== null && after === null) yield [RESET];
  for (const extract of await loaders.extracts.load({ generation: snapshot.generation })) {
    const order = after === null ? 1 : compareKeys([extract.series, extract.date], after.slice(0, 2));
    if (order < 0) continue;
    for await (const rows of pagesOfExtract(extract, order === 0 ? after![2]! : null, since !== null, loaders))
      yield after === null ? rows : rows.filter(({ key }) => compareKeys(key, after) > 0);
  }
}

/** Yields the rows of an extract, at least those from one code on; null for all of them. */
async function* pagesOfExtract(
  extract: ExtractRow,
  from: string | null,
  isCompared: boolean,
  { values, work }: Loaders,
): AsyncGenerator<readonly TableRow[], void, void> {
  const change = isCompared ? 'added' : null;
  for (let after: string | null = from?.slice(0, -1) ?? ''; after !== null;) {
    const rows: readonly ValueRow[] = await values.load({ extract: extract.number, after });
    if (rows.length === 0)
      throw badInput(`The values of ${extract.measure} on ${extract.date} were replaced during the export.`);
    const found = rows.filter(({ code }) => code !== null);
    yield await work.flatMap(found, (row) => toRows(row, extract, change));
    after = found.at(-1)?.code ?? null;
  }
}

function toRows({ code, value, names, values }: ValueRow, extract: ExtractRow, change: 'added' | null): TableRow[] {
  const { series, measure, name, unit, source, date, dimension } = extract;
  const toRow = (part: string | null, counted: number | null): TableRow => ({
    key: [series, date, code!, ...(part === null ? [] : [part])],
    change,
    values: [measure, name, unit, source, date, code, dimension, part, counted],
  });
  if (names === null || values === null) return [toRow(null, value)];
  const parts = names.map((part, index) => [part, values[index]!] as const);
  return parts.sort(([a], [b]) => byText(a, b)).map(([part, counted]) => toRow(part, counted));
}
