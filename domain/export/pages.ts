import type { StateRow } from '../../ods/facts';
import { findCandidates } from '../search/candidates';
import { following, type CandidateChunk } from '../search/candidate-chunk';
import type { AsOf } from '../../schema/as-of';
import type { Within } from '../../schema/within';
import { toCode, toCodeFilter } from '../codes';
import type { Context } from '../context';
import { toExportRows, type ExportRow } from './row';
import type { Moment } from '../moment';
import { codesWithin } from '../search/within';
import { filterCandidates, type SearchFilter } from '../search/filter';

/** The filters of an export. They are those of `search`: an export returns all matches, in the order of the search. */
export interface ExportFilter extends SearchFilter {
  readonly text?: string;
  readonly postcode?: string;
  readonly uprn?: string;
  readonly within?: Within;
  /** Code of the last organisation that the client has: the export goes on after it. */
  readonly after?: string;
}

/** The filters of an export and the moment they apply at. */
export interface ExportRequest {
  readonly filter: ExportFilter;
  readonly asOf: AsOf;
}

/** Candidates per page. */
const PAGE_SIZE = 500;

/**
 * Yields all matches of a search at a moment, page by page. Pages are read on demand and may be empty.
 * Throws BAD_USER_INPUT and DATABASE_*.
 */
export async function* exportPages(
  { roles: given, after: last, ...filter }: ExportFilter,
  at: Moment,
  context: Context,
): AsyncGenerator<readonly ExportRow[], void, void> {
  const { loaders, limits } = context;
  const roles = toCodeFilter(given, 'roles', limits.codes);
  const after = last === undefined ? null : toCode(last);
  const among = filter.within ? await codesWithin(filter.within, at, context) : null;
  const start = await findCandidates({ ...filter, roles, among, after, release: at.release.number }, loaders);
  let hasMatches = false;
  for await (const codes of pagesOf(start, () => hasMatches)) {
    const found = await filterCandidates(codes, { ...filter, roles }, at, loaders);
    hasMatches ||= found.length > 0;
    yield await toExportRows(statesIn(found), at, loaders);
  }
}

/** Yields the candidate codes in their order, at most one page of them at a time. */
async function* pagesOf(
  start: CandidateChunk,
  hasMatches: () => boolean,
): AsyncGenerator<readonly string[], void, void> {
  for (let chunk: CandidateChunk | undefined = start; chunk; chunk = await following(chunk, hasMatches()))
    for (let from = 0; from < chunk.codes.length; from += PAGE_SIZE) yield chunk.codes.slice(from, from + PAGE_SIZE);
}

function statesIn(found: readonly { readonly state: StateRow }[]): StateRow[] {
  return found.map(({ state }) => state);
}
