/** A value that is there, or will be. Facts that are cached are plain values: no promise, no tick. */
export type MaybePromise<T> = T | Promise<T>;

/** Applies a function to a value now when it is there, else when it comes. */
export function when<T, R>(value: MaybePromise<T>, apply: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(apply) : apply(value);
}

/** All of several values; a promise only where one of them is. */
export function all<T>(values: readonly MaybePromise<T>[]): MaybePromise<T[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as T[]);
}

/** Two values together; both are awaited at once, so that neither rejects unheard. */
export function both<A, B, R>(
  first: MaybePromise<A>,
  second: MaybePromise<B>,
  apply: (first: A, second: B) => MaybePromise<R>,
): MaybePromise<R> {
  return when(all<A | B>([first, second]), ([a, b]) => apply(a as A, b as B));
}
