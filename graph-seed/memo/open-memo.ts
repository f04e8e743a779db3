import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ENTRY_HEAD, sizeOf, untilOf } from '../staging/record-entry';
import { FileWindow } from './file-window';
import { CHECKSUM, headerOf, MAX_MEMO, memoPath, TAIL, type MemoRelease } from './memo-format';
import type { SharedMemo } from './record-memo';
import { RecordTable } from './record-table';

/** A memo that may be used, or why there is none. */
export type OpenedMemo = SharedMemo | { readonly problem: string };

const BLOCK = 1_048_576;

class Unusable extends Error {}

/** Opens the memo of a release, and checks every byte of it. The caller closes its file. */
export function openMemo(folder: string, release: MemoRelease): OpenedMemo {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(memoPath(folder, release), 'r');
    return { descriptor, slots: tableOf(descriptor, headerOf(release)), date: release.publicationDate };
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    return { problem: problemOf(error as NodeJS.ErrnoException) };
  }
}

function problemOf(error: NodeJS.ErrnoException): string {
  if (error instanceof Unusable) return error.message;
  return error.code === 'ENOENT' ? 'there is none' : `it cannot be read (${error.message})`;
}

function tableOf(descriptor: number, header: Buffer): SharedArrayBuffer {
  const { size } = fstatSync(descriptor);
  if (size < header.length + TAIL + CHECKSUM || size > MAX_MEMO) throw new Unusable('it is damaged');
  if (!bytesAt(descriptor, 0, header.length).equals(header))
    throw new Unusable('it was made by another version of the loader, or is of another release');
  checkSum(descriptor, size);
  const tail = bytesAt(descriptor, size - CHECKSUM - TAIL, TAIL);
  const [records, dropped, bytes] = [tail.readUInt32LE(0), tail.readUInt32LE(4), Number(tail.readBigUInt64LE(8))];
  const end = header.length + bytes;
  if (size !== end + dropped * 4 + TAIL + CHECKSUM) throw new Unusable('it is damaged');
  const positions = bytesAt(descriptor, end, dropped * 4);
  const droppedOnes = new Set(Array.from({ length: dropped }, (_, at) => positions.readUInt32LE(at * 4)));
  return fill(descriptor, header.length, end, records, droppedOnes);
}

/** The rows of dropped records are not in the graph, so these are read again. */
function fill(
  descriptor: number,
  start: number,
  end: number,
  records: number,
  dropped: ReadonlySet<number>,
): SharedArrayBuffer {
  const memory = RecordTable.memoryFor(records);
  const table = new RecordTable(memory);
  const file = new FileWindow(descriptor);
  let record = 0;
  let at = start;
  for (; at + ENTRY_HEAD <= end && record < records;) {
    const entry = file.entryAt(at);
    record++;
    if (untilOf(entry) > 0 && !dropped.has(record)) table.add(entry, at);
    at += sizeOf(entry);
  }
  if (at !== end || record !== records) throw new Unusable('it is damaged');
  return memory;
}

function checkSum(descriptor: number, size: number): void {
  const hash = createHash('sha256');
  const block = Buffer.alloc(BLOCK);
  for (let at = 0; at < size - CHECKSUM;) {
    const read = readSync(descriptor, block, 0, Math.min(BLOCK, size - CHECKSUM - at), at);
    if (read === 0) throw new Unusable('it is damaged');
    hash.update(block.subarray(0, read));
    at += read;
  }
  if (!hash.digest().equals(bytesAt(descriptor, size - CHECKSUM, CHECKSUM))) throw new Unusable('it is damaged');
}

function bytesAt(descriptor: number, from: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, from + length);
    if (read === 0) throw new Unusable('it is damaged');
    length += read;
  }
  return bytes;
}
