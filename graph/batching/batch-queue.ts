import { KnownError } from '../../errors';
import type { FactStore } from '../cache/fact-store';
import { millisecondsOf, type Deadline } from '../graph';
import { timeoutError } from '../neo4j/neo4j-errors';
import { when } from '../../maybe-promise';
import { decoding, type BatchFunction } from './batch-functions';

export interface BatchQueueSettings {
  /** Milliseconds until a caller gets DATABASE_TIMEOUT. */
  readonly deadlineMs: Deadline;
  /** Keys up to which the lists of several callers are joined. One caller's list may be longer. Default 500. */
  readonly maxBatchSize?: number;
  /** Keys above which one caller's list is cut. Default 2,000. What was read is cached, even if the caller gives up. */
  readonly maxListSize?: number;
  /** Batches in flight. Default 2. */
  readonly maxInFlight?: number;
}

/**
 * Batches the keys of all requests for one query: while `maxInFlight` batches run, further keys wait and form the next
 * batch. There is no timer, so an idle queue sends at once. Equal pending keys share one read.
 */
export class BatchQueue<Key, Result> {
  private readonly pendingKeys = new Map<string, PendingKey<Key, Result>>();
  private readonly queue: PendingKey<Key, Result>[][] = [];
  private inFlight = 0;
  private readonly settings: Required<BatchQueueSettings>;

  constructor(
    private readonly read: BatchFunction<Key, Result>,
    private readonly store: FactStore<Key, Result>,
    settings: BatchQueueSettings,
  ) {
    this.settings = { maxBatchSize: 500, maxListSize: 2_000, maxInFlight: 2, ...settings };
  }

  /** Returns the results in the order of the keys, whose ids may be given. Rejects with the first error of a key, or with DATABASE_TIMEOUT. */
  run(keys: readonly Key[], ids?: readonly string[]): Promise<Result[]> {
    return new Promise((resolve, reject) => {
      const added: PendingKey<Key, Result>[] = [];
      const collected = decoding.map(keys, (key, at) =>
        this.pendingKeyOf(key, ids?.[at] ?? this.store.idOf(key), added),
      );
      const waiting = when(collected, (pending) => {
        wait(pending, millisecondsOf(this.settings.deadlineMs), resolve, reject);
        for (let from = 0; from < added.length; from += this.settings.maxListSize)
          this.queue.push(added.slice(from, from + this.settings.maxListSize));
        this.sendBatches();
      });
      if (waiting instanceof Promise) waiting.catch(reject);
    });
  }

  private pendingKeyOf(key: Key, id: string, added: PendingKey<Key, Result>[]): PendingKey<Key, Result> {
    const existing = this.pendingKeys.get(id);
    if (existing !== undefined) return existing;
    const result = this.store.get(key);
    if (result !== undefined) return { id, key, result, error: undefined, waiters: NOBODY };
    const pending: PendingKey<Key, Result> = { id, key, result: undefined, error: undefined, waiters: NOBODY };
    this.pendingKeys.set(id, pending);
    added.push(pending);
    return pending;
  }

  private sendBatches(): void {
    while (this.inFlight < this.settings.maxInFlight) {
      const batch = this.nextBatch();
      if (batch.length === 0) return;
      this.inFlight++;
      void this.send(batch, splitsFor(batch.length)).finally(() => setImmediate(() => this.onBatchEnd()));
    }
  }

  /** Runs one tick late: callers whose results just arrived usually have further keys in this tick, which then share a batch. */
  private onBatchEnd(): void {
    this.inFlight--;
    this.sendBatches();
  }

  /** Takes whole lists up to the batch size, without the keys whose callers have all given up. */
  private nextBatch(): PendingKey<Key, Result>[] {
    const batch: PendingKey<Key, Result>[] = [];
    for (let next = this.queue[0]; next; next = this.queue[0]) {
      if (batch.length > 0 && batch.length + next.length > this.settings.maxBatchSize) break;
      this.queue.shift();
      for (const pending of next) {
        if (pending.waiters.length > 0) batch.push(pending);
        else this.pendingKeys.delete(pending.id);
      }
    }
    return batch;
  }

  /** Reads a batch. If its keys make it fail, it is split, so that one bad key fails alone. `splits` limits the queries. */
  private async send(batch: PendingKey<Key, Result>[], splits: Splits): Promise<void> {
    try {
      const results = await this.read(batch.map(({ key }) => key));
      await decoding.each(batch.length, (at) => this.settle(batch[at]!, results[at] as Result, undefined));
    } catch (error) {
      if (batch.length === 1 || error instanceof KnownError || splits.left-- <= 0)
        return batch.forEach((pending) => this.settle(pending, undefined, error));
      const half = batch.length >> 1;
      await this.send(batch.slice(0, half), splits);
      await this.send(batch.slice(half), splits);
    }
  }

  private settle(pending: PendingKey<Key, Result>, result: Result | undefined, error: unknown): void {
    this.pendingKeys.delete(pending.id);
    pending.result = result;
    pending.error = error;
    if (result !== undefined) this.store.set(pending.key, result);
    for (const waiter of pending.waiters) waiter.onSettled(pending);
  }
}

/** A key that is queued or being read, with the callers that wait for it. */
interface PendingKey<Key, Result> {
  readonly id: string;
  readonly key: Key;
  result: Result | undefined;
  error: unknown;
  waiters: readonly Waiter[];
}

/** Most keys have one waiter: an array that grows by `push` would reserve places for more. */
const NOBODY: readonly Waiter[] = [];

interface Waiter {
  onSettled(pending: { readonly error: unknown }): void;
}

interface Splits {
  left: number;
}

/** Enough splits to isolate one bad key of a batch, too few to read every key alone. */
function splitsFor(keys: number): Splits {
  return { left: Math.ceil(Math.log2(keys + 1)) + 1 };
}

function wait<Key, Result>(
  pending: readonly PendingKey<Key, Result>[],
  deadlineMs: number,
  resolve: (results: Result[]) => void,
  reject: (error: unknown) => void,
): void {
  const failed = pending.find(({ error }) => error !== undefined); // while the keys were collected
  if (failed) return reject(failed.error);
  const open = new Set(pending.filter(({ result }) => result === undefined));
  let left = open.size;
  if (left === 0) return resolve(pending.map(({ result }) => result as Result));
  const leave = () => {
    clearTimeout(timer);
    for (const key of open) key.waiters = key.waiters.filter((other) => other !== waiter);
  };
  const waiter: Waiter = {
    onSettled({ error }) {
      if (error !== undefined) {
        leave();
        reject(error);
      } else if (--left === 0) {
        clearTimeout(timer);
        resolve(pending.map(({ result }) => result as Result));
      }
    },
  };
  const timer = setTimeout(() => {
    leave();
    reject(timeoutError(deadlineMs));
  }, deadlineMs);
  for (const key of open) key.waiters = key.waiters.length === 0 ? [waiter] : [...key.waiters, waiter];
}
