import { positionIn, unpackLink } from '../../../../graph/batching/packed-links';
import { packed } from '../../../../graph/batching/batch-functions';
import type { Graph } from '../../../../graph/graph';

const pack = (...parts: readonly (string | number)[]) => parts.join('\u001f');
const ONE = pack(12, 'A81001', 'RE6', 'ACTIVE', '2019-01-01/', '', '123456');

test('a packed relationship has the position of its key and all its values', () => {
  expect(positionIn(ONE)).toBe(12);
  expect(unpackLink(ONE)).toEqual({
    ...{ id: '123456', type: 'RE6', other: 'A81001', status: 'ACTIVE' },
    ...{ operational: '2019-01-01/', legal: '' },
  });
});

test('codes and ids may have any character of XML, and be empty or long', () => {
  for (const text of ['', ' ', '|', 'a b|c;d,e"f\n', '0', '漢😀', 'x'.repeat(1_000)]) {
    const row = unpackLink(pack(0, text, 'RE-9`', 'INACTIVE', '/2019', '2018/', text));
    expect([row.other, row.id, row.type, row.legal]).toEqual([text, text, 'RE-9`', '2018/']);
  }
});

test('a text with other parts is an error, never another relationship', () => {
  for (const text of [
    '',
    '1',
    pack(1, 'A', 'RE6'),
    pack(1, 'A', 'RE6', 'ACTIVE', '', ''),
    `${ONE}\u001f`,
    pack(1, ...ONE),
  ])
    expect(() => unpackLink(text)).toThrow('A packed relationship has 7 parts, not those of');
});

test('relationships of every row go to the position of their key, in the order asked for', async () => {
  const link = (at: number, other: string) => pack(at, other, 'RE6', 'ACTIVE', '', '', other);
  const rows = [[[link(2, 'c'), link(0, 'b')]], [[link(2, 'a'), link(0, 'a'), link(10, 'x')]]];
  const graph = { table: async () => rows } as unknown as Graph;
  const load = packed<string, { other: string }>(
    ...([graph, () => ({ name: 'outgoing', text: '' }), { positionIn, unpack: unpackLink }] as const),
    { order: (a, b) => (a.other < b.other ? -1 : 1) },
  );
  const found = await load([...'xyxyxyxyxyx']);
  expect(found.map((list) => list.map(({ other }) => other).join())).toEqual([
    'a,b',
    '',
    'a,c',
    ...Array(7).fill(''),
    'x',
  ]);
});
