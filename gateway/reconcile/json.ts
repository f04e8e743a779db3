import { badInput } from '../../errors';

export type JsonObject = Readonly<Record<string, unknown>>;

const MAX_DEPTH = 10;
const MAX_TEXT = 1_000;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** Parses a JSON object in a parameter. Throws BAD_USER_INPUT. */
export function parseObject(name: string, text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badInput(`${name} is not JSON.`);
  }
  return asObject(name, value);
}

export function asObject(name: string, value: unknown): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw badInput(`${name} must be a JSON object.`);
}

export function asList(name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw badInput(`${name} must be a list.`);
}

/** Returns a text of at most 1,000 characters; its control characters become spaces. */
export function asText(name: string, value: unknown): string {
  if (typeof value !== 'string') throw badInput(`${name} must be a text.`);
  if (value.length > MAX_TEXT) throw badInput(`${name} takes at most ${MAX_TEXT} characters; got ${value.length}.`);
  return value.toWellFormed().replace(CONTROL, ' ');
}

/** Returns the text of a property value: a text, a number, a boolean or an entity, or the first of a list of them. */
export function valueText(name: string, value: unknown, depth = 0): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return asText(name, value);
  if (depth > MAX_DEPTH) throw badInput(`${name} is nested too deeply.`);
  if (Array.isArray(value)) return value.length === 0 ? '' : valueText(name, value[0], depth + 1);
  const entity = value as { readonly id?: unknown; readonly name?: unknown };
  return asText(name, entity.name ?? entity.id);
}
