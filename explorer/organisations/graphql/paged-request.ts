/** The request for a page of a connection. */
export interface PagedRequest {
  /** The variables as text. */
  readonly key: string;
  /** The end of the page before; null for the first page. */
  readonly cursor: string | null;
  /** How often the page was asked for. */
  readonly attempt: number;
}

/** The first page for variables, unless a later one for the same variables was asked for. */
export const currentRequest = (last: PagedRequest, key: string): PagedRequest =>
  last.key === key ? last : { key, cursor: null, attempt: 1 };

export const sameAgain = (request: PagedRequest): PagedRequest => ({ ...request, attempt: request.attempt + 1 });

/** The request for the page after a cursor. If that page was the last one asked for, it failed: it is asked for again. */
export const requestAfter = (last: PagedRequest, cursor: string | null): PagedRequest =>
  last.cursor === cursor ? sameAgain(last) : { ...last, cursor, attempt: 1 };

/** How much of a list is loaded; nothing if not even its length is known. */
export const loadedText = (nodes: readonly unknown[], totalCount: number | undefined, what: string): string =>
  totalCount === undefined ? '' : `${nodes.length} of ${totalCount} ${what}`;
