import type { SearchQuery } from '../../ods/search-query';
import { explain, type Explanation } from './explain';
import type { Results } from './results';
import type { Texts } from './texts';

interface Searchable {
  readonly texts: Texts;
  whole(query: SearchQuery, release: number): Results;
  near(query: SearchQuery, release: number): Results;
}

/** One text searched in one release. Results are computed when they are first asked for. */
export class TextSearch {
  private found: Results | undefined;
  private similar: Results | undefined;

  constructor(
    private readonly index: Searchable,
    readonly query: SearchQuery,
    private readonly release: number,
  ) {}

  /** Returns the codes of the organisations that match the words as typed, best match first. */
  codes(): readonly string[] {
    return this.whole.codes();
  }

  /** Returns the codes of those that match with typing errors in some words. */
  similarCodes(): readonly string[] {
    return this.near.codes();
  }

  /** Explains why an organisation was found; null if it was not. */
  explain(code: string): Explanation | null {
    return explain(code, this.whole, this.index.texts) ?? explain(code, this.near, this.index.texts);
  }

  private get whole(): Results {
    return (this.found ??= this.index.whole(this.query, this.release));
  }

  private get near(): Results {
    return (this.similar ??= this.index.near(this.query, this.release));
  }
}
