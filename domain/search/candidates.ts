import { KIND_DEFINITIONS, type Kind } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import { byText } from '../../ods/orders';
import { lookalikes, searchedText, searchText } from '../../ods/search-text';
import { postcodeKey, uprnKey } from '../../ods/normalise';

/** Candidates come in chunks, in the order of the search; the facts of a chunk decide which of them are answers. */
export interface Chunk {
  readonly codes: readonly string[];
  readonly next: (() => Promise<Chunk>) | null;
}

/** What a search is about, as far as no date is needed. */
export interface SearchCriteria {
  /** The number of the release. */
  readonly release: number;
  readonly text?: string | null | undefined;
  /** Whole or the outward part. */
  readonly postcode?: string | null | undefined;
  readonly uprn?: string | null | undefined;
  readonly roles?: readonly string[] | null | undefined;
  readonly kinds?: readonly Kind[] | null | undefined;
  /** Codes that alone may be found, for example what lies under an organisation. */
  readonly among?: readonly string[] | null | undefined;
  /** Start after this code of the same search. */
  readonly after?: string | null | undefined;
}

/**
 * Every organisation of a release that may answer a search, complete and in one fixed order: with `text` by tier (exact
 * code, exact name, prefix, word, fuzzy), then name, then code; else by code. Each matches every criterion but `roles`
 * and `kinds`, of which it is known only that it held such a role at some time. Nothing here depends on a date.
 */
export async function candidates(criteria: SearchCriteria, loaders: Loaders): Promise<Chunk> {
  const { text, release, after } = criteria;
  const sets = (await Promise.all(narrowing(criteria, loaders))).sort((a, b) => a.length - b.length);
  const searched = searchedText(text ?? '');
  if (searched !== '') return since(narrowed(await matches(searched, release, loaders), sets), after ?? null);
  const [smallest, ...others] = sets;
  if (smallest === undefined) return codesAfter(after ?? '', release, loaders);
  const codes = smallest.filter((code) => !after || code > after).sort(byText);
  return narrowed({ codes, next: null }, others);
}

/**
 * The best matches for what has been typed so far, the last word perhaps unfinished, best first; after an exact code
 * come the codes that differ from it by O and 0 or I and 1 only.
 */
export async function suggestions(text: string, release: number, loaders: Loaders): Promise<readonly string[]> {
  const typed = searchedText(text).replace(/\*+$/, '');
  const alike = lookalikes(typed).map((code) => ({ code, release }));
  const question = typed.length < 3 ? loaders.suggest : loaders.search;
  const [found, states] = await Promise.all([
    typed === '' ? [] : question.load({ text: `${typed}*`, release }),
    loaders.state.loadMany(alike),
  ]);
  const alikes = states.flatMap((state) => (state === null || state.unresolved ? [] : [state.code]));
  const exact = found[0] === typed ? [typed] : [];
  return [...new Set([...exact, ...alikes.sort(byText), ...found])];
}

/** The first `wanted` of the candidates that `keep` keeps; it is asked about some of them at a time, in order. */
export async function scan(
  start: Chunk,
  wanted: number,
  keep: (codes: readonly string[]) => Promise<readonly string[]> | readonly string[],
): Promise<string[]> {
  const kept: string[] = [];
  let step = Math.min(Math.max(2 * wanted, FEWEST), MOST);
  for (let chunk: Chunk | undefined = start; chunk; chunk = await chunk.next?.()) {
    for (let from = 0; from < chunk.codes.length && kept.length < wanted;) {
      const to = from + step;
      kept.push(...(await keep(chunk.codes.slice(from, to))));
      from = to;
      step = Math.min(2 * step, MOST);
    }
    if (kept.length >= wanted) break;
  }
  return kept.slice(0, wanted);
}

/** Candidates asked about at once: enough for a page, not so many that one query takes long. */
const FEWEST = 40;
const MOST = 5_000;

/** Matches of a text: those of its words as they are, then those one letter off. */
async function matches(text: string, release: number, loaders: Loaders): Promise<Chunk> {
  const codes = await loaders.search.load({ text, release });
  if (searchText(text).fuzzy === null) return { codes, next: null };
  const known = new Set(codes);
  const fuzzy = async () => {
    const near = await loaders.fuzzy.load({ text, release });
    return { codes: near.filter((code) => !known.has(code)), next: null };
  };
  return { codes, next: fuzzy };
}

async function codesAfter(after: string, release: number, loaders: Loaders): Promise<Chunk> {
  const codes = await loaders.codes.load({ after, release });
  const last = codes.at(-1);
  return { codes, next: last === undefined ? null : () => codesAfter(last, release, loaders) };
}

/** What follows a code in a search; nothing when the code is not in it. */
async function since(chunk: Chunk, after: string | null): Promise<Chunk> {
  if (after === null) return chunk;
  const at = chunk.codes.indexOf(after);
  if (at >= 0) return { codes: chunk.codes.slice(at + 1), next: chunk.next };
  return chunk.next ? since(await chunk.next(), after) : { codes: [], next: null };
}

function narrowed({ codes, next }: Chunk, sets: readonly (readonly string[])[]): Chunk {
  if (sets.length === 0) return { codes, next };
  const members = sets.map((set) => new Set(set));
  return {
    codes: codes.filter((code) => members.every((set) => set.has(code))),
    next: next && (async () => narrowed(await next(), sets)),
  };
}

/** The sets of codes that each criterion but the text leaves. */
function narrowing(criteria: SearchCriteria, loaders: Loaders): Promise<string[]>[] {
  const { release, postcode, uprn, roles, kinds, among } = criteria;
  const sets: Promise<string[]>[] = [];
  const add = async (codes: PromiseLike<readonly string[]> | readonly string[]) => [...(await codes)];
  if (among) sets.push(add(among));
  if (postcode) sets.push(add(loaders.postcode.load({ postcode: postcodeKey(postcode), release })));
  if (uprn) sets.push(add(loaders.uprn.load({ uprn: uprnKey(uprn), release })));
  if (roles && roles.length > 0) sets.push(holdersOf(roles, release, loaders));
  const kindRoles = kinds && kinds.length > 0 ? rolesOfKinds(kinds) : null;
  if (kindRoles) sets.push(holdersOf(kindRoles, release, loaders));
  return sets;
}

async function holdersOf(roles: readonly string[], release: number, loaders: Loaders): Promise<string[]> {
  const holders = await loaders.holders.loadMany([...new Set(roles)].map((role) => ({ role, release })));
  return [...new Set(holders.flat())];
}

/** Roles of which a record of one of the kinds must have held one; null where a kind asks for none. */
export function rolesOfKinds(kinds: readonly Kind[]): readonly string[] | null {
  const roles = new Set<string>();
  for (const { kind, tests } of KIND_DEFINITIONS) {
    if (!kinds.includes(kind)) continue;
    if (tests.length === 0) return null;
    for (const { holds, primary = [] } of tests) for (const role of holds ? [holds] : primary) roles.add(role);
  }
  return [...roles];
}
