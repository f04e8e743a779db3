import type { JsonObject } from '../json-object';

/** Unused bytes around the data, for the rest of a response: what is written there needs no copy of the data. */
export const ROOM = { before: 16, after: 1_024 };

/** The data of a response, serialized as JSON in UTF-8. It passes through Apollo Server like any data object. */
export class SerializedData {
  /**
   * `whole` has the bytes and the room around them. `merged` contains all serialized fields under the same keys, and possibly
   * more. Omit it where keys or nulls differ.
   */
  constructor(
    private readonly whole: Buffer,
    private readonly merged?: JsonObject,
  ) {}

  get bytes(): Buffer {
    return this.whole.subarray(ROOM.before, this.whole.length - ROOM.after);
  }

  /** Returns the bytes between two texts, of which the first is ASCII. Call it once: it writes into the room around the bytes. */
  between(head: string, tail: string): Buffer {
    const { bytes, whole } = this;
    const after = Buffer.byteLength(tail);
    if (head.length > ROOM.before || after > ROOM.after)
      return Buffer.concat([Buffer.from(head), bytes, Buffer.from(tail)]);
    const from = ROOM.before - head.length;
    const end = ROOM.before + bytes.length;
    whole.write(head, from, 'latin1');
    whole.write(tail, end);
    return whole.subarray(from, end + after);
  }

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
