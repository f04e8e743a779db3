import type { MaybePromise } from '../../maybe-promise';
import type { Graph } from '../graph';
import type { ReleaseSet } from '../release-set';
import { extendTexts, readTexts, type TextStatements } from './read-texts';
import type { TextIndex } from './text-index';

/** What a reader knows of the releases of its graph. */
export interface KnownReleases {
  readonly releases: ReleaseSet;
  /** The codes that a release above one number and up to another changed. */
  changedCodes(above: number, upTo: number, after: string): Iterable<string>;
}

interface Built {
  readonly upTo: number;
  /** Identifies the release `upTo`. */
  readonly identity: string;
  readonly index: Promise<TextIndex>;
  ready: TextIndex | null;
}

/**
 * The text index of a graph, shared by everything in the process that reads the graph. It is built at its first use,
 * extended by what later releases changed, and built anew when the graph was replaced.
 */
export class TextIndexes {
  private newest: Built | null = null;
  private before: Built | null = null;

  constructor(
    private readonly graph: Graph,
    private readonly statements: TextStatements,
  ) {}

  /** Returns an index that holds the texts of a release: the index itself if it is there. Rejects as a read does. */
  at(release: number, known: KnownReleases): MaybePromise<TextIndex> {
    const usable = [this.newest, this.before].filter((built) => built !== null && holds(built, release, known));
    const found = usable.find((built) => built?.ready) ?? usable[0] ?? this.begin(known);
    return found.ready ?? found.index;
  }

  /** Begins to extend an index that is in use by the newest release, so that no search has to wait for it. */
  follow(known: KnownReleases): void {
    const { releases } = known;
    if (this.newest?.ready && releases.newestNumber > 0 && !holds(this.newest, releases.newestNumber, known))
      this.begin(known);
  }

  private begin(known: KnownReleases): Built {
    const upTo = known.releases.newestNumber;
    const base = this.newest?.ready && continues(this.newest, known) ? this.newest : null;
    const index = base
      ? extendTexts(base.ready!, {
          graph: this.graph,
          statements: this.statements,
          upTo,
          codes: known.changedCodes(base.upTo, upTo, ''),
        })
      : readTexts(this.graph, this.statements, upTo);
    const built: Built = { upTo, identity: known.releases.identityOf(upTo) ?? '', index, ready: null };
    index.then(
      (ready) => {
        built.ready = ready;
        this.before = null;
      },
      () => {
        if (this.newest === built) [this.newest, this.before] = [this.before, null];
      },
    );
    this.before = base;
    return (this.newest = built);
  }
}

function holds(built: Built, release: number, known: KnownReleases): boolean {
  return release <= built.upTo && continues(built, known);
}

function continues({ upTo, identity }: Built, { releases }: KnownReleases): boolean {
  return releases.identityOf(upTo) === identity;
}
