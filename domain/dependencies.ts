import type { Snapshot } from '../graph/catalog';

/**
 * What an answer was read from. An answer that was read from named releases alone stays the same when another release,
 * a measure or a file of postcodes is loaded.
 */
export interface Dependencies {
  /** Whether a field was resolved in a release that the request names by its id. */
  namedRelease: boolean;
  /** Whether a field depends on what is loaded or live at the moment. */
  currentContent: boolean;
}

export function noDependencies(): Dependencies {
  return { namedRelease: false, currentContent: false };
}

/** Whether the same request will have the same answer, as long as the program stays the same. */
export function isFixed({ namedRelease, currentContent }: Dependencies): boolean {
  return namedRelease && !currentContent;
}

/** Returns a snapshot that notes when something of it is read that a load can change. */
export function observed(snapshot: Snapshot, dependencies: Dependencies): Snapshot {
  return new ObservedSnapshot(snapshot, dependencies);
}

class ObservedSnapshot implements Snapshot {
  constructor(
    private readonly snapshot: Snapshot,
    private readonly dependencies: Dependencies,
  ) {}

  get live() {
    return this.current.live;
  }

  get releases() {
    return this.current.releases;
  }

  get generation() {
    return this.current.generation;
  }

  get measuredBy() {
    return this.current.measuredBy;
  }

  get postcodes() {
    return this.current.postcodes;
  }

  get known() {
    return this.snapshot.known;
  }

  get content() {
    return this.snapshot.content;
  }

  private get current(): Snapshot {
    this.dependencies.currentContent = true;
    return this.snapshot;
  }
}
