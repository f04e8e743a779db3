import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LoadRefused } from '../errors';
import type { Manifest } from '../reading/manifest';
import type { SkippedElements } from '../reading/path-reader';
import { readPart, type PartSink } from '../reading/read-part';
import type { Part } from '../reading/release-file';
import { RecordMemo, type SharedMemo } from '../memo/record-memo';
import { readBatch, unpackBatch, type PackedBatch } from './packed-batch';
import { RecordRows, type FactsSink, type ReadBatch } from './record-facts';

/** A smaller file is read sooner than a thread is started. */
const LEAST_BYTES = 8_000_000;
/** Memory of the thread for short-lived objects. What it reads lives only until it is sent. */
const YOUNG_MB = 16;
/** Chunks that the thread has not answered yet: it always has the next one. */
const AHEAD = 3;

export interface ThreadSettings {
  /** The program of the thread. Sources in TypeScript have none, so they read in this thread. */
  readonly program: string | null;
  readonly leastBytes?: number;
}

const THREAD: ThreadSettings = {
  program: __filename.endsWith('.js') && availableParallelism() > 1 ? join(__dirname, 'facts-thread.js') : null,
};

/** What precedes a file of a release. */
export interface Before {
  /** The publication date of the release, null for its first file. */
  readonly date: string | null;
  /** Number of records in the files before. */
  readonly recordsBefore: number;
  /** Whether records get keys for a memo. */
  readonly remembers: boolean;
  /** The memo of the release before. */
  readonly memo: SharedMemo | null;
}

/**
 * Reads one file of a release. A large file is parsed in a thread of its own, while this one keeps what was read. Throws
 * LoadRefused when it is not valid.
 */
export async function readFacts(
  part: Part,
  before: Before,
  sink: FactsSink,
  onBytes: (bytes: number) => void,
  { program, leastBytes = LEAST_BYTES }: ThreadSettings = THREAD,
): Promise<SkippedElements> {
  if (program !== null && part.bytes >= leastBytes) return readInThread(part, before, sink, onBytes, program);
  return readHere(part, before, sink, onBytes);
}

async function readHere(
  part: Part,
  { date, recordsBefore, remembers, memo }: Before,
  sink: FactsSink,
  onBytes: (bytes: number) => void,
): Promise<SkippedElements> {
  const rows = new RecordRows(recordsBefore, date, memo && new RecordMemo(memo));
  const manifest = (read: Manifest) => {
    rows.date ??= read.publicationDate;
    sink.manifest(read);
  };
  const receiver = new Receiver(recordsBefore, sink);
  const skipped = await readPart(part, partSink(rows, remembers, manifest), (bytes) => {
    receiver.batch((number) => readBatch(rows.take(), number));
    onBytes(bytes);
  });
  receiver.batch((number) => readBatch(rows.take(), number));
  return skipped;
}

/** Gives what is read of a file to the rows. */
export function partSink(rows: RecordRows, remembers: boolean, manifest: PartSink['manifest']): PartSink {
  return {
    manifest,
    record: (record, key) => rows.add(record, key),
    ...(remembers && { memo: { find: (key) => rows.find(key), known: (entry) => rows.addKnown(entry) } }),
  };
}

/** Numbers the records that a sink gets. */
class Receiver {
  constructor(
    private number: number,
    private readonly sink: FactsSink,
  ) {}

  batch(make: (number: number) => ReadBatch): void {
    const batch = make(this.number);
    this.number += batch.records.length;
    this.sink.batch(batch);
  }

  deliver({ manifest, packed, refused }: ThreadAnswer): void {
    if (manifest) this.sink.manifest(manifest);
    this.batch((number) => unpackBatch(packed, number));
    if (refused !== undefined) throw new LoadRefused(refused);
  }
}

/** What the thread answers to one chunk, or to null, which is the end. */
export interface ThreadAnswer {
  readonly manifest?: Manifest;
  /** The records that ended in the chunk. */
  readonly packed: PackedBatch;
  /** Why the release is refused. */
  readonly refused?: string;
  /** After the last chunk. */
  readonly skipped?: SkippedElements;
}

export interface ThreadInput extends Before {
  readonly file: string;
}

async function readInThread(
  part: Part,
  before: Before,
  sink: FactsSink,
  onBytes: (bytes: number) => void,
  program: string,
): Promise<SkippedElements> {
  const thread = new FactsThread(program, { file: part.name, ...before });
  const receiver = new Receiver(before.recordsBefore, sink);
  try {
    let bytes = 0;
    for await (const chunk of part.stream()) {
      bytes += chunk.length;
      thread.send(chunk);
      if (thread.waiting > AHEAD) receiver.deliver(await thread.next());
      onBytes(bytes);
    }
    thread.send(null);
    while (thread.waiting > 1) receiver.deliver(await thread.next());
    const last = await thread.next();
    receiver.deliver(last);
    return last.skipped!;
  } finally {
    await thread.end();
  }
}

/** The thread that parses. It answers each chunk in order. */
class FactsThread {
  waiting = 0;
  private readonly worker: Worker;
  private readonly answers: ThreadAnswer[] = [];
  private failure: Error | null = null;
  private wake: () => void = () => undefined;

  constructor(program: string, input: ThreadInput) {
    this.worker = new Worker(program, { workerData: input, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    this.worker.on('message', (answer: ThreadAnswer) => {
      this.answers.push(answer);
      this.wake();
    });
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => this.fail(new Error(`The thread that reads the release ended with ${code}.`)));
  }

  /**
   * Gives a chunk away. Copies one that is a part of a buffer, which may still be used. A buffer that is given away needs no
   * garbage collection, and chunks are most of what would need it.
   */
  send(chunk: Uint8Array | null): void {
    this.waiting++;
    const isPart = chunk !== null && chunk.length < chunk.buffer.byteLength;
    const given = isPart ? Uint8Array.from(chunk) : chunk;
    this.worker.postMessage(given, given ? [given.buffer as ArrayBuffer] : []);
  }

  async next(): Promise<ThreadAnswer> {
    while (this.answers.length === 0) {
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    this.waiting--;
    return this.answers.shift()!;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }
}
