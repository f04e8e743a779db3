import type { JsonObject } from '../json-object';

/**
 * Merges a response into existing data: objects by key, lists by position; other values are replaced, but never by null.
 * `target` takes ownership of the parts of `source`, which the caller must not use again. A key `__proto__` is dropped:
 * only a malicious subgraph sends one.
 */
export function merge(target: JsonObject, source: JsonObject): void {
  for (const key in source) {
    if (key !== '__proto__') target[key] = merged(target[key], source[key]);
  }
}

/** Like `merge`, but copies `source`, for a result that is merged into several objects. */
export function mergeCopy(target: JsonObject, source: JsonObject): void {
  for (const key in source) {
    if (key !== '__proto__') target[key] = merged(target[key], copy(source[key]));
  }
}

function merged(present: unknown, incoming: unknown): unknown {
  if (incoming === null) return present ?? null;
  if (typeof incoming !== 'object' || typeof present !== 'object' || present === null) return incoming;
  if (!Array.isArray(incoming)) {
    if (Array.isArray(present)) return incoming;
    merge(present as JsonObject, incoming as JsonObject);
  } else {
    if (!Array.isArray(present)) return incoming;
    for (let at = 0; at < incoming.length; at++) present[at] = merged(present[at], incoming[at]);
  }
  return present;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  const result: JsonObject = {};
  for (const key in value) if (key !== '__proto__') result[key] = copy((value as JsonObject)[key]);
  return result;
}
