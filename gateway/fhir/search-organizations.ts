import { createHash } from 'node:crypto';
import { KnownError } from '../../errors';
import { holdersOf, toSet } from '../../domain/search/candidates';
import { codesContaining, codesOfValues, codesWithPrefix, type PrefixField } from '../../domain/search/prefix';
import type { MaybePromise } from '../../maybe-promise';
import type { Loaders } from '../../graph/loaders';
import type { WorkBudget } from '../../work-budget';
import { byText } from '../../ods/orders';
import { ORGANISATIONS_PER_POINT } from '../../resolvers/sizes/reading-sizes';
import type { Context } from '../../domain/context';
import { boundsOf } from '../cost/release-bounds';
import { usesDates } from './active';
import type { Moment } from '../../domain/moment';
import { keyOf } from '../../domain/records/organisation';
import { recordTest, type OrganisationFilter, type RecordTest } from './organisation-filter';
import { inBatches, refuseLong, withActiveRoles, withoutActiveRoles } from './active-roles';
import { sortOrganizations, type OrganizationOrder } from './sort';

/** Above so many candidates, the index of texts decides about their published values, which reads no record. */
const MOST_RECORDS = 1_000;

/** A search for organisations: its conditions and the order of its results, by code if it is absent. */
export interface OrganisationSearch {
  readonly filter: OrganisationFilter;
  readonly sort?: OrganizationOrder | undefined;
}

/** The context of a search. `charge` takes points from the client; a search that reads for more than `mostPoints` is refused. */
export type SearchContext = Pick<Context, 'memo' | 'loaders' | 'snapshot'> & {
  readonly charge: (points: number) => Promise<void>;
  readonly mostPoints: number;
};

/**
 * Returns the codes of the organisations that match, in the wanted order. It charges for the records that it reads, before it
 * reads them; what is memoized costs nothing. The result is memoized by release and date.
 * Throws TOO_MANY_RESULTS if names of too many records would be sorted or it would read too much, and as `findInOrderOfCodes` does.
 */
export async function findOrganisationCodes(
  { filter, sort }: OrganisationSearch,
  at: Moment,
  context: SearchContext,
): Promise<readonly string[]> {
  const sorted = async () => {
    const codes = await findInOrderOfCodes(filter, at, context);
    if (sort?.[0]?.key === 'name') await context.charge(readingPoints(codes.length));
    return sort ? sortOrganizations(codes, sort, at, context.loaders) : codes;
  };
  return sort ? context.memo.list('fhir/sorted', keyFor([filter, sort], at), at, sorted) : sorted();
}

/**
 * Returns the codes of the organisations that match, ordered by code. The result is memoized by release and date.
 * Throws DATABASE_*, and REQUEST_TIMEOUT when the budget of the request ends the search.
 */
async function findInOrderOfCodes(
  filter: OrganisationFilter,
  at: Moment,
  context: SearchContext,
): Promise<readonly string[]> {
  if (isDecided(filter, at)) return codesMatching(recordTest(filter, at), at, context.loaders);
  return context.memo.list('fhir', keyFor([filter], at), at, () => search(filter, at, context));
}

/** Conditions that the index of texts decides without a list of moments: such a search takes a few milliseconds. */
const DECIDED_BY_INDEX: readonly (keyof OrganisationFilter)[] = ['active', 'changed'];

function isDecided(filter: OrganisationFilter, at: Moment): boolean {
  const names = Object.keys(filter) as (keyof OrganisationFilter)[];
  return !usesDates(at) && names.every((name) => DECIDED_BY_INDEX.includes(name));
}

/** Returns the codes, in order, that match the conditions on published values. */
function codesMatching({ values }: RecordTest, { release }: Moment, loaders: Loaders): MaybePromise<readonly string[]> {
  return values === null ? [] : codesOfValues(values, release.number, loaders);
}

/** The points for the records of some organisations. */
function readingPoints(organisations: number): number {
  return Math.floor(organisations / ORGANISATIONS_PER_POINT);
}

function keyFor(parts: readonly unknown[], at: Moment): string {
  return createHash('sha256')
    .update(JSON.stringify([...parts, usesDates(at)]))
    .digest('base64url');
}

async function search(
  filter: OrganisationFilter,
  at: Moment,
  { loaders, snapshot, charge, mostPoints }: SearchContext,
): Promise<readonly string[]> {
  const test = recordTest(filter, at);
  refuseDear(readingPoints(boundsOf(snapshot)?.holdersOf(rolesOf(filter)) ?? 0), mostPoints);
  const { codes, compared, isTested } = await candidates(filter, test, at, loaders);
  const points = readingPoints(compared) * (test.holdsRoles || filter.withoutActiveRoles ? 2 : 1); // their roles are read too
  refuseDear(points, mostPoints);
  await charge(points);
  if (test.needsRecords) refuseLong('names', codes);
  const named = isTested && !test.needsRecords ? codes : await withRecords(codes, test, at, loaders);
  const { withoutActiveRoles: excluded = [] } = filter;
  const left = excluded.length === 0 ? named : await withoutActiveRoles(named, excluded, at, loaders);
  if (test.holdsRoles === undefined) return left;
  refuseLong('roles', left);
  return withActiveRoles(left, test.holdsRoles, at, loaders);
}

/** Every role that a filter names, whose holders are read. */
function rolesOf(filter: OrganisationFilter): string[] {
  const { roles = [], activeRoles = [], withoutRoles = [], withoutActiveRoles: inactive = [] } = filter;
  return [...roles.flat(), ...activeRoles.flat(), ...withoutRoles, ...inactive];
}

