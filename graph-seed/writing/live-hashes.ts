import type { Graph } from '../../graph/graph';
import { classifyFailure } from '../catalog/retry';
import { STATEMENTS } from '../catalog/statements';
import { FINDINGS, ROLES, STATES } from '../staging/kinds';
import { HashSet } from '../staging/typed-collections';

/** What the database returns at once. Relationships are of many kinds. */
export const LIVE_PARTS = ['states', 'roles', 'findings', 'relationships'] as const;
export type LivePart = (typeof LIVE_PARTS)[number];

/** A fact of a loaded release. */
export interface LiveRow {
  readonly hash: string;
  readonly code: string;
  readonly target?: string;
  readonly type?: string;
  readonly operational?: string;
  readonly legal?: string;
}

interface HashList {
  readonly kind: string;
  readonly hashes: readonly string[];
}

/** So many facts are named to the database; for more, it returns all facts. */
const MANY = 50_000;

export const kindOf = (part: LivePart, { type }: LiveRow): string => (part === 'relationships' ? type! : part);

/**
 * The hashes of all facts in a loaded release, by kind. Those that the next release has too are marked. They are read
 * from the graph while the file of the next release is read.
 */
export class LiveHashes {
  private readonly kinds = new Map<string, HashSet>();
  private reading: Promise<unknown> | null = null;

  constructor(
    private readonly graph: Graph,
    readonly release: number,
  ) {}

  /**
   * Starts to read them. Until `whenRead` has ended, the thread must not be busy for seconds without a pause: the driver
   * takes a server for lost that it did not hear for so long.
   */
  start(): void {
    if (this.reading !== null) return;
    this.reading = Promise.all(LIVE_PARTS.map((part) => this.read(part)));
    this.reading.catch(() => undefined); // `whenRead` throws it
  }

  /** Waits until all are read. Throws the error of the database. */
  async whenRead(): Promise<void> {
    this.start();
    await this.reading;
  }

  of(kind: string): HashSet {
    let hashes = this.kinds.get(kind);
    if (hashes === undefined) this.kinds.set(kind, (hashes = new HashSet()));
    return hashes;
  }

  /** Yields the facts that are not marked, and others. */
  async *unmarkedFacts(part: LivePart): AsyncGenerator<LiveRow> {
    const kinds = [...this.kinds].filter(([kind]) => partOf(kind) === part).map(([, hashes]) => hashes);
    const count = kinds.reduce((sum, { size, marked }) => sum + size - marked, 0);
    if (count === 0) return;
    const hashes = count > MANY ? null : kinds.flatMap((each) => [...each.unmarked()]);
    yield* this.facts(part, hashes);
  }

  unmark(): void {
    for (const hashes of this.kinds.values()) hashes.unmark();
  }

  /** Reads the facts instead if their hashes are too many for the memory of the database. */
  private async read(part: LivePart): Promise<void> {
    const statement = STATEMENTS[`${part}-hashes`];
    try {
      for await (const { kind, hashes } of this.graph.stream<HashList>(statement, { release: this.release })) {
        const set = this.of(kind);
        for (const hash of hashes) set.add(hash);
      }
    } catch (error) {
      if (classifyFailure(error) !== 'split') throw error;
      for await (const row of this.facts(part, null)) this.of(kindOf(part, row)).add(row.hash);
    }
  }

  private facts(part: LivePart, hashes: readonly string[] | null): AsyncIterable<LiveRow> {
    return this.graph.stream<LiveRow>(STATEMENTS[`live-${part}`], { release: this.release, hashes });
  }
}

function partOf(kind: string): LivePart {
  return kind === STATES || kind === ROLES || kind === FINDINGS ? kind : 'relationships';
}
