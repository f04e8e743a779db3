import { differences } from '../../../../domain/export/tables/differences';
import { compareKeys, readKey, writeKey } from '../../../../domain/export/tables/row-key';
import { tableByOrganisation, type Fact } from '../../../../domain/export/tables/facts-by-organisation';
import type { Context } from '../../../../domain/context';
import { WorkBudget } from '../../../../work-budget';
import type { FactRow, TableRow, Value } from '../../../../domain/export/tables/table';

const row = (key: string, ...values: Value[]): FactRow => ({ key: [key], values });

test('differences are in the order of the keys, and equal rows are none', () => {
  const before = [row('A', 1), row('B', ['x', 'y']), row('D', null), row('F', 'last')];
  const after = [row('B', ['x', 'y']), row('C', true), row('D', ''), row('E', ['x'])];
  expect(differences(before, after)).toEqual([
    { ...row('A', 1), change: 'removed' },
    { ...row('C', true), change: 'added' },
    { ...row('D', ''), change: 'changed' },
    { ...row('E', ['x']), change: 'added' },
    { ...row('F', 'last'), change: 'removed' },
  ]);
  const lists: [Value, Value][] = [
    [['x'], ['x', 'y']],
    [
      ['x', 'y'],
      ['x', 'z'],
    ],
    [['x'], null],
    [null, ['x']],
    ['x', ['x']],
  ];
  for (const [one, other] of lists)
    expect(differences([row('A', one)], [row('A', other)])).toEqual([{ ...row('A', other), change: 'changed' }]);
  expect(differences([], [])).toEqual([]);
});

test.each([[['A81001', '7012']], [['A/B', '50%2F', '']], [['', 'rule', '%']]])('the key %j survives as text', (key) => {
  expect(readKey(writeKey(key), key.length)).toEqual(key);
});

test('keys are ordered part by part, and a key before the longer ones that begin with it', () => {
  const sorted = [
    ['A', '1'],
    ['A', '1', '0002'],
    ['A', '10'],
    ['A', '2'],
    ['A B', '1'],
    ['AA', '0'],
  ];
  expect([...sorted].reverse().sort(compareKeys)).toEqual(sorted);
});

test('a key may have one more part, and no fewer', () => {
  expect(readKey('A/1/0002', 2)).toEqual(['A', '1', '0002']);
  expect(() => readKey('A', 2)).toThrow("after takes the key of a row, with 2 parts separated by '/'; got 'A'.");
  expect(() => readKey('A/1/2/3', 2)).toThrow('with 2 parts');
});

/** Returns the rows of a table with these facts of the organisations, A and B, in release 1, and others in release 2. */
async function rowsOf(
  releases: Readonly<Record<number, Readonly<Record<string, readonly Fact[]>>>>,
  since: number | null,
  after: readonly string[] | null = null,
  organisations: readonly string[] = ['A', 'B'],
) {
  const table = tableByOrganisation({
    ...{ name: 'roles', columns: [], keyParts: 2 },
    load: async (codes, release) => codes.map((code) => releases[release]![code] ?? []),
  });
  const loaders = {
    work: new WorkBudget(),
    identities: { load: ({ after: last }: { after: string }) => organisations.filter((code) => code > last) },
  };
  const changedCodes = (above: number, upTo: number, last: string) =>
    above < upTo ? organisations.filter((code) => code > last) : [];
  const rows: TableRow[] = [];
  for await (const page of table.pages({ release: 2, since, after }, { loaders, changedCodes } as unknown as Context))
    rows.push(...page);
  return rows.map(({ change, key, values }) => [change, writeKey(key), ...values]);
}

test('facts of one organisation under one id have different keys, whatever their order, and can be resumed between', async () => {
  const fact = (id: string, value: string): Fact => ({ id: [id], values: [value] });
  const before = { A: [fact('7', 'x'), fact('7', 'y')], B: [fact('1', 'z')] };
  const after = { A: [fact('8', 'w'), fact('7', 'y'), fact('7', 'x'), fact('7', 'x')], B: [] };
  const all = [
    [null, 'A/7', 'x'],
    [null, 'A/7/0002', 'x'],
    [null, 'A/7/0003', 'y'],
    [null, 'A/8', 'w'],
  ];
  expect(await rowsOf({ 2: after }, null)).toEqual(all);
  for (const [at, [, key]] of all.entries())
    expect(await rowsOf({ 2: after }, null, readKey(key!, 2))).toEqual(all.slice(at + 1));
  const changes = [
    ['changed', 'A/7/0002', 'x'],
    ['added', 'A/7/0003', 'y'],
    ['added', 'A/8', 'w'],
    ['removed', 'B/1', 'z'],
  ];
  expect(await rowsOf({ 1: before, 2: after }, 1)).toEqual(changes);
  expect(await rowsOf({ 1: before, 2: after }, 1, ['A', '7', '0003'])).toEqual(changes.slice(2));
});

test('every organisation that changed is compared once, however many there are, forwards and backwards', async () => {
  const codes = Array.from({ length: 1_100 }, (_, at) => `A${String(at).padStart(4, '0')}`);
  const facts = (value: string) => Object.fromEntries(codes.map((code) => [code, [{ id: ['7'], values: [value] }]]));
  const expected = codes.map((code) => ['changed', `${code}/7`, 'y']);
  const releases = { 1: facts('x'), 2: facts('y'), 3: facts('x') };
  expect(await rowsOf(releases, 1, null, codes)).toEqual(expected);
  expect(await rowsOf(releases, 3, null, codes)).toEqual(expected);
  expect(await rowsOf(releases, 1, ['A0499', '7'], codes)).toEqual(expected.slice(500));
});
