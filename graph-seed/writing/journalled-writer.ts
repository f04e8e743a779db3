import { randomUUID } from 'node:crypto';
import type { Graph, Parameters, Statement, Step } from '../../graph/graph';
import { LoadInterrupted, lockLost } from '../errors';
import { classifyFailure, LOAD_DEADLINE, withRetry } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';

/** Default number of rows of a batch. */
export const BATCH_ROWS = 5_000;
const CONCURRENCY = 2;

/** Returns the free bytes on the disk of the database. */
export type FreeSpace = () => number;

/** A database with a full disk stops responding, so a load stops earlier. */
const MIN_FREE_BYTES = 200_000_000;

/** Throws LoadInterrupted when the disk of the database is nearly full. */
export function checkFreeSpace(freeSpace: FreeSpace): void {
  const left = freeSpace();
  if (left < MIN_FREE_BYTES)
    throw new LoadInterrupted(
      `The disk of the database has ${Math.floor(left / 1e6)} MB left; a load needs ${MIN_FREE_BYTES / 1e6} at any time. ` +
        'Nothing of it is visible; free some space and run the same command again to resume it, or undo it with --abort.',
    );
}

/** Rows of one kind, and the statement that writes them. */
export interface WriteJob {
  /** Prefix of the batch names in the journal. */
  readonly name: string;
  readonly statement: Statement;
  readonly parameters?: Parameters;
  /** Columns of each row as JSON. */
  readonly rows: Iterable<string>;
}

export interface WriterSettings {
  readonly freeSpace?: FreeSpace | undefined;
  /** Rows of a batch. The journal names batches by their number, so a load is resumed with the number it began with. */
  readonly batchRows?: number | undefined;
}

interface Batch {
  readonly name: string;
  /** As JSON, so that the rows of a batch that is written already are not parsed. */
  readonly rows: readonly string[];
}

/**
 * Writes rows in batches, of 5,000 by default, with two concurrent transactions, and records each batch in a journal in the graph.
 * Batches in the journal are skipped, so an interrupted load can be run again. Transient failures are retried; a batch
 * that is too large for the server's memory is split in half.
 */
export class JournalledWriter {
  retries = 0;
  private readonly finished = new Set<string>();
  private readonly split = new Set<string>();
  private readonly freeSpace: FreeSpace;
  private readonly batchRows: number;

  constructor(
    private readonly graph: Graph,
    private readonly owner: string,
    private readonly release: number,
    { freeSpace = () => Infinity, batchRows = BATCH_ROWS }: WriterSettings = {},
  ) {
    this.freeSpace = freeSpace;
    this.batchRows = batchRows;
  }

  /** Reads the journal of an earlier run. Returns the number of finished batches. */
  async resume(): Promise<number> {
    const parameters = { release: this.release };
    const rows = await withRetry(() =>
      this.graph.read<{ name: string }>(STATEMENTS.journalled, parameters, LOAD_DEADLINE),
    );
    for (const { name } of rows) this.markFinished(name);
    return rows.length;
  }

  /** Writes all rows of a job. Calls `onRows` with the number of rows written so far. */
  async write(job: WriteJob, onRows: (rows: number) => void = () => undefined): Promise<void> {
    let written = 0;
    await this.runConcurrently(batches(job, this.batchRows), async (batch) => {
      await this.writeBatch(job, batch);
      onRows((written += batch.rows.length));
    });
  }

  /** Runs an idempotent statement over rows, in batches without a journal. */
  async writeIdempotent(statement: Statement, rows: Iterable<string>): Promise<void> {
    const source = batches({ name: statement.name, rows }, this.batchRows);
    await this.runConcurrently(source, ({ rows }) => this.runIdempotent(statement, rows));
  }

