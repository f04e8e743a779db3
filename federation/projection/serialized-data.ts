import type { JsonObject } from '../json-object';

/** The data of a response, serialized as JSON in UTF-8. It passes through Apollo Server like any data object. */
export class SerializedData {
  /** `merged` contains all serialized fields under the same keys, and possibly more. Omit it where keys or nulls differ. */
  constructor(
    readonly bytes: Buffer,
    private readonly merged?: JsonObject,
  ) {}

  /** An object with at least all serialized fields. */
  get object(): JsonObject {
    return this.merged ?? (JSON.parse(this.text) as JsonObject);
  }

  /** This, typed as the object that GraphQL's types expect. */
  asData(): JsonObject {
    return this as unknown as JsonObject;
  }

  /** The JSON text. */
  get text(): string {
    return this.bytes.toString();
  }

  /** For JSON.stringify. Integers beyond 2^53 lose digits; `text` has them. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
