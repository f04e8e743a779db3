import { badInput } from '../../errors';
import { KIND_DEFINITIONS, type Kind } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import { byText } from '../../ods/orders';
import type { WorkBudget } from '../../work-budget';
import { lookalikes, searchedText, searchText } from '../../ods/search-text';
import { postcodeSearchKey, uprnKey } from '../../ods/normalise';

/**
 * Candidates come in chunks, in the order of the search. The caller reads the facts of a chunk to decide which of its
 * codes match; `next` reads the following chunk.
 */
export interface CandidateChunk {
  readonly codes: readonly string[];
  readonly next: (() => Promise<CandidateChunk>) | null;
}

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
 * Returns every organisation of a release that can match a search, in a fixed order: with `text` by tier (exact code,
 * exact name, prefix, word, fuzzy), then name, then code; without it by code. Candidates match every criterion except
 * that `roles` and `kinds` are not exact: a candidate held such a role at some time.
 * Throws BAD_USER_INPUT for a blank text, postcode or UPRN.
 */
export async function findCandidates(criteria: SearchCriteria, loaders: Loaders): Promise<CandidateChunk> {
  const { text, release, after } = criteria;
  const { work } = loaders;
  refuseBlanks(criteria);
  const sets = (await Promise.all(criterionSets(criteria, loaders))).sort((a, b) => a.length - b.length);
  const words = searchedText(text ?? '');
  if (words !== '') {
    const members = await membersOf(sets, work);
    return startAfter(await intersect(await textMatches(words, release, loaders), members, work), after ?? null);
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

/**
 * Returns the codes that match a text whose last word may be incomplete, best first. An exact code comes first, then
 * the codes that differ from it only by O and 0 or I and 1.
 */
export async function suggestCodes(text: string, release: number, loaders: Loaders): Promise<readonly string[]> {
  const prefix = searchedText(text).replace(/\*+$/, '');
  const lookalikeKeys = lookalikes(prefix).map((code) => ({ code, release }));
  const loader = prefix.length < 3 ? loaders.suggest : loaders.search;
  const [found, states] = await Promise.all([
    prefix === '' ? [] : loader.load({ text: `${prefix}*`, release }),
    loaders.state.loadMany(lookalikeKeys),
  ]);
  const lookalikeCodes = states.flatMap((state) => (state === null || state.unresolved ? [] : [state.code]));
  const exact = found[0] === prefix ? [prefix] : [];
  return [...new Set([...exact, ...lookalikeCodes.sort(byText), ...found])];
}

/** Returns the first `max` candidates that pass `filter`, which is called with batches of candidates, in order. */
export async function scanCandidates(
  start: CandidateChunk,
  max: number,
  filter: (codes: readonly string[]) => Promise<readonly string[]> | readonly string[],
): Promise<string[]> {
  const kept: string[] = [];
  let step = Math.min(Math.max(2 * max, MIN_STEP), MAX_STEP);
  for (let chunk: CandidateChunk | undefined = start; chunk; chunk = await chunk.next?.()) {
    for (let from = 0; from < chunk.codes.length && kept.length < max;) {
      const to = from + step;
      kept.push(...(await filter(chunk.codes.slice(from, to))));
      from = to;
      step = Math.min(2 * step, MAX_STEP);
    }
    if (kept.length >= max) break;
  }
  return kept.slice(0, max);
}

/** Candidates per batch: enough to fill a page, few enough to keep each query short. */
const MIN_STEP = 40;
const MAX_STEP = 5_000;

/** Returns the exact matches of a text, then, as the next chunk, those with one letter different. */
async function textMatches(text: string, release: number, loaders: Loaders): Promise<CandidateChunk> {
  const codes = await loaders.search.load({ text, release });
  if (searchText(text).fuzzy === null) return { codes, next: null };
  const exact = new Set(codes);
  const fuzzy = async () => {
    const near = await loaders.fuzzy.load({ text, release });
    return { codes: await loaders.work.filter(near, (code) => !exact.has(code)), next: null };
  };
  return { codes, next: fuzzy };
}

async function codesAfter(after: string, release: number, loaders: Loaders): Promise<CandidateChunk> {
  const codes = await loaders.codes.load({ after, release });
  const last = codes.at(-1);
  return { codes, next: last === undefined ? null : () => codesAfter(last, release, loaders) };
}

/** Drops the candidates up to and including a code. Nothing is left when the code is not among them. */
async function startAfter(chunk: CandidateChunk, after: string | null): Promise<CandidateChunk> {
  if (after === null) return chunk;
  const index = chunk.codes.indexOf(after);
  if (index >= 0) return { codes: chunk.codes.slice(index + 1), next: chunk.next };
  return chunk.next ? startAfter(await chunk.next(), after) : { codes: [], next: null };
}

async function intersect(
  { codes, next }: CandidateChunk,
  sets: readonly ReadonlySet<string>[],
  work: WorkBudget,
): Promise<CandidateChunk> {
  if (sets.length === 0) return { codes, next };
  return {
    codes: await work.filter(codes, (code) => sets.every((set) => set.has(code))),
    next: next && (async () => intersect(await next(), sets, work)),
  };
}

async function membersOf(sets: readonly (readonly string[])[], work: WorkBudget): Promise<ReadonlySet<string>[]> {
  const found: ReadonlySet<string>[] = [];
  for (const codes of sets) found.push(await toSet(codes, work));
  return found;
}

/** Returns the distinct codes, in the order of their first place. */
export async function toSet(codes: readonly string[], work: WorkBudget): Promise<ReadonlySet<string>> {
  const set = new Set<string>();
  await work.each(codes.length, (index) => void set.add(codes[index]!));
  return set;
}

/** Reads the codes that match each criterion other than the text, one set for each criterion. */
function criterionSets(criteria: SearchCriteria, loaders: Loaders): Promise<readonly string[]>[] {
  const { release, postcode, uprn, roles, kinds, among } = criteria;
  const sets: Promise<readonly string[]>[] = [];
  const add = async (codes: PromiseLike<readonly string[]> | readonly string[]) => codes;
  if (among) sets.push(add(among));
  if (postcode) sets.push(add(loaders.postcode.load({ postcode: postcodeSearchKey(postcode), release })));
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
  return holders.length === 1 ? holders[0]! : [...(await toSet(holders.flat(), loaders.work))];
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
