import type { Graph, Parameters, Statement, Step } from '../../graph/graph';
import { LoadInterrupted, LoadLocked } from '../errors';
import { failureOf, PATIENT, retried } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';

const ROWS = 5_000;
const LANES = 2;

/** Bytes that are free on the database's disk. */
export type Room = () => number;

/** A database whose disk is full stops answering altogether, so a load ends before that. */
const LEAST_ROOM = 200_000_000;

/** Throws a LoadInterrupted when the database's disk is nearly full. */
export function checkRoom(room: Room): void {
  const left = room();
  if (left < LEAST_ROOM)
    throw new LoadInterrupted(
      `The database's disk has ${Math.floor(left / 1e6)} MB left; a load needs ${LEAST_ROOM / 1e6} at any time. ` +
        'Nothing of it is visible; free some space and run the same command again to go on, or undo it with --abort.',
    );
}

/** Rows of one kind as the JSON of their columns, and the statement that writes them. */
export interface Writing {
  /** Names the batches in the journal. */
  readonly name: string;
  readonly statement: Statement;
  readonly parameters?: Parameters;
  readonly rows: Iterable<string>;
}

interface Batch {
  readonly name: string;
  readonly rows: readonly unknown[];
}

/**
 * Writes rows in journalled batches of 5,000, two transactions in flight. A batch that the journal has is passed over,
 * so that a load can be interrupted anywhere and run again; one that fails by what passes is tried again, one that the
 * server's memory is too small for is halved.
 */
export class Writer {
  retries = 0;
  private readonly done = new Set<string>();
  private readonly halved = new Set<string>();

  constructor(
    private readonly graph: Graph,
    private readonly owner: string,
    private readonly release: number,
    private readonly room: Room = () => Infinity,
  ) {}

  /** Learns which batches an earlier run has finished; returns how many. */
  async resume(): Promise<number> {
    const parameters = { release: this.release };
    const rows = await retried(() => this.graph.read<{ name: string }>(STATEMENTS.journalled, parameters, PATIENT));
    for (const { name } of rows) this.remember(name);
    return rows.length;
  }

  /** Writes everything of one kind; `onRows` hears how many rows are written so far. */
  async write(writing: Writing, onRows: (rows: number) => void = () => undefined): Promise<void> {
    let written = 0;
    await this.inLanes(batches(writing), async (batch) => {
      await this.writeBatch(writing, batch);
      onRows((written += batch.rows.length));
    });
  }

  /** Runs an idempotent statement over rows in batches that need no journal. */
  async repeatable(statement: Statement, rows: Iterable<string>): Promise<void> {
    await this.inLanes(batches({ name: statement.name, statement, rows }), ({ rows }) => this.rerun(statement, rows));
  }

  private async inLanes(source: Iterator<Batch>, act: (batch: Batch) => Promise<void>): Promise<void> {
    let failed = false;
    const lane = async () => {
      while (!failed) {
        const { value, done } = source.next();
        if (done) return;
        checkRoom(this.room);
        await act(value).catch((error: unknown) => {
          failed = true;
          throw error;
        });
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
    for (const outcome of lanes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  private async writeBatch(writing: Writing, batch: Batch): Promise<void> {
    if (this.done.has(batch.name)) return;
    if (this.halved.has(batch.name)) return this.writeHalves(writing, batch);
    const { statement, parameters } = writing;
    const { owner, release } = this;
    const steps: Step[] = [
      { statement: STATEMENTS.journal, parameters: { owner, release, batch: batch.name } },
      { statement, parameters: { ...parameters, release, batch: batch.name, rows: batch.rows } },
    ];
    try {
      const [journal] = await retried(
        () => this.graph.write(steps, PATIENT),
        () => this.retries++,
      );
      if (journal?.length !== 1) throw new LoadLocked('Another loader has taken over.');
      this.done.add(batch.name);
    } catch (error) {
      await this.recover(error, writing, batch);
    }
  }

  private async recover(error: unknown, writing: Writing, batch: Batch): Promise<void> {
    const failure = failureOf(error);
    if (failure === 'smaller' && batch.rows.length > 1) return this.writeHalves(writing, batch);
    if (failure === 'exists') {
      await this.resume();
      if (this.done.has(batch.name)) return;
    }
    if (failure === 'smaller')
      throw new LoadInterrupted(`The database has too little memory for one row of ${batch.name}.`, { cause: error });
    throw error;
  }

  private async writeHalves(writing: Writing, batch: Batch): Promise<void> {
    const middle = Math.ceil(batch.rows.length / 2);
    await this.writeBatch(writing, { name: `${batch.name}.0`, rows: batch.rows.slice(0, middle) });
    await this.writeBatch(writing, { name: `${batch.name}.1`, rows: batch.rows.slice(middle) });
  }

  private async rerun(statement: Statement, rows: readonly unknown[]): Promise<void> {
    const parameters = { owner: this.owner, release: this.release, rows };
    try {
      const [table] = await retried(
        () => this.graph.write([{ statement, parameters }], PATIENT),
        () => this.retries++,
      );
      if (table?.length !== 1) throw new LoadLocked('Another loader has taken over.');
    } catch (error) {
      if (failureOf(error) !== 'smaller' || rows.length < 2) throw error;
      const middle = Math.ceil(rows.length / 2);
      await this.rerun(statement, rows.slice(0, middle));
      await this.rerun(statement, rows.slice(middle));
    }
  }

  /** A batch whose halves are journalled was halved, and is halved again at the same place. */
  private remember(name: string): void {
    this.done.add(name);
    for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1))
      this.halved.add(name.slice(0, dot));
  }
}

function* batches({ name, rows }: Pick<Writing, 'name' | 'statement' | 'rows'>): Generator<Batch> {
  let waiting: string[] = [];
  let number = 0;
  const toBatch = (): Batch => ({
    name: `${name} ${number++}`,
    rows: JSON.parse(`[${waiting.join(',')}]`) as unknown[],
  });
  for (const row of rows) {
    waiting.push(row);
    if (waiting.length < ROWS) continue;
    yield toBatch();
    waiting = [];
  }
  if (waiting.length > 0) yield toBatch();
}
