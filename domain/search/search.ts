import { createHash } from 'node:crypto';
import type { StateRow } from '../../ods/facts';
import type { SearchArgs } from '../../schema/arguments';
import { when } from '../../maybe-promise';
import { toCode, toCodeFilter } from '../codes';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { cursorScope, Page, toPageSize, type List } from '../page';
import { activeAt } from '../records/dated';
import { OrganisationAt, statesOf } from '../records/organisation';
import { scanCandidates } from './candidate-chunk';
import { findCandidates, type SearchCriteria } from './candidates';
import { filterCandidates, type SearchFilter } from './filter';
import { understandingOf } from './match';
import { codesWithin } from './within';

const MAX_SUGGESTIONS = 10;

/**
 * Returns one page of the organisations that match a search at a moment.
 * Throws BAD_USER_INPUT for a bad argument and INVALID_CURSOR for a cursor of another list.
 */
export async function searchOrganisations(
  args: SearchArgs,
  at: Moment,
  context: Context,
): Promise<Page<StateRow, OrganisationAt>> {
  const { loaders, cursors, limits } = context;
  const size = toPageSize(args.first, limits.page);
  const roles = toCodeFilter(args.roles, 'roles', limits.codes);
  const scope = searchScope(args, roles, at);
  const [after] = typeof args.after === 'string' ? cursors.read(scope, args.after) : [];
  const among = args.within ? await codesWithin(args.within, at, context) : null;
  const criteria: SearchCriteria = { ...args, roles, among, release: at.release.number, after };
  const found = await matchingCodes(criteria, size + 1, { ...args, roles }, at, context);
  const list = listOfStates(await statesOf(found.slice(0, size), at, loaders), at, args.text ?? null);
  const count = async () => [
    (await matchingCodes({ ...criteria, after: null }, Infinity, { ...args, roles }, at, context)).length,
  ];
  const total = () =>
    when(context.memo.list<number>('search count', keyOf(scope.list), at, count), ([matching]) => matching!);
  const more = { hasNextPage: found.length > size, hasPreviousPage: after !== undefined };
  const page = new Page(list, list.items, more, (state: StateRow) => cursors.write(scope, list.keysetOf(state)), total);
  if (args.text) page.understood = () => understandingOf(args.text!, at, loaders);
  return page;
}

/**
 * Returns at most 10 of the best matches for a text that is still being typed. They are active on the date, except
 * that an exact code is returned whatever its status.
 */
export async function suggestOrganisations(
  text: string,
  filter: SearchFilter,
  at: Moment,
  { loaders }: Context,
): Promise<OrganisationAt[]> {
  if (text.trim() === '') return [];
  const exact = toCode(text.slice(0, 64));
  const criteria: SearchCriteria = { text, kinds: filter.kinds, release: at.release.number };
  const suggested = async (codes: readonly string[]) => {
    const matches = await filterCandidates(codes, { ...filter, includeInactive: true }, at, loaders);
    const isSuggested = (state: StateRow) => state.code === exact || activeAt(state, at);
    return matches.flatMap(({ state }) => (isSuggested(state) ? [state.code] : []));
  };
  const found = await scanCandidates(await findCandidates(criteria, loaders), MAX_SUGGESTIONS, suggested);
  return (await statesOf(found, at, loaders)).map((state) => new OrganisationAt(state, at, text));
}

/** Arguments can be long, and what is cached by them is short. */
function keyOf(scope: string): string {
  return createHash('sha256').update(scope).digest('base64url');
}

/** Returns at most `max` codes of a search, in its order. */
async function matchingCodes(
  criteria: SearchCriteria,
  max: number,
  filter: SearchFilter,
  at: Moment,
  { loaders }: Context,
): Promise<string[]> {
  const matching = async (codes: readonly string[]) =>
    (await filterCandidates(codes, filter, at, loaders)).map(({ state }) => state.code);
  return scanCandidates(await findCandidates(criteria, loaders), max, matching);
}

function searchScope(args: SearchArgs, roles: string[] | null, at: Moment) {
  const { text, postcode, uprn, kinds, recordClass, within: under, changedSince, includeInactive } = args;
  return cursorScope(
    'search',
    at,
    text,
    postcode,
    uprn,
    kinds,
    roles,
    recordClass,
    under,
    changedSince,
    includeInactive,
  );
}

function listOfStates(items: readonly StateRow[], at: Moment, text: string | null): List<StateRow, OrganisationAt> {
  return { items, keysetOf: ({ code }) => [code], nodeOf: (state) => new OrganisationAt(state, at, text) };
}
