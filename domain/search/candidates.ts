import { badInput } from '../../errors';
import { KIND_DEFINITIONS, type Kind } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import { byText } from '../../ods/orders';
import type { WorkBudget } from '../../work-budget';
import { postcodePrefix, postcodeSearchKey, uprnKey } from '../../ods/normalise';
import { textCandidates } from './text-candidates';
import { intersect, startAfter, type CandidateChunk } from './candidate-chunk';

/** The criteria of a search that do not depend on a date. */
export interface SearchCriteria {
  /** The number of the release. */
  readonly release: number;
  readonly text?: string | null | undefined;
  /** A whole postcode, its outward part or a sector. */
  readonly postcode?: string | null | undefined;
  readonly uprn?: string | null | undefined;
  readonly roles?: readonly string[] | null | undefined;
  readonly kinds?: readonly Kind[] | null | undefined;
  /** Restricts the result to these codes, for example the descendants of an organisation. */
  readonly among?: readonly string[] | null | undefined;
  /** Start after this code of the same search. */
  readonly after?: string | null | undefined;
}

/**
 * Returns every organisation of a release that can match a search, in a fixed order: with `text` as `ods/search-rank.ts`
 * says, without it by code. Candidates match every criterion except that `roles` and `kinds` are not exact: a candidate
 * held such a role at some time.
 * Throws BAD_USER_INPUT for a blank text, postcode or UPRN.
 */
export async function findCandidates(criteria: SearchCriteria, loaders: Loaders): Promise<CandidateChunk> {
  const { text, release, after } = criteria;
  const { work } = loaders;
  refuseBlanks(criteria);
  const sets = (await Promise.all(criterionSets(criteria, loaders))).sort((a, b) => a.length - b.length);
  if (text) {
    const members = await membersOf(sets, work);
    return startAfter(await intersect(await textCandidates(text, release, loaders), members, work), after ?? null);
  }
  const [smallest, ...others] = sets;
  if (smallest === undefined) return codesAfter(after ?? '', release, loaders);
  const codes = await work.sort(await work.filter(smallest, (code) => !after || code > after), byText);
  return intersect({ codes, next: null }, await membersOf(others, work), work);
}

/** A blank criterion must not count as absent, which would match everything. */
function refuseBlanks(criteria: SearchCriteria): void {
  for (const name of ['text', 'postcode', 'uprn'] as const)
    if (criteria[name]?.trim() === '') throw badInput(`${name} must not be blank.`);
}

async function codesAfter(after: string, release: number, loaders: Loaders): Promise<CandidateChunk> {
  const codes = await loaders.codes.load({ after, release });
  const last = codes.at(-1);
  return { codes, next: last === undefined ? null : () => codesAfter(last, release, loaders) };
}

async function membersOf(sets: readonly (readonly string[])[], work: WorkBudget): Promise<ReadonlySet<string>[]> {
  const found: ReadonlySet<string>[] = [];
  for (const codes of sets) found.push(await toSet(codes, work));
  return found;
}

/** The holders of a role are the same list as long as they are cached, so their set is kept as long. */
const setOf = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Returns the distinct codes as a set, in the order of their first place. */
export async function toSet(codes: readonly string[], work: WorkBudget): Promise<ReadonlySet<string>> {
  const known = setOf.get(codes);
  if (known) return known;
  const set = new Set<string>();
  await work.each(codes.length, (index) => void set.add(codes[index]!));
  setOf.set(codes, set);
  return set;
}

async function codesAtPostcode(text: string, release: number, { textIndex, work }: Loaders) {
  const index = await textIndex(release);
  return index.codesOfPostcodes(postcodePrefix(postcodeSearchKey(text)), release, work);
}

/** Reads the codes that match each criterion other than the text, one set for each criterion. */
function criterionSets(criteria: SearchCriteria, loaders: Loaders): Promise<readonly string[]>[] {
  const { release, postcode, uprn, roles, kinds, among } = criteria;
  const sets: Promise<readonly string[]>[] = [];
  const add = async (codes: PromiseLike<readonly string[]> | readonly string[]) => codes;
  if (among) sets.push(add(among));
  if (postcode) sets.push(add(codesAtPostcode(postcode, release, loaders)));
  if (uprn) sets.push(add(loaders.uprn.load({ uprn: uprnKey(uprn), release })));
  if (roles && roles.length > 0) sets.push(holdersOf(roles, release, loaders));
  const kindRoles = kinds && kinds.length > 0 ? rolesOfKinds(kinds) : null;
  if (kindRoles) sets.push(holdersOf(kindRoles, release, loaders));
  return sets;
}

/** Returns the codes that held any of the roles at some time. */
export async function holdersOf(
  roles: readonly string[],
  release: number,
  loaders: Loaders,
): Promise<readonly string[]> {
  const holders = await loaders.holders.loadMany([...new Set(roles)].map((role) => ({ role, release })));
  return holders.length > 1 ? unionOf(holders, loaders.work) : (holders[0] ?? []);
}

interface Union {
  readonly parts: readonly (readonly string[])[];
  readonly codes: readonly string[];
}

/** The union of the same lists is the same list as long as the longest of them is cached. */
const unions = new WeakMap<readonly string[], Union>();

async function unionOf(parts: readonly (readonly string[])[], work: WorkBudget): Promise<readonly string[]> {
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  const known = unions.get(longest);
  if (known?.parts.length === parts.length && parts.every((part, at) => part === known.parts[at])) return known.codes;
  const codes = [...(await toSet(parts.flat(), work))];
  unions.set(longest, { parts, codes });
  return codes;
}

/** Returns the roles of which a record of one of the kinds must have held at least one; null when a kind requires no role. */
export function rolesOfKinds(kinds: readonly Kind[]): readonly string[] | null {
  const roles = new Set<string>();
  for (const { kind, tests } of KIND_DEFINITIONS) {
    if (!kinds.includes(kind)) continue;
    if (tests.length === 0) return null;
    for (const { holds, primary = [] } of tests) for (const role of holds ? [holds] : primary) roles.add(role);
  }
  return [...roles];
}
