import type { At } from './dates';
import type { Release } from './reading/release';

let last: { readonly release: Release; readonly at: At; readonly values: Map<string, unknown> } | undefined;

/**
 * Computes what `key` stands for once at a moment. Roll-ups, totals and trees ask the same of one organisation many times;
 * another moment forgets everything, because hardly any question comes again on another day.
 */
export function onceAt<T>(release: Release, { date, basis }: At, key: string, compute: () => T): T {
  if (last?.release !== release || last.at.date !== date || last.at.basis !== basis)
    last = { release, at: { date, basis }, values: new Map() };
  const { values } = last;
  const found = values.get(key) as T | undefined;
  if (found !== undefined) return found;
  const computed = compute();
  values.set(key, computed);
  return computed;
}
