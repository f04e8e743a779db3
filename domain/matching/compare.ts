import type { FoundVersion, MatchIndex } from '../../graph/text-index/match-index';
import { isSamePlace, compare, scoreIfShortened, scoreOf } from '../../ods/matching/match-score';
import type { Scored } from '../../ods/matching/match-decision';
import type { GivenWords } from '../../ods/matching/match-words';
import type { MatchedPart } from '../../ods/matching/matched-parts';
import type { ParsedItem } from './items';

/** A record that an item may mean, compared without its dates and kinds. */
export interface Compared extends Scored {
  readonly code: string;
  readonly matchedOn: readonly MatchedPart[];
  /** The release in which it had the texts that matched; null for those of today. */
  readonly formerRelease: number | null;
}

/** Records per item of which dates and kinds are read. */
const MOST = 15;
/** A former name or address is a little less likely than the present one. */
const FORMER = 0.98;
const LEAST_LIKELY = 0.3;

/** Returns the records that an item may mean in a release, likeliest first. Reads nothing. */
export function compareItem({ words, at }: ParsedItem, index: MatchIndex): Compared[] {
  const best = new Map<string, Compared>();
  for (const version of index.lookUp(words, at.release.number)) {
    const compared = compareVersion(words, version, index);
    const known = best.get(version.code);
    if (!known || compared.score > known.score) best.set(version.code, compared);
  }
  return [...best.values()]
    .filter(({ shortened }) => shortened >= LEAST_LIKELY)
    .sort((a, b) => b.shortened - a.shortened)
    .slice(0, MOST);
}

function compareVersion(
  given: GivenWords,
  { code, isFormer, fromRelease, words }: FoundVersion,
  index: MatchIndex,
): Compared {
  const evidence = compare(given, words, index);
  const isCode = given.codes.includes(code);
  const factor = isFormer ? FORMER : 1;
  const ofCode = isCode ? codeScore(given, evidence.name.covered) : 0;
  return {
    code,
    isCode,
    evidence,
    score: Math.max(ofCode, factor * scoreOf(evidence)),
    shortened: Math.max(ofCode, factor * scoreIfShortened(evidence)),
    matchedOn: matchedParts(evidence, isCode, isFormer),
    formerRelease: isFormer && !isCode ? fromRelease : null,
  };
}

/** A code alone is certain; beside a name it is as certain as the name agrees. */
function codeScore({ name, codes }: GivenWords, covered: number): number {
  const isOnlyCode = name.length === 0 || (name.length === 1 && name[0]!.toUpperCase() === codes[0]);
  return isOnlyCode ? 1 : 0.7 + 0.3 * covered;
}

function matchedParts(evidence: Compared['evidence'], isCode: boolean, isFormer: boolean): MatchedPart[] {
  const { name, isNameOfBuilding, town, address } = evidence;
  const isName = !isNameOfBuilding && name.covered >= 0.5;
  const isAddress = isNameOfBuilding || (address !== null && address >= 0.5);
  return [
    ...(isCode ? (['CODE'] as const) : []),
    ...(isName ? [isFormer ? ('FORMER_NAME' as const) : ('NAME' as const)] : []),
    ...(isSamePlace(evidence) ? (['POSTCODE'] as const) : []),
    ...(town !== null && town >= 0.75 ? (['TOWN'] as const) : []),
    ...(isAddress ? (['ADDRESS'] as const) : []),
  ];
}
