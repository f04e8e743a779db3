import { createHash } from 'node:crypto';
import type { StateRow } from '../../ods/facts';
import type { SearchArgs } from '../../schema/arguments';
import type { Loaders } from '../../graph/loaders';
import { when } from '../../maybe-promise';
import type { Near } from '../../schema/nearby/near';
import { toCode, toCodeFilter } from '../codes';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { candidatesNear, distanceIn, nearestOf, nearScope, organisationsNear, type Nearby } from '../nearby/nearby';
import { cursorScope, cutPage, Page, toPageRange, type List, type PageRange } from '../page';
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
  const roles = toCodeFilter(args.roles, 'roles', limits.codes);
  const scope = searchScope(args, roles, at, context);
  const range = toPageRange(args, scope, context);
  const among = args.within ? await codesWithin(args.within, at, context) : null;
  const nearby = args.near ? await organisationsNear(args.near, at, context) : null;
  const criteria: Criteria = { ...args, roles, among, release: at.release.number, nearby };
  const search = (after: string | null, max: number) =>
    matchingCodes({ ...criteria, after }, max, { ...args, roles }, at, context);
  const isCrossed =
    range.after && range.before && !(await comesAfter(range.before[0]!, range.after[0]!, criteria, loaders));
  const { items, more } = cutPage(isCrossed ? [] : await codesBetween(range, search), range);
  const list = listOfStates(await statesOf(items, at, loaders), at, args.text ?? null, nearby);
  const count = async () => [(await search(null, Infinity)).length];
  const total = () =>
    when(context.memo.list<number>('search count', keyOf(scope.list), at, count), ([matching]) => matching!);
  const page = new Page(list, list.items, more, (state: StateRow) => cursors.write(scope, list.keysetOf(state)), total);
  if (args.text) page.understood = () => understandingOf(args.text!, at, loaders);
  return page;
}

/** Returns the codes of a page and one more if there is one. The end of a search is known only when all of it was read. */
async function codesBetween(
  { size, isFromEnd, after, before }: PageRange,
  search: (after: string | null, max: number) => Promise<string[]>,
): Promise<string[]> {
  const found = await search(after?.[0] ?? null, isFromEnd ? Infinity : size + 1);
  const end = before ? found.indexOf(before[0]!) : -1;
  return end < 0 ? found : found.slice(0, end);
}

/** Whether a code of a search comes after another code of it. No record is read for that. */
async function comesAfter(
  code: string,
  other: string,
  { nearby, ...criteria }: Criteria,
  loaders: Loaders,
): Promise<boolean> {
  if (!criteria.text && nearby === null) return code > other;
  const following = { ...criteria, after: other };
  const { codes } = await (nearby === null
    ? findCandidates(following, loaders)
    : candidatesNear(nearby, following, loaders));
  return codes.includes(code);
}

/** The criteria of a search, and the organisations near its place. */
interface Criteria extends SearchCriteria {
  readonly nearby: Nearby | null;
}

/**
 * Returns at most 10 of the best matches for a text that is still being typed. They are active on the date, except
 * that an exact code is returned whatever its status.
 */
export async function suggestOrganisations(
  text: string,
  { near, ...filter }: SearchFilter & { readonly near?: Near | null | undefined },
  at: Moment,
  context: Context,
): Promise<OrganisationAt[]> {
  const { loaders } = context;
  if (text.trim() === '') return [];
  const nearby = near ? await organisationsNear(near, at, context) : null;
  const exact = toCode(text.slice(0, 64));
  const criteria: SearchCriteria = { text, kinds: filter.kinds, release: at.release.number };
  const suggested = async (codes: readonly string[]) => {
    const matches = await filterCandidates(codes, { ...filter, includeInactive: true }, at, loaders);
    const isSuggested = (state: StateRow) => state.code === exact || activeAt(state, at);
    return matches.flatMap(({ state }) => (isSuggested(state) ? [state.code] : []));
  };
  const candidates = await findCandidates(criteria, loaders);
  const inOrder = nearby === null ? candidates : await nearestOf(candidates, exact, nearby, loaders);
  const found = await scanCandidates(inOrder, MAX_SUGGESTIONS, suggested);
  const states = await statesOf(found, at, loaders);
  return states.map((state) => new OrganisationAt(state, at, text, distanceIn(nearby, state.code)));
}

/** Arguments can be long, and what is cached by them is short. */
function keyOf(scope: string): string {
  return createHash('sha256').update(scope).digest('base64url');
}

/** Returns at most `max` codes of a search, in its order. */
async function matchingCodes(
  { nearby, ...criteria }: Criteria,
  max: number,
  filter: SearchFilter,
  at: Moment,
  { loaders }: Context,
): Promise<string[]> {
  const matching = async (codes: readonly string[]) =>
    (await filterCandidates(codes, filter, at, loaders)).map(({ state }) => state.code);
  const candidates = nearby === null ? findCandidates(criteria, loaders) : candidatesNear(nearby, criteria, loaders);
  return scanCandidates(await candidates, max, matching);
}

function searchScope(args: SearchArgs, roles: string[] | null, at: Moment, { snapshot }: Context) {
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
    ...(args.near ? [nearScope(args.near, snapshot)] : []),
  );
}

function listOfStates(
  items: readonly StateRow[],
  at: Moment,
  text: string | null,
  nearby: Nearby | null,
): List<StateRow, OrganisationAt> {
  const nodeOf = (state: StateRow) => new OrganisationAt(state, at, text, distanceIn(nearby, state.code));
  return { items, keysetOf: ({ code }) => [code], nodeOf };
}
