import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LoadRefused } from '../errors';
import type { Manifest } from '../reading/manifest';
import type { SkippedElements } from '../reading/path-reader';
import { readPart } from '../reading/read-part';
import type { Part } from '../reading/release-file';
import { toReadRecord, type FactsSink, type ReadRecord } from './record-facts';

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

/**
 * Reads one file of a release. `date` is the publication date of the release, null for its first file. A large file is
 * parsed in a thread of its own, while this one keeps what was read. Throws LoadRefused when it is not valid.
 */
export async function readFacts(
  part: Part,
  date: string | null,
  sink: FactsSink,
  onBytes: (bytes: number) => void,
  { program, leastBytes = LEAST_BYTES }: ThreadSettings = THREAD,
): Promise<SkippedElements> {
  if (program !== null && part.bytes >= leastBytes) return readInThread(part, date, sink, onBytes, program);
  let published = date;
  const manifest = (read: Manifest) => {
    published ??= read.publicationDate;
    sink.manifest(read);
  };
  return readPart(part, { manifest, record: (record) => sink.record(toReadRecord(record, published!)) }, onBytes);
}

/** What the thread answers to one chunk, or to null, which is the end. */
export interface ThreadAnswer {
  readonly manifest?: Manifest;
  /** The records that ended in the chunk, as JSON. */
  readonly records: string;
  /** Why the release is refused. */
  readonly refused?: string;
  /** After the last chunk. */
  readonly skipped?: SkippedElements;
}

export interface ThreadInput {
  readonly file: string;
  readonly date: string | null;
}

async function readInThread(
  part: Part,
  date: string | null,
  sink: FactsSink,
  onBytes: (bytes: number) => void,
  program: string,
): Promise<SkippedElements> {
  const thread = new FactsThread(program, { file: part.name, date });
  try {
    let bytes = 0;
    for await (const chunk of part.stream()) {
      thread.send(chunk);
      if (thread.waiting > AHEAD) deliver(await thread.next(), sink);
      onBytes((bytes += chunk.length));
    }
    thread.send(null);
    while (thread.waiting > 1) deliver(await thread.next(), sink);
    const last = await thread.next();
    deliver(last, sink);
    return last.skipped!;
  } finally {
    await thread.end();
  }
}

function deliver({ manifest, records, refused }: ThreadAnswer, sink: FactsSink): void {
  if (manifest) sink.manifest(manifest);
  for (const record of JSON.parse(records) as ReadRecord[]) sink.record(record);
  if (refused !== undefined) throw new LoadRefused(refused);
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

  /** Sends a copy: the bytes of a chunk may be part of a buffer that is still used. */
  send(chunk: Uint8Array | null): void {
    this.waiting++;
    const copy = chunk && Uint8Array.from(chunk);
    this.worker.postMessage(copy, copy ? [copy.buffer] : []);
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
