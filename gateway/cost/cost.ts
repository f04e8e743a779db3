/** The cost of an operation, in points: 1 for each object, 0 for each leaf, unless its schema states otherwise. */
export interface Cost {
  /** The upper bound, calculated before execution. */
  readonly estimated: number;
  /** The cost of the response; absent without data. */
  readonly actual?: number;
  /** The largest estimate that is allowed. */
  readonly limit: number;
}
