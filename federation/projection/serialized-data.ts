import type { Data } from '../subgraphs/subgraph-executor';

/** The data of an answer as JSON in UTF-8 already: it passes through Apollo Server as any object would. */
export class WrittenData {
  /** `merged` holds all that was written, under the same keys, and may hold more; absent where its keys or nulls differ. */
  constructor(
    readonly bytes: Buffer,
    private readonly merged?: Data,
  ) {}

  /** An object in which everything is found that was written. */
  get whole(): Data {
    return this.merged ?? (JSON.parse(this.bytes.toString()) as Data);
  }

  /** Itself, where GraphQL's types expect an object. */
  asData(): Data {
    return this as unknown as Data;
  }

  toJSON(): unknown {
    return JSON.parse(this.bytes.toString());
  }
}

const HEAD = Buffer.from('{"data":');

/** A whole answer, of its data and of the JSON text of an object with everything else. */
export function joined(data: Buffer, others: string): Buffer {
  return Buffer.concat([HEAD, data, Buffer.from(`,${others.slice(1)}`)]);
}
