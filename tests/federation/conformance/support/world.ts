/** An object with all its fields, whatever subgraphs resolve them. A function is a field with arguments, or one that refers to others. */
export interface Thing {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/** The merged data of a graph. */
export interface World {
  /** The values of the root fields. */
  readonly Query: Readonly<Record<string, unknown>>;
  readonly Mutation?: Readonly<Record<string, unknown>>;
  /** All entities. */
  readonly things: readonly Thing[];
}

/** Returns the value of a field. A field with @requires receives what it requires. */
export function valueOf(object: object, field: string, args: object, required?: unknown): unknown {
  const value = (object as Record<string, unknown>)[field];
  return typeof value === 'function'
    ? (value as (...values: unknown[]) => unknown).call(object, args, required)
    : value;
}

/** A field with @requires that has no value of its own is a text of what it requires. */
export function requiringValue(object: object, field: string, args: object, required: unknown): unknown {
  return field in object ? valueOf(object, field, args, required) : JSON.stringify(required);
}

/** A field that fails. */
export const fails = (text: string) => () => {
  throw new Error(text);
};
