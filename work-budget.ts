import { all, when, type MaybePromise } from './maybe-promise';

export interface WorkBudgetSettings {
  /** Milliseconds of one turn of the event loop that this work may use. Default 8; Infinity never pauses. */
  readonly sliceMs?: number;
  /** Whether this work continues in every turn, before that of one request. */
  readonly isUrgent?: boolean;
}

/** Calls to `pause` and items of lists between two looks at the clock. */
const UNITS_PER_CHECK = 64;
const SLICE_MS = 8;
/** All work of one turn together: after so many milliseconds, work that has used more than LEAST_MS pauses. */
const TURN_MS = 12;
const LEAST_MS = 1;
/** Items that are sorted at once. */
const SORTED_AT_ONCE = 1_024;

/**
 * The computing time of one request. Long computations pause when the request has used its slice of a turn of the event
 * loop, so that other requests are answered meanwhile; requests with long computations take turns. Short computations
 * never pause and need no promise. Methods that may pause return a promise only if they do.
 */
export class WorkBudget {
  private readonly sliceMs: number;
  readonly isUrgent: boolean;
  private readonly waiting: Waiter[] = [];
  private turn = -1;
  private startedAt = 0;
  private units = 0;
  private reasonToStop: (() => Error | undefined) | undefined;
  private stopped: Error | undefined;

  constructor({ sliceMs = SLICE_MS, isUrgent = false }: WorkBudgetSettings = {}) {
    this.sliceMs = sliceMs;
    this.isUrgent = isUrgent;
  }

  /** Ends the work at its next call to `pause` when `reason` returns an error: the call rejects with it. */
  stopWhen(reason: () => Error | undefined): void {
    this.reasonToStop = reason;
  }

  /** Counts units of work. Returns a promise for the next turn when the slice is used up; it rejects when the work must stop. */
  pause(units = 1): Promise<void> | undefined {
    if ((this.units += units) < UNITS_PER_CHECK) return undefined;
    this.units = 0;
    this.stopped ??= this.reasonToStop?.();
    if (this.stopped) return Promise.reject(this.stopped);
    return this.isUsedUp() ? this.nextPart() : undefined;
  }

  /** Calls `visit` with 0 to `count - 1`, in order. */
  each(count: number, visit: (index: number) => void): MaybePromise<void> {
    return this.continueAt(0, count, visit);
  }

  map<Item, Result>(items: readonly Item[], convert: (item: Item, index: number) => Result): MaybePromise<Result[]> {
    const results: Result[] = [];
    const visited = this.each(items.length, (index) => void results.push(convert(items[index] as Item, index)));
    return when(visited, () => results);
  }

  flatMap<Item, Result>(
    items: readonly Item[],
    convert: (item: Item, index: number) => readonly Result[],
  ): MaybePromise<Result[]> {
    const results: Result[] = [];
    const visited = this.each(items.length, (index) => {
      for (const result of convert(items[index] as Item, index)) results.push(result);
    });
    return when(visited, () => results);
  }

  filter<Item>(items: readonly Item[], matches: (item: Item, index: number) => boolean): MaybePromise<Item[]> {
    const results: Item[] = [];
    const visited = this.each(items.length, (index) => {
      const item = items[index] as Item;
      if (matches(item, index)) results.push(item);
    });
    return when(visited, () => results);
  }

  /** Converts all items at once, so that the reads of their conversions share batches. */
  mapTogether<Item, Result>(
    items: readonly Item[],
    convert: (item: Item, index: number) => MaybePromise<Result>,
  ): MaybePromise<Result[]> {
    const begun = this.map(items, (item, index) => {
      const result = convert(item, index);
      if (result instanceof Promise) result.catch(() => undefined); // reported by `all`, perhaps after a pause
      return result;
    });
    return when(begun, (results) => all(results));
  }

  /** Returns the items, most of them as promises that resolve one after the other within the slices of the coming turns. */
  pace<Item>(items: readonly Item[]): readonly (Item | Promise<Item>)[] {
    if (this.sliceMs === Infinity) return items;
    return items.map((item) => {
      const paced = this.nextPart().then(() => item);
      paced.catch(() => undefined); // when the list is given up, nobody waits for its items
      return paced;
    });
  }

