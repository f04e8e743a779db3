import { FINDING_TABLE } from '../../../../domain/export/tables/finding-table';
import { readKey, writeKey } from '../../../../domain/export/tables/row-key';
import type { TableRow } from '../../../../domain/export/tables/table';
import type { Context } from '../../../../domain/context';
import type { FindingRow } from '../../../../ods/facts';
import { FINDINGS_AT_ONCE, RULES } from '../../../../ods/finding-rules';

const [first, second] = Object.keys(RULES).sort() as [string, string];
const finding = (rule: string, at: number): FindingRow => {
  const code = `A${String(at).padStart(5, '0')}`;
  return { rule, code, hash: `h${at}`, message: `message ${at}`, related: [] } as unknown as FindingRow;
};
const numbers = (from: number, to: number, step: number) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, at) => from + at * step);

/** Release 1 has many findings that release 2 has no more, so that a page of one ends far before a page of the other. */
const LENGTH = 2 * FINDINGS_AT_ONCE + 10;
const FOUND: Readonly<Record<number, readonly FindingRow[]>> = {
  1: [...numbers(0, LENGTH, 1).map((at) => finding(first, at)), finding(second, 1), finding(second, 2)],
  2: [...numbers(1, 4 * LENGTH, 3).map((at) => finding(first, at)), finding(second, 2), finding(second, 3)],
};
const keyOf = ({ rule, code, hash }: FindingRow) => [rule, code, hash].join('/');

const loaders = {
  findings: {
    load: (after: { rule: string; code: string; hash: string; release: number }) =>
      FOUND[after.release]!.filter(
        ({ rule, code, hash }) =>
          rule === after.rule && (code > after.code || (code === after.code && hash > after.hash)),
      ).slice(0, FINDINGS_AT_ONCE),
  },
};

async function rowsOf(release: number, since: number | null, after: string | null = null) {
  const rows: TableRow[] = [];
  const request = { release, since, after: after === null ? null : readKey(after, FINDING_TABLE.keyParts) };
  for await (const page of FINDING_TABLE.pages(request, { loaders } as unknown as Context)) rows.push(...page);
  return rows.map(({ change, key }) => [change, writeKey(key)]);
}

test('findings are in the order of rule, code and hash, with each part in its column', async () => {
  const row = (rule: string, hash: string) => ({
    rule,
    code: 'A',
    hash,
    message: `${rule} ${hash}`,
    related: ['B', 'C'],
  });
  const all = Object.keys(RULES)
    .sort()
    .flatMap((rule) => [row(rule, 'h1'), row(rule, 'h2')]);
  const load = (from: { rule: string; code: string; hash: string }) =>
    all.filter(
      ({ rule, code, hash }) => rule === from.rule && (code > from.code || (code === from.code && hash > from.hash)),
    );
  const context = { loaders: { findings: { load } } } as unknown as Context;
  const read = async (after: readonly string[] | null) => {
    const rows: TableRow[] = [];
    for await (const page of FINDING_TABLE.pages({ release: 1, since: null, after }, context)) rows.push(...page);
    return rows.map(({ values }) => values);
  };
  const expected = all.map(({ rule, code, message, related }) => [rule, code, message, related]);
  expect(FINDING_TABLE.columns.map(({ name }) => name)).toEqual(['rule', 'code', 'message', 'relatedCodes']);
  expect(await read(null)).toEqual(expected);
  expect(await read([first, 'A', 'h1'])).toEqual(expected.slice(1));
});

test('all findings are read, page by page, and go on after any of them', async () => {
  const all = FOUND[1]!.map((row) => [null, keyOf(row)]);
  expect(await rowsOf(1, null)).toEqual(all);
  for (const at of [0, FINDINGS_AT_ONCE - 1, FINDINGS_AT_ONCE, LENGTH - 1, LENGTH])
    expect(await rowsOf(1, null, all[at]![1])).toEqual(all.slice(at + 1));
});

test('the differences of two releases do not depend on where the pages of either end', async () => {
  const [before, after] = [1, 2].map((release) => new Set(FOUND[release]!.map(keyOf)));
  const expected = [
    ...[...before!].filter((key) => !after!.has(key)).map((key) => ['removed', key]),
    ...[...after!].filter((key) => !before!.has(key)).map((key) => ['added', key]),
  ].sort(([, one], [, other]) => (one! < other! ? -1 : 1));
  expect(await rowsOf(2, 1)).toEqual(expected);
  const backwards = expected.map(([change, key]) => [change === 'added' ? 'removed' : 'added', key]);
  expect(await rowsOf(1, 2)).toEqual(backwards);
  for (const at of [0, FINDINGS_AT_ONCE, expected.length - 2])
    expect(await rowsOf(2, 1, expected[at]![1])).toEqual(expected.slice(at + 1));
});
