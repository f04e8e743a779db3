/** A JSON object: the data of a response, a representation, variables. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is a JSON object; lists and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
