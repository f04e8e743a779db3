import { chooseHeapFlags, memoryBytes } from '../../../../cli/serving/heap-flags';

const GIB = 2 ** 30;
const ELSEWHERE = { NEO4J_URI: 'bolt://db', LOCAL_NEO4J_HEAP: '1g', LOCAL_NEO4J_PAGE_CACHE: '512m', WORKERS: 1 };
const flagsOf = (gib: number, settings: object = {}, flags = '', heapMib = 4_096) =>
  chooseHeapFlags({ ...ELSEWHERE, ...settings }, { flags, memory: gib * GIB, heapMib }).join(' ');

test.each([
  ['a large machine', flagsOf(24), '--max-semi-space-size=64'],
  ['a container, whose heap V8 has limited already', flagsOf(2, {}, '', 1_024), '--max-semi-space-size=64'],
  ['a small container', flagsOf(0.5, {}, '', 256), '--max-semi-space-size=16'],
  ['a tiny one', flagsOf(0.25, {}, '', 256), '--max-semi-space-size=8 --max-old-space-size=128'],
  [
    'processes that share it',
    flagsOf(4, { WORKERS: 4 }, '', 2_048),
    '--max-semi-space-size=32 --max-old-space-size=512',
  ],
  [
    'the local Neo4j beside it',
    flagsOf(3, { NEO4J_URI: undefined }, '', 2_048),
    '--max-semi-space-size=32 --max-old-space-size=768',
  ],
])('flags for the memory of %s', (_, flags, expected) => expect(flags).toBe(expected));

test.each([
  ['--max-semi-space-size=4', ''],
  ['--max_semi_space_size=4', ''],
  ['--max-heap-size=900', ''],
  ['--max-old-space-size=300', '--max-semi-space-size=16'],
])('what is given stays: %s', (given, expected) =>
  expect(flagsOf(24, {}, given, given.includes('old') ? 300 : 4_096)).toBe(expected),
);

test('with the flags that it chose, a process chooses none', () => {
  const chosen = flagsOf(2, { WORKERS: 4 }, '', 1_024);
  expect(flagsOf(2, { WORKERS: 4 }, chosen, 256)).toBe('');
});

test('the memory is that of the container or the machine', () => {
  expect(memoryBytes()).toBeGreaterThan(100e6);
});
