import type { ReleaseRow } from '../ods/facts';

/** What the catalog says of the releases, measures and postcodes in the graph, as far as it identifies their content. */
export interface GraphContent {
  readonly releases: readonly Pick<ReleaseRow, 'number' | 'sha256' | 'loadedAt'>[];
  readonly measures: Generation;
  readonly postcodes: Generation;
}

/** A state of the measures, or of the postcodes. */
export interface Generation {
  /** Higher after each load. */
  readonly generation: number;
  /** The load that wrote the generation; null for none. Each load has its own. */
  readonly writtenBy: string | null;
}

/**
 * The releases, measures and postcodes of one graph as a process has seen them since it first read them. What was read of them
 * holds as long as the set is continued. Otherwise the graph was replaced: another release has the number of a known
 * one, the newest known release is gone, or the measures or the postcodes went back.
 */
export class ReleaseSet {
  private readonly identities = new Map<number, string>();
  private newest = 0;
  private measures: Generation | null = null;
  private postcodes: Generation | null = null;

  /** Whether everything that is known of the set also holds for this content. Any content continues an empty set. */
  isContinuedBy({ releases, measures, postcodes }: GraphContent): boolean {
    if (this.newest === 0) return true;
    const hasNewest = releases.some(({ number }) => number === this.newest);
    if (!hasNewest || !releases.every((release) => this.agrees(release))) return false;
    return continues(this.measures, measures) && continues(this.postcodes, postcodes);
  }

  /** The number of the newest release that was seen; 0 for none. */
  get newestNumber(): number {
    return this.newest;
  }

  /** Returns what tells a release apart from any other of its number; undefined if it was never seen. */
  identityOf(number: number): string | undefined {
    return this.identities.get(number);
  }

  /** Adds content that continues the set. */
  add({ releases, measures, postcodes }: GraphContent): void {
    for (const release of releases) {
      this.identities.set(release.number, identityOf(release));
      this.newest = Math.max(this.newest, release.number);
    }
    this.measures = measures;
    this.postcodes = postcodes;
  }

  private agrees(release: GraphContent['releases'][number]): boolean {
    const known = this.identities.get(release.number);
    return known === undefined || known === identityOf(release);
  }
}

function continues(known: Generation | null, { generation, writtenBy }: Generation): boolean {
  if (known === null || generation > known.generation) return true;
  return generation === known.generation && writtenBy === known.writtenBy;
}

/** The time of the load tells apart two loads of one file, between which the graph was emptied. */
function identityOf({ sha256, loadedAt }: Pick<ReleaseRow, 'sha256' | 'loadedAt'>): string {
  return `${sha256} ${loadedAt}`;
}
