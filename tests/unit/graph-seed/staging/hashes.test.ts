import { HashList, HashSet } from '../../../../graph-seed/staging/typed-collections';

const HASHES = ['0123456789abcdef', 'ffffffff00000000', '00000000ffffffff', '0000000000000000', '8000000080000001'];

test('a list returns the hashes that were added', () => {
  const list = new HashList();
  for (const hash of HASHES) list.push(hash);
  expect(HASHES.map((_, at) => list.at(at))).toEqual(HASHES);
});

test('a set marks the members of a list, and names the others', () => {
  const set = new HashSet();
  for (const hash of HASHES.slice(0, 4)) set.add(hash);
  const list = new HashList();
  for (const hash of [...HASHES.slice(1), 'aaaaaaaaaaaaaaaa']) list.push(hash);
  expect([...set.markAll(list)]).toEqual([HASHES[4], 'aaaaaaaaaaaaaaaa']);
  expect(HASHES.map((hash) => set.isMarked(hash))).toEqual([false, true, true, true, false]);
  expect(set.marked).toBe(3);
});