  /** Converts one item after the other; a conversion may itself pause. */
  mapInTurn<Item, Result>(
    items: readonly Item[],
    convert: (item: Item, index: number) => MaybePromise<Result>,
  ): MaybePromise<Result[]> {
    const results: Result[] = [];
    const convertFrom = (from: number): MaybePromise<Result[]> => {
      for (let index = from; index < items.length; index++) {
        const result = convert(items[index] as Item, index);
        if (result instanceof Promise)
          return result.then((value) => {
            results.push(value);
            return convertFrom(index + 1);
          });
        results.push(result);
        const paused = this.pause();
        if (paused) return paused.then(() => convertFrom(index + 1));
      }
      return results;
    };
    return convertFrom(0);
  }

  /** Returns the items in order, as a new list. Equal items keep their order. */
  sort<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number): MaybePromise<Item[]> {
    if (items.length <= SORTED_AT_ONCE) return when(this.pause(items.length), () => [...items].sort(compare));
    const starts = Array.from({ length: Math.ceil(items.length / SORTED_AT_ONCE) }, (_, run) => run * SORTED_AT_ONCE);
    const runs = this.mapInTurn(starts, (from) => this.sort(items.slice(from, from + SORTED_AT_ONCE), compare));
    return when(runs, (sorted) => this.mergeRuns(sorted, compare));
  }

  private mergeRuns<Item>(runs: Item[][], compare: (a: Item, b: Item) => number): MaybePromise<Item[]> {
    if (runs.length === 1) return runs[0]!;
    const firsts = runs.filter((_, index) => index % 2 === 0);
    const merged = this.mapInTurn(firsts, (run, index) => this.merge(run, runs[2 * index + 1] ?? [], compare));
    return when(merged, (fewer) => this.mergeRuns(fewer, compare));
  }

  private merge<Item>(left: Item[], right: Item[], compare: (a: Item, b: Item) => number): MaybePromise<Item[]> {
    const merged: Item[] = [];
    let [a, b] = [0, 0];
    const visited = this.each(left.length + right.length, () => {
      const takesLeft = b >= right.length || (a < left.length && compare(left[a]!, right[b]!) <= 0);
      merged.push(takesLeft ? left[a++]! : right[b++]!);
    });
    return when(visited, () => merged);
  }

  private continueAt(from: number, count: number, visit: (index: number) => void): MaybePromise<void> {
    let index = from;
    while (index < count) {
      const stop = Math.min(index + UNITS_PER_CHECK, count);
      const units = stop - index;
      while (index < stop) visit(index++);
      const paused = this.pause(units);
      if (paused) return paused.then(() => this.continueAt(stop, count, visit));
    }
  }

  private isUsedUp(): boolean {
    const now = performance.now();
    turns.begin(now);
    if (this.turn !== turns.number) {
      this.turn = turns.number;
      this.startedAt = now;
      return false;
    }
    const used = now - this.startedAt;
    return used > this.sliceMs || (used > LEAST_MS && now - turns.startedAt > TURN_MS && this.sliceMs !== Infinity);
  }

  private nextPart(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.waiting.push({ resolve, reject }) === 1) turns.enqueue(this);
    });
  }

  /** Continues what waits, latest first so that begun work ends before other work begins, until the slice is used up. */
  async resume(): Promise<void> {
    this.stopped ??= this.reasonToStop?.();
    this.isUsedUp(); // the slice begins
    for (let waiter = this.waiting.pop(); waiter; waiter = this.waiting.pop()) {
      if (this.stopped) waiter.reject(this.stopped);
      else waiter.resolve();
      await Promise.resolve(); // the work runs until it pauses again or waits for a read
      if (this.waiting.length > 0 && this.isUsedUp()) return turns.enqueue(this);
    }
  }
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The turns of the event loop, as far as they do counted work. */
class Turns {
  number = 0;
  startedAt = 0;
  private isOpen = false;
  private readonly queue = new Set<WorkBudget>();

  /** Called with the time of the first work of a turn; later calls of the turn do nothing. */
  begin(now: number): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.startedAt = now;
    setImmediate(() => this.end());
  }

  enqueue(budget: WorkBudget): void {
    this.queue.add(budget);
    this.begin(performance.now());
  }

  /** Begins the next turn with the urgent work that waits and with that of one request. */
  private end(): void {
    this.isOpen = false;
    this.number++;
    if (this.queue.size === 0) return;
    this.begin(performance.now());
    const next = [...this.queue].filter(({ isUrgent }) => isUrgent);
    for (const budget of this.queue)
      if (!budget.isUrgent) {
        next.push(budget);
        break;
      }
    for (const budget of next) {
      this.queue.delete(budget);
      void budget.resume();
    }
  }
}

const turns = new Turns();
