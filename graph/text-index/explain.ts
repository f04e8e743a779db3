import { NUMBER_OF } from '../../ods/search-rank';
import { positionOf } from './codes';
import { matcherOf, NONE } from './matcher';
import type { Results } from './results';
import { POSTCODE, type Score } from './score';
import type { Texts } from './texts';

/** What of a record matched a search. */
export type MatchedField = 'CODE' | 'NAME' | 'FORMER_NAME' | 'TOWN' | 'POSTCODE' | 'ADDRESS' | 'PREDECESSOR';

export interface Explanation {
  readonly field: MatchedField;
  /** The release in which the record had the name that matched; null for the present name. */
  readonly formerIn: number | null;
  /** The code of the organisation whose successor the record is. */
  readonly predecessor: string | null;
  /** The words of the record that were taken for mistyped ones. */
  readonly corrected: readonly string[];
}

/** Explains why an organisation is among results; null if it is not. */
export function explain(code: string, results: Results, texts: Texts): Explanation | null {
  const match = results.matchOf(code);
  if (match === null) return null;
  const organisation = positionOf(match.predecessor ?? code, texts.codes);
  const { version, score } = bestOf(organisation, results, texts);
  const field = fieldOf(match.tier, score);
  const formerIn = field === 'FORMER_NAME' && version !== null ? texts.fromRelease[version]! : null;
  return {
    field,
    formerIn,
    predecessor: match.predecessor,
    corrected: score === null ? [] : correctedBy(score, texts),
  };
}

/** Returns the version that matches best, with its score evaluated. */
function bestOf(organisation: number, results: Results, texts: Texts) {
  let best: { version: number | null; score: Score | null; rank: number } = {
    version: null,
    score: null,
    rank: Infinity,
  };
  for (const score of results.scores)
    for (let version = texts.firstOf[organisation]!; version < texts.firstOf[organisation + 1]!; version++) {
      const isFormer = results.isFormer(version);
      if (isFormer === null || !score.evaluate(version, isFormer) || score.rank >= best.rank) continue;
      best = { version, score, rank: score.rank };
    }
  if (best.score && best.version !== null) best.score.evaluate(best.version, results.isFormer(best.version) === true);
  return best;
}

function fieldOf(tier: number, score: Score | null): MatchedField {
  if (tier === NUMBER_OF.PREDECESSOR) return 'PREDECESSOR';
  if (tier === NUMBER_OF.CODE || tier === NUMBER_OF.PART_OF_CODE) return 'CODE';
  if (tier === NUMBER_OF.FORMER_NAME || tier === NUMBER_OF.FORMER_NAME_WORDS) return 'FORMER_NAME';
  if (tier === NUMBER_OF.ADDRESS) return 'ADDRESS';
  if (tier === NUMBER_OF.PLACE) return score?.sections.includes(POSTCODE) ? 'POSTCODE' : 'TOWN';
  return 'NAME';
}

/** Returns the words that matched although the typed ones do not begin or equal them. */
function correctedBy({ matchers, matched, sections }: Score, { vocabulary }: Texts): string[] {
  return matchers.flatMap(({ term }, at) => {
    const id = matched[at] ?? -1;
    if (id < 0 || sections[at]! < 0 || matcherOf(term, vocabulary).match(id) !== NONE) return [];
    return [vocabulary.wordOf(id)];
  });
}
