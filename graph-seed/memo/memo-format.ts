import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The file of a memo: one line of JSON that says what it is of, the entries of all records in the order of the release,
 * the positions of the records that were dropped for another record (4 bytes each), the tail, and the SHA-256 of all that.
 */
const FORMAT = 1;
/** Number of records, number of dropped ones, bytes of the entries: 4, 4 and 8 bytes. */
export const TAIL = 16;
export const CHECKSUM = 32;
/** Offsets have 32 bits. */
export const MAX_MEMO = 2 ** 32 - 1;

/** The release that a memo is of. */
export interface MemoRelease {
  /** SHA-256 of its file. */
  readonly sha256: string;
  readonly publicationDate: string;
}

const NAME = /^[0-9a-f]{64}\.(memo|draft)$/;

export const memoPath = (folder: string, { sha256 }: MemoRelease): string => join(folder, `${sha256}.memo`);

export const draftPath = (folder: string, { sha256 }: MemoRelease): string => join(folder, `${sha256}.draft`);

/** Returns the files of all memos in a folder, whole ones and drafts. Throws the error of the file system. */
export const memosIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => join(folder, name));

/** Returns the first line. A memo of other code, or of another release, has another one. */
export function headerOf({ sha256, publicationDate }: MemoRelease): Buffer {
  return Buffer.from(`${JSON.stringify({ memo: FORMAT, reader: readerVersion(), sha256, publicationDate })}\n`);
}

const PROGRAM = dirname(__dirname);
/** What a record is read with. */
const READER = ['reading', 'facts', 'staging', 'memo', join('..', 'ods')].map((name) => join(PROGRAM, name));
let version: string | undefined;

/** Returns a hash of the program that reads records, and of the tables of letters in Node.js. */
function readerVersion(): string {
  if (version !== undefined) return version;
  const hash = createHash('sha256').update(JSON.stringify([process.version, process.versions.unicode]));
  for (const folder of READER)
    for (const name of readdirSync(folder).sort())
      if (/\.[jt]s$/.test(name)) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return (version = hash.digest('hex'));
}
