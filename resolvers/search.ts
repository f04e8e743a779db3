import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Loaders } from '../graph/loaders';
import type { StateRow } from '../graph/keys';
import { candidates, scan, suggestions, type SearchCriteria } from '../domain/search/candidates';
import { OrganisationConnection } from '../schema/connection';
import { Organisation } from '../schema/organisation';
import type { Within } from '../schema/within';
import { SearchArgs, SuggestArgs } from '../schema/arguments';
import { toCode, toFilter } from '../domain/codes';
import type { Context } from '../domain/context';
import { within, type Moment } from '../domain/moment';
import { OrganisationAt, statesOf } from '../domain/records/organisation';
import { Page, questionOf, toSize, type List } from '../domain/page';
import { known } from './hierarchy/paths';
import { searched, type SearchFilter } from '../domain/search/filter';
import { DEEPEST, nearestFirst, walked } from '../domain/hierarchy/traverse';

const SUGGESTIONS = 10;

@Resolver()
export class SearchResolver {
  @Query(() => OrganisationConnection, {
    description:
      "`text` matches codes, part of a code (3 characters or more), names, towns and postcodes, in tiers: exact code, exact name, prefix, word, fuzzy; within a tier by name, then code, never by an index's score. Without `text`, ordered by code. Only those active on the date unless `includeInactive`. For example the GP practices in 'SO23'.",
  })
  search(@Args(() => SearchArgs) args: SearchArgs, @Ctx() context: Context) {
    return search(args, within(context.root, args.asOf, context), context);
  }

  @Query(() => [Organisation], {
    description:
      "For a text box: at most 10 of the best matches for what has been typed so far that are active on the date, for example for 'old mi'; a whole code whatever became of it, and codes that differ from it only by O and 0 or I and 1.",
  })
  suggest(@Args(() => SuggestArgs) { text, kinds, asOf }: SuggestArgs, @Ctx() context: Context) {
    return suggest(text, { kinds }, within(context.root, asOf, context), context);
  }
}

/** The page of a search that was asked for. Errors: BAD_USER_INPUT, INVALID_CURSOR. */
async function search(args: SearchArgs, at: Moment, context: Context): Promise<Page<StateRow, OrganisationAt>> {
  const { loaders, cursors, limits } = context;
  const size = toSize(args.first, limits.page);
  const roles = toFilter(args.roles, 'roles', limits.codes);
  const question = searchQuestion(args, roles, at);
  const [after] = typeof args.after === 'string' ? cursors.read(question, args.after) : [];
  const among = args.within ? await below(args.within, at, loaders) : null;
  const criteria: SearchCriteria = { ...args, roles, among, release: at.release.number, after };
  const found = await scanned(criteria, size + 1, { ...args, roles }, at, context);
  const list = listOfStates(await statesOf(found.slice(0, size), at, loaders), at);
  const total = async () =>
    (await scanned({ ...criteria, after: null }, Infinity, { ...args, roles }, at, context)).length;
  const more = { hasNextPage: found.length > size, hasPreviousPage: after !== undefined };
  return new Page(list, list.items, more, (state) => cursors.write(question, list.keysetOf(state)), total);
}

/** The first codes of a search, at most `most`. */
async function scanned(
  criteria: SearchCriteria,
  most: number,
  filter: SearchFilter,
  at: Moment,
  { loaders }: Context,
): Promise<string[]> {
  const keep = async (codes: readonly string[]) =>
    (await searched(codes, filter, at, loaders)).map(({ state }) => state.code);
  return scan(await candidates(criteria, loaders), most, keep);
}

function searchQuestion(args: SearchArgs, roles: string[] | null, at: Moment) {
  const { text, postcode, uprn, kinds, recordClass, within: under, changedSince, includeInactive } = args;
  return questionOf(
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

function listOfStates(items: readonly StateRow[], at: Moment): List<StateRow, OrganisationAt> {
  return { items, keysetOf: ({ code }) => [code], nodeOf: (state) => new OrganisationAt(state, at) };
}

/** What lies under an organisation. Errors: BAD_USER_INPUT for an unknown code. */
export async function below(within: Within, at: Moment, loaders: Loaders): Promise<string[]> {
  const code = toCode(within.code);
  await known([code], at, loaders);
  return nearestFirst(await walked(code, { view: within.view, direction: 'DOWN', at, loaders, maxDepth: DEEPEST }));
}

/** The best matches that are active on the date, and a whole code whatever became of it. */
async function suggest(
  text: string,
  filter: SearchFilter,
  at: Moment,
  { loaders }: Context,
): Promise<OrganisationAt[]> {
  const found = await suggestions(text, at.release.number, loaders);
  const exact = toCode(text.slice(0, 64));
  const kept = await searched(found, { ...filter, includeInactive: true }, at, loaders);
  return kept
    .map(({ state }) => new OrganisationAt(state, at))
    .filter((organisation) => organisation.code === exact || organisation.isActive)
    .slice(0, SUGGESTIONS);
}
