import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileWindow } from '../../../../graph-seed/memo/file-window';
import { openMemo } from '../../../../graph-seed/memo/open-memo';
import { RecordMemo } from '../../../../graph-seed/memo/record-memo';
import { RecordTable } from '../../../../graph-seed/memo/record-table';
import { dayNumber } from '../../../../graph-seed/facts/first-change';
import { EntryWriter, sizeOf } from '../../../../graph-seed/staging/record-entry';

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-memo-'));
const file = join(folder, 'entries');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keyOf = (...words: readonly number[]) =>
  words.map((word) => Buffer.from(Uint32Array.of(word).buffer).toString('hex')).join('');

/** Returns the bytes of an entry with a text of some length. */
function entryOf(text: string, key = keyOf(1, 2, 3, 4), until = 0xffff_ffff): Buffer {
  const writer = new EntryWriter();
  writer.add(JSON.stringify(text), { key, until, hashes: [] });
  return Buffer.from(writer.take());
}

/** Opens a file with entries for a test. Returns their offsets, none of which is 0. */
async function withEntries(entries: readonly Buffer[], use: (descriptor: number, offsets: number[]) => void) {
  const offsets: number[] = [];
  let size = 1;
  for (const { length } of entries) offsets.push((size += length) - length);
  writeFileSync(file, Buffer.concat([Buffer.alloc(1), ...entries]));
  const descriptor = openSync(file, 'r');
  try {
    use(descriptor, offsets);
  } finally {
    closeSync(descriptor);
  }
}

describe('a window on the entries of a file', () => {
  const entries = [20, 300_000, 7, 90_000, 90_000, 50].map((length, at) => entryOf(String(at).repeat(length)));

  test.each([
    ['forwards', [0, 1, 2, 3, 4, 5]],
    ['backwards', [5, 4, 3, 2, 1, 0]],
    ['in any order', [3, 0, 5, 1, 4, 2, 5, 3, 0]],
  ])('reads them whole %s, also those that are longer than itself', (_, order) =>
    withEntries(entries, (descriptor, offsets) => {
      const window = new FileWindow(descriptor);
      for (const at of order) {
        const read = window.entryAt(offsets[at]!);
        expect([at, read.subarray(0, sizeOf(read)).equals(entries[at]!)]).toEqual([at, true]);
      }
    }),
  );

  test('refuses an entry that is too short, too long, or cut', () => {
    const sized = (size: number) => {
      const entry = entryOf('x'.repeat(100));
      entry.writeUInt32LE(size, 0);
      return entry;
    };
    return withEntries([sized(31), sized(2 ** 28 + 1), sized(1_000), entryOf('x')], (descriptor, offsets) => {
      const window = new FileWindow(descriptor);
      expect(() => window.entryAt(offsets[0]!)).toThrow('too short');
      expect(() => window.entryAt(offsets[1]!)).toThrow('too long');
      expect(() => window.entryAt(offsets[2]!)).toThrow('ends too early');
      truncateSync(file, offsets[3]! + 8);
      expect(() => new FileWindow(descriptor).entryAt(offsets[3]!)).toThrow('ends too early');
    });
  });
});

test('keys that differ in one of their four numbers are different keys, and the last of equal ones counts', () => {
  const keys = [keyOf(1, 2, 3, 4), keyOf(1, 9, 3, 4), keyOf(1, 2, 9, 4), keyOf(1, 2, 3, 9), keyOf(17, 2, 3, 4)];
  const table = new RecordTable(RecordTable.memoryFor(keys.length));
  keys.forEach((key, at) => table.add(entryOf('', key), at + 1));
  expect(keys.map((key) => table.find(key))).toEqual([1, 2, 3, 4, 5]);
  expect(table.find(keyOf(1, 2, 3, 5))).toBe(0);
  table.add(entryOf('', keys[0]), 6);
  expect(table.find(keys[0]!)).toBe(6);
});

test('a record is found from the day of its release on, until the day on which it changes', () => {
  const key = keyOf(5, 6, 7, 8);
  return withEntries([entryOf('A', key, dayNumber('2024-03-01'))], (descriptor, [offset]) => {
    const slots = RecordTable.memoryFor(1);
    new RecordTable(slots).add(entryOf('A', key), offset!);
    const memo = new RecordMemo({ descriptor, slots, date: '2024-02-01' });
    const days = ['2024-01-31', '2024-02-01', '2024-02-29', '2024-03-01', '2024-03-02'];
    expect(days.map((day) => memo.find(key, day) !== null)).toEqual([false, true, true, false, false]);
    expect(memo.find(keyOf(5, 6, 7, 9), '2024-02-01')).toBeNull();
  });
});

test('a memo that is not there is named as such', () => {
  const release = { sha256: 'f'.repeat(64), publicationDate: '2024-01-31' };
  expect(openMemo(folder, release)).toEqual({ problem: 'there is none' });
});
