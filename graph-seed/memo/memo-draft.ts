import { createHash } from 'node:crypto';
import { closeSync, fsync, openSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { promisify } from 'node:util';
import { makeFolder } from '../../make-folder';
import { writeWhole } from '../staging/write-whole';
import { draftPath, headerOf, MAX_MEMO, memoPath, memosIn, TAIL, type MemoRelease } from './memo-format';

/** Bytes that stay free on the disk: the local database stops a load at 200 MB. */
const LEAST_FREE = 600_000_000;
/** Bytes after which the free space is read again. */
const CHECK_BYTES = 16_777_216;

/**
 * The memo of a release while it is written. A failure is no failure of the load: the draft is removed, and the next load
 * reads everything. `problem` says why.
 */
export class MemoDraft {
  problem: string | null = null;
  private descriptor: number | null = null;
  private readonly hash = createHash('sha256');
  private written = 0;
  private entries = 0;
  private unchecked = CHECK_BYTES;
  private synced: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly release: MemoRelease,
  ) {
    this.attempt(() => {
      makeFolder(folder, 0o700);
      this.descriptor = openSync(draftPath(folder, release), 'w', 0o600);
      this.append(headerOf(release));
    });
  }

  /** Adds the entries of records, in the order of the release. */
  add(entries: Uint8Array): void {
    this.attempt(() => {
      this.append(entries);
      this.entries += entries.length;
    });
  }

  /** Ends the draft after the last record. `dropped` are the numbers of records that were dropped for another one. */
  seal(records: number, dropped: ReadonlySet<number>): void {
    this.attempt((descriptor) => {
      const tail = Buffer.alloc(dropped.size * 4 + TAIL);
      let at = 0;
      for (const record of dropped) at = tail.writeUInt32LE(record, at);
      tail.writeUInt32LE(records, at);
      tail.writeUInt32LE(dropped.size, at + 4);
      tail.writeBigUInt64LE(BigInt(this.entries), at + 8);
      this.append(tail);
      writeWhole(descriptor, this.hash.digest(), refused);
      this.synced = promisify(fsync)(descriptor).catch((error: unknown) => this.fail(error));
    });
  }

  /** Makes it the memo of the release, instead of all others. */
  async keep(): Promise<void> {
    await this.synced;
    this.attempt((descriptor) => {
      const path = memoPath(this.folder, this.release);
      renameSync(draftPath(this.folder, this.release), path);
      this.descriptor = null;
      closeSync(descriptor);
      for (const other of memosIn(this.folder)) if (other !== path) rmSync(other, { force: true });
    });
  }

  /** Removes the draft, if it is not kept. */
  discard(): void {
    const { descriptor } = this;
    if (descriptor === null) return;
    this.descriptor = null;
    void this.synced.finally(() => closeSync(descriptor));
    try {
      rmSync(draftPath(this.folder, this.release), { force: true });
    } catch (error) {
      this.problem ??= (error as Error).message;
    }
  }

  private append(bytes: Uint8Array): void {
    this.unchecked += bytes.length;
    if (this.unchecked > CHECK_BYTES) this.checkSpace();
    if (this.written + bytes.length > MAX_MEMO - CHECK_BYTES) throw new Error('it would be too large');
    writeWhole(this.descriptor!, bytes, refused);
    this.hash.update(bytes);
    this.written += bytes.length;
  }

  private checkSpace(): void {
    const { bavail, bsize } = statfsSync(this.folder);
    if (bavail * bsize < LEAST_FREE) throw new Error(`the disk has less than ${LEAST_FREE / 1e6} MB left`);
    this.unchecked = 0;
  }

  private attempt(work: (descriptor: number) => void): void {
    if (this.problem !== null) return;
    try {
      work(this.descriptor!);
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.problem ??= (error as Error).message;
    this.discard();
  }
}

const refused = () => new Error('the disk takes no more data');
