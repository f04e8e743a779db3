import type { Data } from '../subgraphs/subgraph-executor';

/** A JSON object, not a list. */
export function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Merges an answer into what is already there: objects by key, lists by position, anything else replaced, but never by
 * null. `target` takes over the parts of `source`, which the caller must not use again. A key `__proto__` is dropped:
 * only a hostile subgraph sends one.
 */
export function merge(target: Data, source: Data): void {
  for (const key in source) {
    if (key !== '__proto__') target[key] = merged(target[key], source[key]);
  }
}

/** As `merge`, but leaves `source` whole: for an answer that belongs to several places. */
export function mergeCopy(target: Data, source: Data): void {
  for (const key in source) {
    if (key !== '__proto__') target[key] = merged(target[key], copy(source[key]));
  }
}

function merged(present: unknown, incoming: unknown): unknown {
  if (incoming === null) return present ?? null;
  if (typeof incoming !== 'object' || typeof present !== 'object' || present === null) return incoming;
  if (!Array.isArray(incoming)) {
    if (Array.isArray(present)) return incoming;
    merge(present as Data, incoming as Data);
  } else {
    if (!Array.isArray(present)) return incoming;
    for (let at = 0; at < incoming.length; at++) present[at] = merged(present[at], incoming[at]);
  }
  return present;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  const twin: Data = {};
  for (const key in value) if (key !== '__proto__') twin[key] = copy((value as Data)[key]);
  return twin;
}
