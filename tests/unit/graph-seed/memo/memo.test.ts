import { closeSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoDraft } from '../../../../graph-seed/memo/memo-draft';
import { memoPath } from '../../../../graph-seed/memo/memo-format';
import { openMemo } from '../../../../graph-seed/memo/open-memo';
import type { SharedMemo } from '../../../../graph-seed/memo/record-memo';
import { readFacts, type ThreadSettings } from '../../../../graph-seed/staging/read-facts';
import type { ReadBatch } from '../../../../graph-seed/staging/record-facts';
import { date, organisation, rel, releaseXml, role } from '../../../support/database/release-builder';

const THREAD: ThreadSettings = { program: join(__dirname, '../../../support/facts-thread.cjs'), leastBytes: 0 };
const HERE: ThreadSettings = { program: null };
const RELEASE = { sha256: 'a'.repeat(64), publicationDate: '2024-01-31' };
const OTHER = { sha256: 'b'.repeat(64), publicationDate: '2024-02-29' };
const FULL = [
  organisation('A0'), // the parser reads the first record of a file
  ...Array.from({ length: 60 }, (_, at) =>
    organisation(`A${at + 1}`, {
      rels: [rel('RE4', `${at}`, 'A1')],
      dates: date('2024-01-30', at % 2 ? '' : '2024-02-10'),
    }),
  ),
  organisation('ODD CODE', { roles: [role('RO177', '1', 'primaryRole="true"')], dates: date('2024-02-30') }),
];

/** No chunk ends in the tag of a record, which the parser would read. */
const CHUNK = 6_007;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ods-graph-memo-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Reads a release in small chunks, with a memo or without. */
async function read(full: readonly string[], day: string, settings: ThreadSettings, memo: SharedMemo | null = null) {
  const bytes = Buffer.from(releaseXml({ date: day, full }));
  async function* stream() {
    for (let from = 0; from < bytes.length; from += CHUNK) yield bytes.subarray(from, from + CHUNK);
  }
  const batches: ReadBatch[] = [];
  const sink = { manifest: () => undefined, batch: (batch: ReadBatch) => void batches.push(batch) };
  const before = { date: null, recordsBefore: 0, remembers: true, memo };
  await readFacts({ name: 'Full.xml', bytes: bytes.length, stream }, before, sink, () => undefined, settings);
  return batches;
}

const recordsOf = (batches: readonly ReadBatch[]) => batches.flatMap(({ records }) => records);
const linesOf = (batches: readonly ReadBatch[]) =>
  batches.flatMap(({ rows }) => rows.flatMap(([kind, lines]) => `${kind}\n${Buffer.from(lines).toString()}`));

async function keep(release = RELEASE, dropped: readonly number[] = []): Promise<MemoDraft> {
  const draft = new MemoDraft(folder, release);
  const batches = await read(FULL, RELEASE.publicationDate, HERE);
  for (const { entries } of batches) draft.add(entries);
  draft.seal(recordsOf(batches).length, new Set(dropped));
  await draft.keep();
  return draft;
}

function opened(): SharedMemo {
  const memo = openMemo(folder, RELEASE);
  if ('problem' in memo) throw new Error(memo.problem);
  return memo;
}

test.each([
  ['here', HERE],
  ['in a thread', THREAD],
])('the records of the release before are known, read %s', async (_, settings) => {
  await keep();
  const memo = opened();
  const [plain, known] = [await read(FULL, '2024-02-01', HERE), await read(FULL, '2024-02-01', settings, memo)];
  expect(recordsOf(known).map((record) => record.known !== null)).toEqual(FULL.map((_record, at) => at > 0));
  const withoutKnown = (batches: readonly ReadBatch[]) => recordsOf(batches).map((each) => ({ ...each, known: null }));
  expect(withoutKnown(known)).toEqual(withoutKnown(plain));
  const hashes = linesOf(plain)
    .join('')
    .match(/\b[0-9a-f]{16}(?=\t)/g)!
    .sort();
  const found = recordsOf(known).flatMap((record) => record.known?.hashes.toString('hex').match(/.{16}/g) ?? []);
  const rest = linesOf(known)
    .join('')
    .match(/\b[0-9a-f]{16}(?=\t)/g)!;
  expect([...found, ...rest].sort()).toEqual(hashes);
  expect(recordsOf(known).at(-1)!.known!.findings.join('')).toMatch(/code-odd/);
  closeSync(memo.descriptor);
});

test.each([
  ['2024-02-10', 61],
  ['2024-02-11', 31],
  ['2024-01-30', 0],
])('on %s, %i of them are used', async (day, count) => {
  await keep();
  const memo = opened();
  const records = recordsOf(await read(FULL, day, HERE, memo));
  expect(records.filter(({ known }) => known !== null)).toHaveLength(count);
  closeSync(memo.descriptor);
});

test('records that were dropped are not used', async () => {
  await keep(RELEASE, [3, 5]);
  const memo = opened();
  const records = recordsOf(await read(FULL, '2024-02-01', HERE, memo));
  expect(records.filter(({ known }) => known === null).map(({ number }) => number)).toEqual([1, 3, 5]);
  closeSync(memo.descriptor);
});

test('a change of any byte, and any other length, is noticed', async () => {
  await keep();
  const bytes = readFileSync(memoPath(folder, RELEASE));
  const open = (changed: Buffer) => {
    writeFileSync(memoPath(folder, RELEASE), changed);
    return openMemo(folder, RELEASE);
  };
  for (let at = 0; at < bytes.length; at += at > 300 && at < bytes.length - 100 ? 97 : 1) {
    const changed = Buffer.from(bytes);
    changed[at] = changed[at]! ^ 4;
    expect([at, open(changed)]).toEqual([at, { problem: expect.any(String) }]);
  }
  for (const length of [0, 1, 200, bytes.length - 40, bytes.length - 1])
    expect(open(bytes.subarray(0, length))).toEqual({ problem: expect.any(String) });
  expect(open(Buffer.concat([bytes, Buffer.alloc(32)]))).toEqual({ problem: 'it is damaged' });
  closeSync((open(bytes) as SharedMemo).descriptor);
});

test('the memo of another release under its name is not used', async () => {
  await keep(OTHER);
  writeFileSync(memoPath(folder, RELEASE), readFileSync(memoPath(folder, OTHER)));
  expect(openMemo(folder, RELEASE)).toEqual({ problem: expect.stringContaining('is of another release') });
});

test('a new memo takes the place of all others, and a discarded draft leaves nothing', async () => {
  await keep();
  writeFileSync(join(folder, `${'c'.repeat(64)}.draft`), 'of a load that was killed');
  writeFileSync(join(folder, 'another file'), '');
  await keep(OTHER);
  expect(readdirSync(folder).sort()).toEqual(['another file', `${OTHER.sha256}.memo`]);
  const draft = new MemoDraft(folder, RELEASE);
  draft.add(new Uint8Array(100));
  draft.discard();
  expect(existsSync(memoPath(folder, RELEASE))).toBe(false);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('a folder that is removed meanwhile is a problem of the draft, not an error', async () => {
  const draft = new MemoDraft(folder, RELEASE);
  rmSync(folder, { recursive: true });
  draft.seal(0, new Set());
  await draft.keep();
  expect(draft.problem).toMatch(/ENOENT/);
});
