import type { FieldNode } from 'graphql';
import { KnownError } from '../../errors';
import type { JsonObject } from '../json-object';

/** The key of a field of the client's document in the merged data. */
export type KeyOf = (node: FieldNode) => string;

export interface ResponseBudgetSettings {
  /** The largest cost of a response, in points. */
  readonly limit: number;
  /** Returns the cost of data that has been merged so far. */
  costOf(data: JsonObject, keyOf: KeyOf): number;
  /** Called once when the execution must end; `merged` is absent if the last result was not merged. */
  onEnd?(error: KnownError, merged?: { readonly data: JsonObject; readonly keyOf: KeyOf }): void;
}

/** Objects that may be in memory for each point, selected by the client or not. */
const OBJECTS_PER_POINT = 4;
/** The shortest JSON of an object in a list: braces and a comma. */
const LEAST_OBJECT_BYTES = 3;

/**
 * Ends the execution of an operation whose response costs more than the limit while it is fetched, before its entities are
 * fetched from further subgraphs. What was received is counted roughly; only a rough count above the limit makes it
 * calculate the exact cost. An operation within the limit is ended only if its subgraphs return several objects for each
 * point (OBJECTS_PER_POINT), for example objects of weight 0 or objects that only the plan needs.
 */
export class ResponseBudget {
  /** The reason why the execution must end. */
  error: KnownError | undefined;
  /** At least the cost so far, in objects. */
  private bound = 0;
  /** At least all objects that were received; the part that is only estimated is within the limit. */
  private objects = 0;
  private listItems = 0;
  private merged: { readonly data: JsonObject; readonly keyOf: KeyOf } | undefined;

  constructor(private readonly settings: ResponseBudgetSettings) {}

  /** Counts the items of a list of our own subgraph before they are read. Returns the error if they are too many. */
  addItems(count: number): KnownError | undefined {
    this.listItems += count;
    if (this.listItems > OBJECTS_PER_POINT * this.settings.limit)
      this.end(tooManyObjects(this.listItems, this.settings.limit));
    return this.error;
  }

  /** Counts a result before it is merged. `count` counts its objects, `bytes` is its size as JSON, if it is known. */
  add(bytes: number | undefined, count: () => number): void {
    const { limit } = this.settings;
    const most = bytes === undefined ? Infinity : bytes / LEAST_OBJECT_BYTES;
    const objects = Math.max(this.bound, this.objects) + most <= limit ? most : count();
    this.bound += objects;
    this.objects += objects;
    if (this.objects > OBJECTS_PER_POINT * limit) this.end(tooManyObjects(this.objects, limit));
  }

  /** Names the data that results are merged into. */
  watch(data: JsonObject, keyOf: KeyOf): void {
    this.merged = { data, keyOf };
  }

  /** Calculates the cost of the merged data if it may be above the limit. */
  check(): void {
    if (this.error || !this.merged || this.bound <= this.settings.limit) return;
    this.bound = this.settings.costOf(this.merged.data, this.merged.keyOf);
    if (this.bound > this.settings.limit) this.end(costTooHigh(this.bound, this.settings.limit), this.merged);
  }

  private end(error: KnownError, merged?: ResponseBudget['merged']): void {
    if (this.error) return;
    this.error = error;
    this.settings.onEnd?.(error, merged);
  }
}

/** Returns the error for a response that cost more than the limit when it was fetched. */
export function costTooHigh(actual: number, limit: number): KnownError {
  return new KnownError(
    'COST_ACTUAL_TOO_EXPENSIVE',
    `The response has cost ${actual} points, one for each object and for what it reads; the limit is ${limit}. A list is longer than expected.`,
    { extensions: { cost: { actual, limit } } },
  );
}

function tooManyObjects(objects: number, limit: number): KnownError {
  return new KnownError(
    'COST_ACTUAL_TOO_EXPENSIVE',
    `The subgraphs have returned ${objects} objects; the limit of the cost is ${limit} points. A list is longer than expected.`,
    { extensions: { cost: { limit } } },
  );
}
