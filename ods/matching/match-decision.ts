import { isSamePlace, type Evidence } from './match-score';

/** Why a candidate was chosen, or none was. */
export const MATCH_OUTCOMES = [
  'CHOSEN',
  'NO_CANDIDATE',
  'NOT_ALIKE',
  'SEVERAL_ALIKE',
  'COMMON_NAME',
  'TOO_SHORT',
] as const;
export type MatchOutcome = (typeof MATCH_OUTCOMES)[number];

/** A candidate with what decides about it. */
export interface Scored {
  readonly score: number;
  /** The score if words of its name were left out. */
  readonly shortened: number;
  readonly evidence: Evidence;
  /** Whether the name is or contains its code. */
  readonly isCode: boolean;
}

/** The lowest score of a chosen candidate, at the place of the postcode and elsewhere. */
export const LEAST_SCORE = 0.72;
export const LEAST_SCORE_ELSEWHERE = 0.75;
/** How far the scores of all others must be below it. */
const MARGIN = 0.04;
/** A name that so many others share needs a postcode. */
const NAMESAKES = 3;
const NAMESAKE = 0.9;
/** The bits of a name that may be chosen without any place. */
const LEAST_BITS = 10;

/**
 * Decides whether the first candidate is safe to choose. `rivals` are the others, without those that are the same
 * organisation by succession. `bits` is how much the words of the given name say.
 */
export function decide(best: Scored | undefined, rivals: readonly Scored[], bits: number): MatchOutcome {
  if (best === undefined) return 'NO_CANDIDATE';
  const { score, evidence, isCode } = best;
  const isHere = isSamePlace(evidence);
  if (score < (isHere ? LEAST_SCORE : LEAST_SCORE_ELSEWHERE)) return 'NOT_ALIKE';
  if (rivals.some(({ shortened }) => shortened > score - MARGIN)) return 'SEVERAL_ALIKE';
  if (isHere || isCode) return 'CHOSEN';
  if (rivals.filter((rival) => rival.evidence.name.alike >= NAMESAKE).length >= NAMESAKES) return 'COMMON_NAME';
  return evidence.place === null && bits < LEAST_BITS ? 'TOO_SHORT' : 'CHOSEN';
}
