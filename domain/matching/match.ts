import { when, type MaybePromise } from '../../maybe-promise';
import { decide, type MatchOutcome, type Scored } from '../../ods/matching/match-decision';
import type { MatchedPart } from '../../ods/matching/matched-parts';
import type { MatchIndex } from '../../graph/text-index/match-index';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { OrganisationAt } from '../records/organisation';
import { activeEnds, followSuccessions, type SuccessionChains } from '../succession/chain';
import { compareItem } from './compare';
import { candidatesOf, type Candidate } from './candidates';
import { parseItems, type MatchItem, type ParsedItem } from './items';

/** An organisation that an item may mean. */
export interface MatchCandidateAt {
  readonly organisation: OrganisationAt;
  /** From 0 to 1. */
  readonly score: number;
  readonly matchedOn: readonly MatchedPart[];
  /** The name of an earlier release that matched; null if the present one did, or none. */
  readonly formerName: string | null;
  /** If it is not active on the date: the active organisations that succeeded it. */
  readonly successors: readonly OrganisationAt[];
}

/** What one item means. */
export interface ItemMatch {
  /** Likeliest first. */
  readonly candidates: readonly MatchCandidateAt[];
  /** The first candidate, if it is safe. */
  readonly chosen: MatchCandidateAt | null;
  readonly outcome: MatchOutcome;
  /** The moment at which the item was matched. */
  readonly moment: Moment;
}

const MOST_CANDIDATES = 10;

/**
 * Returns what each item means, in the order of the items. The number of batch queries does not depend on how many there
 * are, except that each date has its own successions. Throws BAD_USER_INPUT as `parseItems` does.
 */
export async function matchItems(items: readonly MatchItem[], at: Moment, context: Context): Promise<ItemMatch[]> {
  const { loaders } = context;
  const parsed = parseItems(items, at, context);
  const matching = await (await loaders.textIndex(at.release.number)).matching();
  const compared = await compareInTurn(parsed, matching, context);
  const candidates = await candidatesOf(parsed, compared, loaders);
  const chains = await chainsByMoment(parsed, candidates, context);
  return parsed.map((item, index) => matchOf(item, candidates[index]!, chains.get(item.at)!, matching));
}

/** The units of the work budget that one item counts: the clock is looked at before each. */
const UNITS_PER_ITEM = 64;

function compareInTurn(items: readonly ParsedItem[], index: MatchIndex, { loaders }: Context) {
  const { work } = loaders;
  return work.mapInTurn(items, (item) =>
    when(work.pause(UNITS_PER_ITEM) as MaybePromise<void>, () => compareItem(item, index)),
  );
}

/** Returns what each item means, with at most 5 candidates for each. Throws as `matchItems` does. */
export async function matchOrganisations(
  items: readonly MatchItem[],
  at: Moment,
  context: Context,
): Promise<ItemMatch[]> {
  const matches = await matchItems(items, at, context);
  return matches.map((match) => ({ ...match, candidates: match.candidates.slice(0, SHOWN_CANDIDATES) }));
}

const SHOWN_CANDIDATES = 5;

/** Follows the successors of all closed candidates, for each moment together. */
async function chainsByMoment(
  items: readonly ParsedItem[],
  candidates: readonly (readonly Candidate[])[],
  { loaders }: Context,
): Promise<ReadonlyMap<Moment, SuccessionChains>> {
  const closed = new Map<Moment, Set<string>>();
  items.forEach(({ at }, index) => {
    const codes = closed.get(at) ?? new Set();
    for (const { organisation } of candidates[index]!) if (!organisation.isActive) codes.add(organisation.code);
    closed.set(at, codes);
  });
  const entries = [...closed].map(
    async ([at, codes]) => [at, await followSuccessions([...codes], at, loaders)] as const,
  );
  return new Map(await Promise.all(entries));
}

function matchOf(
  item: ParsedItem,
  found: readonly Candidate[],
  chains: SuccessionChains,
  index: MatchIndex,
): ItemMatch {
  const [best] = found;
  const rivals = best ? found.filter((other) => other !== best && !isSameBySuccession(best, other, chains)) : [];
  const bits = item.words.name.reduce((sum, word) => sum + index.nameWeight(word), 0);
  const outcome = decide(best, rivals, bits);
  const candidates = found.slice(0, MOST_CANDIDATES).map((candidate) => toCandidate(candidate, item.at, chains));
  return { candidates, chosen: outcome === 'CHOSEN' ? candidates[0]! : null, outcome, moment: item.at };
}

function toCandidate(
  { organisation, score, matchedOn, formerName }: Candidate & Scored,
  at: Moment,
  chains: SuccessionChains,
) {
  const ends = organisation.isActive ? [] : activeEnds(organisation.code, chains, at);
  const successors = ends.map((end) => new OrganisationAt(chains.states.get(end)!, at));
  return { organisation, score: Math.round(score * 1_000) / 1_000, matchedOn, formerName, successors };
}

/** Returns whether one of two organisations succeeded the other, so that both mean the same. */
function isSameBySuccession(a: Candidate, b: Candidate, chains: SuccessionChains): boolean {
  return reaches(a, b, chains) || reaches(b, a, chains);
}

function reaches(from: Candidate, to: Candidate, { successors }: SuccessionChains): boolean {
  const reached = new Set([from.organisation.code]);
  for (const code of reached) for (const next of successors.get(code) ?? []) reached.add(next);
  return reached.has(to.organisation.code);
}
