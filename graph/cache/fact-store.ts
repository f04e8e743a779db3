/** The cached results of one batch query. */
export interface FactStore<Key, Result> {
  /** Equal for keys that have the same result. */
  idOf(key: Key): string;
  /** Returns undefined when the result is not cached. */
  get(key: Key): Result | undefined;
  set(key: Key, result: Result): void;
}