  private async runConcurrently(source: Iterator<Batch>, run: (batch: Batch) => Promise<void>): Promise<void> {
    let failed = false;
    const worker = async () => {
      while (!failed) {
        const { value, done } = source.next();
        if (done) return;
        checkFreeSpace(this.freeSpace);
        await run(value).catch((error: unknown) => {
          failed = true;
          throw error;
        });
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: CONCURRENCY }, worker));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  private async writeBatch(job: WriteJob, batch: Batch): Promise<void> {
    if (this.finished.has(batch.name)) return;
    if (this.split.has(batch.name)) return this.writeInHalves(job, batch);
    try {
      const [journal] = await withRetry(
        () => this.graph.write(this.stepsOf(job, batch), LOAD_DEADLINE),
        () => this.retries++,
      );
      if (journal?.length !== 1) throw lockLost();
      this.finished.add(batch.name);
    } catch (error) {
      await this.recover(error, job, batch);
    }
  }

  /** The facts are written only if the journal step of the same transaction wrote the batch: both have `attempt`. */
  private stepsOf({ statement, parameters }: WriteJob, batch: Batch): Step[] {
    const { owner, release } = this;
    const key = { release, batch: batch.name, attempt: randomUUID() };
    return [
      { statement: STATEMENTS.journal, parameters: { ...key, owner } },
      { statement, parameters: { ...parameters, ...key, rows: parsed(batch.rows) } },
    ];
  }

  private async recover(error: unknown, job: WriteJob, batch: Batch): Promise<void> {
    const failure = classifyFailure(error);
    if (failure === 'split' && batch.rows.length > 1) return this.writeInHalves(job, batch);
    if (failure === 'exists') {
      await this.resume();
      if (this.finished.has(batch.name)) return;
    }
    if (failure === 'split')
      throw new LoadInterrupted(`The database has too little memory for one row of ${batch.name}.`, { cause: error });
    throw error;
  }

  private async writeInHalves(job: WriteJob, batch: Batch): Promise<void> {
    const middle = Math.ceil(batch.rows.length / 2);
    await this.writeBatch(job, { name: `${batch.name}.0`, rows: batch.rows.slice(0, middle) });
    await this.writeBatch(job, { name: `${batch.name}.1`, rows: batch.rows.slice(middle) });
  }

  private async runIdempotent(statement: Statement, rows: readonly string[]): Promise<void> {
    const parameters = { owner: this.owner, release: this.release, rows: parsed(rows) };
    try {
      const [table] = await withRetry(
        () => this.graph.write([{ statement, parameters }], LOAD_DEADLINE),
        () => this.retries++,
      );
      if (table?.length !== 1) throw lockLost();
    } catch (error) {
      if (classifyFailure(error) !== 'split' || rows.length < 2) throw error;
      const middle = Math.ceil(rows.length / 2);
      await this.runIdempotent(statement, rows.slice(0, middle));
      await this.runIdempotent(statement, rows.slice(middle));
    }
  }

  /** If the journal has a half of a batch, the batch was split, and is split at the same row again. */
  private markFinished(name: string): void {
    this.finished.add(name);
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1))
      this.split.add(name.slice(0, dot));
  }
}

/** Returns the names of the batches of a job in the journal. */
export function batchNames(name: string, rows: number, batchRows: number): string[] {
  return Array.from({ length: Math.ceil(rows / batchRows) }, (_, number) => batchName(name, number));
}

const batchName = (name: string, number: number) => `${name} ${number}`;

function* batches({ name, rows }: Pick<WriteJob, 'name' | 'rows'>, batchRows: number): Generator<Batch> {
  let pending: string[] = [];
  let number = 0;
  const toBatch = (): Batch => ({ name: batchName(name, number++), rows: pending });
  for (const row of rows) {
    pending.push(row);
    if (pending.length < batchRows) continue;
    yield toBatch();
    pending = [];
  }
  if (pending.length > 0) yield toBatch();
}

const parsed = (rows: readonly string[]) => JSON.parse(`[${rows.join(',')}]`) as unknown[];
