import { badInput } from '../../errors';
import type { StateRow } from '../../graph/keys';
import { candidates, type Chunk } from '../search/candidates';
import type { MaybePromise } from '../../maybe-promise';
import type { AsOf } from '../../schema/as-of';
import type { Within } from '../../schema/within';
import { toFilter } from '../codes';
import type { Context } from '../context';
import { exportedOf, type Exported } from './row';
import type { Moment } from '../moment';
import { below } from '../../resolvers/search';
import { searched, type SearchFilter } from '../search/filter';

/** What an export asks for: the filters of `search`, all of whose answers it has, in the order of the search. */
export interface ExportFilter extends SearchFilter {
  readonly text?: string;
  readonly postcode?: string;
  readonly uprn?: string;
  readonly within?: Within;
}

export interface ExportAsked {
  readonly filter: ExportFilter;
  readonly asOf: AsOf;
}

/** Candidates asked about at once. */
const PAGE = 500;

/**
 * Every answer of a search at a moment, page by page; a page is read when it is asked for and may be empty. `isLoaded`
 * says whether the moment's release still is: one that is taken out meanwhile ends the export with an error, because
 * its facts go too. Errors: BAD_USER_INPUT, DATABASE_*.
 */
export async function* exportPages(
  { roles: given, ...filter }: ExportFilter,
  at: Moment,
  { loaders, limits }: Context,
  isLoaded: () => MaybePromise<boolean>,
): AsyncGenerator<readonly Exported[], void, void> {
  const roles = toFilter(given, 'roles', limits.codes);
  const among = filter.within ? await below(filter.within, at, loaders) : null;
  const start = await candidates({ ...filter, roles, among, release: at.release.number }, loaders);
  for await (const codes of slices(start)) {
    const found = await searched(codes, { ...filter, roles }, at, loaders);
    const page = await exportedOf(statesIn(found), at, loaders);
    if (!(await isLoaded())) throw badInput(`The release of ${at.release.id} was taken out while it was exported.`);
    yield page;
  }
}

/** The candidates in their order, so many at a time. */
async function* slices(start: Chunk): AsyncGenerator<readonly string[], void, void> {
  for (let chunk: Chunk | undefined = start; chunk; chunk = await chunk.next?.())
    for (let from = 0; from < chunk.codes.length; from += PAGE) yield chunk.codes.slice(from, from + PAGE);
}

function statesIn(found: readonly { readonly state: StateRow }[]): StateRow[] {
  return found.map(({ state }) => state);
}