function refuseDear(points: number, most: number): void {
  if (points > most)
    throw new KnownError(
      'TOO_MANY_RESULTS',
      `The search compares organisations for ${points} points, more than the limit of ${most}.`,
    );
}

/** Codes, in order and without duplicates, of the organisations that can match. */
interface Candidates {
  readonly codes: readonly string[];
  /** How many organisations were compared with the filter. */
  readonly compared: number;
  /** Whether they match every condition on published values. */
  readonly isTested: boolean;
}

/** Returns the organisations that match the conditions with an index. */
async function candidates(
  filter: OrganisationFilter,
  test: RecordTest,
  at: Moment,
  loaders: Loaders,
): Promise<Candidates> {
  const { work } = loaders;
  const { withoutRoles = [], roles = [], activeRoles = [] } = filter;
  const [sets, without] = await Promise.all([
    Promise.all(candidateSets(filter, at, loaders)),
    holdersOf(withoutRoles, at.release.number, loaders),
  ]);
  let listed: readonly string[] | null = null;
  for (const codes of sets.sort((a, b) => a.length - b.length))
    listed = listed === null ? codes : await inBoth(listed, codes, work);
  const held = distinctLists([...roles, ...activeRoles]);
  let found = listed && held.length > 0 ? await toSet(listed, work) : null;
  for (const any of held) found = await withRole(found, any, at, loaders);
  const excluded = await toSet(without, work);
  const narrowed = found ? [...found] : listed;
  if (narrowed !== null && narrowed.length <= MOST_RECORDS) {
    const codes = await work.sort(await work.filter(narrowed, (code) => !excluded.has(code)), byText);
    return { codes, compared: codes.length, isTested: false };
  }
  const matching = await codesMatching(test, at, loaders);
  const left = found === null && listed !== null ? await inBoth(matching, listed, work) : matching;
  const codes = await work.filter(left, (code) => (found === null || found.has(code)) && !excluded.has(code));
  return { codes, compared: narrowed?.length ?? codes.length, isTested: true };
}

/** Returns the codes that are in both lists, which are in order and have none twice. */
function inBoth(one: readonly string[], other: readonly string[], work: WorkBudget): MaybePromise<readonly string[]> {
  let at = 0;
  return work.filter(one, (code) => {
    while (at < other.length && other[at]! < code) at++;
    return other[at] === code;
  });
}

/** Returns the codes that are in any of the lists, in order and without duplicates. */
async function inAny(lists: readonly Promise<readonly string[]>[], work: WorkBudget): Promise<readonly string[]> {
  if (lists.length === 1) return lists[0]!;
  const found = new Set<string>();
  for (const codes of await Promise.all(lists))
    await work.each(codes.length, (index) => {
      found.add(codes[index]!);
    });
  return work.sort([...found], byText);
}

/** Returns the codes that are in both; all codes if there is no set before. */
async function narrow(before: ReadonlySet<string> | null, codes: readonly string[], work: WorkBudget) {
  const members = await toSet(codes, work);
  return before ? new Set(await work.filter([...before], (code) => members.has(code))) : members;
}

/** Returns those of the organisations that ever held any of the roles. Only they are collected: all roles together have more holders than a release has organisations. */
async function withRole(
  before: ReadonlySet<string> | null,
  any: readonly string[],
  { release }: Moment,
  { holders, work }: Loaders,
): Promise<ReadonlySet<string>> {
  const lists = await holders.loadMany(any.map((role) => ({ role, release: release.number })));
  if (lists.length === 1) return narrow(before, lists[0]!, work);
  const found = new Set<string>();
  await work.mapInTurn(lists, (codes) =>
    work.each(codes.length, (index) => {
      if (!before || before.has(codes[index]!)) found.add(codes[index]!);
    }),
  );
  return found;
}

/** Returns the lists without those that hold the same values as an earlier one. */
function distinctLists(lists: readonly (readonly string[])[]): (readonly string[])[] {
  return [...new Map(lists.map((list) => [list.toSorted().join(), list])).values()];
}

/** Returns the codes that match each condition with an index, in order and without duplicates. */
function candidateSets(filter: OrganisationFilter, at: Moment, loaders: Loaders): Promise<readonly string[]>[] {
  const { codes, name = filter.exactName, postcodes, exactPostcodes, town = filter.exactTown } = filter;
  const sets: Promise<readonly string[]>[] = [];
  const beginning = async (part: PrefixField, text: string) => codesWithPrefix(part, text, at.release.number, loaders);
  const { containedName } = filter;
  const containing = async (text: string) => codesContaining(text, at.release.number, loaders);
  if (codes) sets.push(Promise.resolve([...new Set(codes)].sort(byText)));
  if (containedName !== undefined) sets.push(containing(containedName));
  if (name !== undefined) sets.push(beginning('name', name));
  for (const any of [postcodes, exactPostcodes])
    if (any)
      sets.push(
        inAny(
          any.map(async (text) => beginning('postcode', text)),
          loaders.work,
        ),
      );
  if (town !== undefined) sets.push(beginning('town', town));
  return sets;
}

/** Returns the codes of the records that match the conditions of a filter, except those on roles. */
function withRecords(
  codes: readonly string[],
  { matches }: RecordTest,
  at: Moment,
  { state, work }: Loaders,
): Promise<readonly string[]> {
  return inBatches(codes, async (batch) => {
    const states = await state.loadMany(batch.map((code) => keyOf(code, at)));
    return work.filter(batch, (_, index) => states[index]! !== null && matches(states[index]!));
  });
}
