/** The bookmarks of a session: before its statement and after it. */
export interface Seen {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * What every later statement must see. The replicas of a cluster are not equally new: a statement that carries a bookmark
 * waits until its server has what the bookmark stands for. A single server needs none.
 */
export class Causality {
  #bookmarks: readonly string[] = [];
  readonly #isRouted: boolean;

  constructor(uri: string) {
    this.#isRouted = /^neo4j(\+s|\+ssc)?:/.test(uri);
  }

  /** For a new session. */
  get bookmarks(): readonly string[] {
    return this.#bookmarks;
  }

  /** Later statements see at least what this session saw or wrote. */
  follow({ before, after }: Seen): void {
    if (!this.#isRouted || after.length === 0) return;
    this.#bookmarks = [...new Set([...this.#bookmarks.filter((each) => !before.includes(each)), ...after])];
  }
}
