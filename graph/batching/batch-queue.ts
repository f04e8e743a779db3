import { KnownError } from '../../errors';
import type { Ask } from './batch-functions';
import { tooLate } from '../neo4j/neo4j-errors';

/** Where the answers of a question are kept, and which keys are equal. */
export interface Facts<Key, Answer> {
  /** Equal for keys that have one answer. */
  idOf(key: Key): string;
  get(key: Key): Answer | undefined;
  set(key: Key, answer: Answer): void;
}

export interface GatherSettings {
  /** Milliseconds until a caller gets DATABASE_TIMEOUT. */
  readonly deadlineMs: number;
  /** Keys that lists of several callers are joined up to; the list of one caller is not cut below `longest`. */
  readonly batch?: number;
  readonly longest?: number;
  /** Queries in flight. */
  readonly inFlight?: number;
}

/**
 * Group commit for reads: at most two queries of a question are in flight, and what is asked meanwhile, by any
 * request, forms the next one. No timer: an idle system sends at once. Equal keys in flight share one answer.
 */
export class Gatherer<Key, Answer> {
  private readonly flights = new Map<string, Flight<Key, Answer>>();
  private readonly queue: Flight<Key, Answer>[][] = [];
  private running = 0;
  private readonly settings: Required<GatherSettings>;

  constructor(
    private readonly ask: Ask<Key, Answer>,
    private readonly facts: Facts<Key, Answer>,
    settings: GatherSettings,
  ) {
    this.settings = { batch: 500, longest: 20_000, inFlight: 2, ...settings };
  }

  /** The answers in the order of the keys. Rejects with the error of a key that failed, or with DATABASE_TIMEOUT. */
  gather(keys: readonly Key[]): Promise<Answer[]> {
    return new Promise((resolve, reject) => {
      const fresh: Flight<Key, Answer>[] = [];
      const flights = keys.map((key) => this.flightOf(key, fresh));
      wait(flights, this.settings.deadlineMs, resolve, reject);
      for (let from = 0; from < fresh.length; from += this.settings.longest)
        this.queue.push(fresh.slice(from, from + this.settings.longest));
      this.pump();
    });
  }

  private flightOf(key: Key, fresh: Flight<Key, Answer>[]): Flight<Key, Answer> {
    const id = this.facts.idOf(key);
    const known = this.flights.get(id);
    if (known !== undefined) return known;
    const answer = this.facts.get(key);
    if (answer !== undefined) return { id, key, answer, error: undefined, waiters: [] };
    const flight: Flight<Key, Answer> = { id, key, answer: undefined, error: undefined, waiters: [] };
    this.flights.set(id, flight);
    fresh.push(flight);
    return flight;
  }

  private pump(): void {
    while (this.running < this.settings.inFlight) {
      const batch = this.nextBatch();
      if (batch.length === 0) return;
      this.running++;
      void this.send(batch, splitsFor(batch.length)).finally(() => setImmediate(() => this.landed()));
    }
  }

  /** Those who have just been answered ask on in the same turn: their next keys travel together. */
  private landed(): void {
    this.running--;
    this.pump();
  }

  /** Whole lists up to the size of a batch; keys that nobody waits for any more are dropped. */
  private nextBatch(): Flight<Key, Answer>[] {
    const batch: Flight<Key, Answer>[] = [];
    for (let next = this.queue[0]; next; next = this.queue[0]) {
      if (batch.length > 0 && batch.length + next.length > this.settings.batch) break;
      this.queue.shift();
      for (const flight of next) {
        if (flight.waiters.length > 0) batch.push(flight);
        else this.flights.delete(flight.id);
      }
    }
    return batch;
  }

  /** Asks for a batch. One that fails by its keys is split, so that one bad key fails alone; `splits` bounds the cost. */
  private async send(batch: Flight<Key, Answer>[], splits: Splits): Promise<void> {
    try {
      const answers = await this.ask(batch.map(({ key }) => key));
      batch.forEach((flight, at) => this.settle(flight, answers[at] as Answer, undefined));
    } catch (error) {
      if (batch.length === 1 || error instanceof KnownError || splits.left-- <= 0)
        return batch.forEach((flight) => this.settle(flight, undefined, error));
      const half = batch.length >> 1;
      await this.send(batch.slice(0, half), splits);
      await this.send(batch.slice(half), splits);
    }
  }

  private settle(flight: Flight<Key, Answer>, answer: Answer | undefined, error: unknown): void {
    this.flights.delete(flight.id);
    flight.answer = answer;
    flight.error = error;
    if (answer !== undefined) this.facts.set(flight.key, answer);
    for (const waiter of flight.waiters) waiter.landed(flight);
  }
}

/** One key on its way, and who waits for it. */
interface Flight<Key, Answer> {
  readonly id: string;
  readonly key: Key;
  answer: Answer | undefined;
  error: unknown;
  waiters: Waiter[];
}

interface Waiter {
  landed(flight: { readonly error: unknown }): void;
}

interface Splits {
  left: number;
}

/** Enough to single out one bad key of a batch, not enough to ask for every key by itself. */
function splitsFor(keys: number): Splits {
  return { left: Math.ceil(Math.log2(keys + 1)) + 1 };
}

function wait<Key, Answer>(
  flights: readonly Flight<Key, Answer>[],
  deadlineMs: number,
  resolve: (answers: Answer[]) => void,
  reject: (error: unknown) => void,
): void {
  const open = new Set(flights.filter(({ answer }) => answer === undefined));
  let left = open.size;
  if (left === 0) return resolve(flights.map(({ answer }) => answer as Answer));
  const leave = () => {
    clearTimeout(timer);
    for (const flight of open) flight.waiters = flight.waiters.filter((other) => other !== waiter);
  };
  const waiter: Waiter = {
    landed({ error }) {
      if (error !== undefined) {
        leave();
        reject(error);
      } else if (--left === 0) {
        clearTimeout(timer);
        resolve(flights.map(({ answer }) => answer as Answer));
      }
    },
  };
  const timer = setTimeout(() => {
    leave();
    reject(tooLate(deadlineMs));
  }, deadlineMs);
  for (const flight of open) flight.waiters.push(waiter);
}
