import type { Graph } from '../../graph/graph';
import { classifyFailure } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';
import { HashList } from '../staging/typed-collections';

export const LIVE_KINDS = ['states', 'roles', 'findings', 'relationships'] as const;
export type LiveKind = (typeof LIVE_KINDS)[number];

/** Hashes by kind of fact: relationships have a kind for each type. Null if they are too many for the memory of the database. */
export type HashesByKind = ReadonlyMap<string, HashList> | null;

interface Row {
  readonly kind: string;
  readonly hashes: readonly string[];
}

/**
 * The hashes of all facts of a loaded release, about 15 MB for a national one. The database sends them while the next
 * release is read. Nothing changes them: the load that needs them has the lock.
 */
export class LiveHashes {
  private readonly reading: Promise<HashesByKind[]>;
  private stopped = false;

  constructor(
    private readonly graph: Graph,
    readonly release: number,
  ) {
    this.reading = Promise.all(LIVE_KINDS.map((part) => this.read(part)));
    this.reading.catch(() => undefined); // `all` throws it
  }

  /** Returns them in the order of LIVE_KINDS. */
  all(): Promise<HashesByKind[]> {
    return this.reading;
  }

  /** Reads no more of them. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.reading.catch(() => undefined);
  }

  private async read(part: LiveKind): Promise<HashesByKind> {
    const found = new Map<string, HashList>();
    try {
      for await (const { kind, hashes } of this.graph.stream<Row>(STATEMENTS[`${part}-hashes`], {
        release: this.release,
      })) {
        if (this.stopped) break;
        let list = found.get(kind);
        if (list === undefined) found.set(kind, (list = new HashList()));
        for (const hash of hashes) list.push(hash);
      }
    } catch (error) {
      if (classifyFailure(error) !== 'split') throw error;
      return null;
    }
    return found;
  }
}
