import { MEASURE_TABLE } from '../../../../domain/export/tables/measure-table';
import { readKey, writeKey } from '../../../../domain/export/tables/row-key';
import type { TableRow } from '../../../../domain/export/tables/table';
import type { Context } from '../../../../domain/context';
import type { ExtractRow, ValueRow } from '../../../../ods/facts';
import { WorkBudget } from '../../../../work-budget';

const extract = (number: number, dimension: string | null): ExtractRow => ({
  ...{ number, series: dimension ? `size ${dimension}` : 'size', measure: 'size', name: 'Size', unit: 'patients' },
  ...{ source: 'S', date: '2024-01-01', dimension },
});
const value = (code: string, counted: number): ValueRow => ({ code, value: counted, names: null, values: null });
const parts = (code: string, names: string[], values: number[]): ValueRow => ({ code, value: null, names, values });

const VALUES: Readonly<Record<number, readonly ValueRow[]>> = {
  1: [value('A1', 3), value('A2', 0), value('B', 7)],
  2: [parts('A1', ['5_9', '0_4'], [2, 1]), parts('B', ['0_4'], [7])],
};
const NOTHING_MORE: ValueRow = { code: null, value: null, names: null, values: null };

/** Two values in each page, as long as the extract is there. */
const loaders = (isThere = true) => ({
  work: new WorkBudget(),
  extracts: { load: () => [extract(1, null), extract(2, 'age')] },
  values: {
    load: ({ extract: number, after }: { extract: number; after: string }) => {
      const found = VALUES[number]!.filter(({ code }) => code! > after).slice(0, 2);
      return isThere ? (found.length > 0 ? found : [NOTHING_MORE]) : [];
    },
  },
});

async function rowsOf(since: number | null, after: string | null, isThere = true) {
  const context = { loaders: loaders(isThere), snapshot: { generation: 1 } } as unknown as Context;
  const rows: TableRow[] = [];
  const request = { release: 2, since, after: after === null ? null : readKey(after, MEASURE_TABLE.keyParts) };
  for await (const page of MEASURE_TABLE.pages(request, context)) rows.push(...page);
  return rows.map(({ change, key, values }) => [change, writeKey(key), ...values.slice(6)]);
}

const ROWS = [
  [null, 'size/2024-01-01/A1', null, null, 3],
  [null, 'size/2024-01-01/A2', null, null, 0],
  [null, 'size/2024-01-01/B', null, null, 7],
  [null, 'size age/2024-01-01/A1/0_4', 'age', '0_4', 1],
  [null, 'size age/2024-01-01/A1/5_9', 'age', '5_9', 2],
  [null, 'size age/2024-01-01/B/0_4', 'age', '0_4', 7],
];

test('values follow each other by measure, date, code and value of the dimension, and go on after any key', async () => {
  expect(await rowsOf(null, null)).toEqual(ROWS);
  for (const [at, [, key]] of ROWS.entries()) expect(await rowsOf(null, key as string)).toEqual(ROWS.slice(at + 1));
});

test('differences are a reset and all values, and go on without a reset', async () => {
  const added = ROWS.map(([, ...rest]) => ['added', ...rest]);
  expect(await rowsOf(1, null)).toEqual([['reset', '', null, null, null], ...added]);
  expect(await rowsOf(1, 'size/2024-01-01/B')).toEqual(added.slice(3));
});

test('values that may be deleted end the export with an error', async () => {
  await expect(rowsOf(null, null, false)).rejects.toThrow(
    'The values of size on 2024-01-01 were replaced during the export.',
  );
});
