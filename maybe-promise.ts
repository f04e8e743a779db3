/** A value, or a promise of one. Cached facts are plain values, so that resolvers need no extra tick for them. */
export type MaybePromise<T> = T | Promise<T>;

/** Applies a function to a plain value at once, to a promised one when it resolves. */
export function when<T, R>(value: MaybePromise<T>, apply: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(apply) : apply(value);
}

/** Like Promise.all, but returns a plain array when no value is a promise. */
export function all<T>(values: readonly MaybePromise<T>[]): MaybePromise<T[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as T[]);
}

/** Applies a function to two values. Both are awaited together, so that no rejection goes unhandled. */
export function both<A, B, R>(
  first: MaybePromise<A>,
  second: MaybePromise<B>,
  apply: (first: A, second: B) => MaybePromise<R>,
): MaybePromise<R> {
  return when(all<A | B>([first, second]), ([a, b]) => apply(a as A, b as B));
}
