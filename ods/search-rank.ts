/**
 * How the results of a search are ordered: by tier, then by how closely the words match, then active records before
 * closed ones, then by `kindRank`, then those with more dependants first, then by name and code.
 */
export const TIERS = [
  /** The text is, or contains, the code. */
  'CODE',
  /** The words are the whole name. */
  'EXACT_NAME',
  /** The name begins with the words; the last one may be incomplete. */
  'NAME_BEGINS',
  /** All words are in the name, in this order. */
  'NAME_IN_ORDER',
  /** All words are in the name, in any order, some perhaps as the beginning of a word. */
  'NAME_WORDS',
  /** The code begins with the text, or contains it. */
  'PART_OF_CODE',
  /** A name in an earlier release is, or begins with, or contains the words in order. */
  'FORMER_NAME',
  /** Some words are in the name, the others in the town, postcode, address or kind. */
  'NAME_AND_PLACE',
  /** The words are in the town or the postcode. */
  'PLACE',
  /** The words are in a name of an earlier release, in any order, or in one and the place. */
  'FORMER_NAME_WORDS',
  /** The words are in the address. */
  'ADDRESS',
  /** The code or the name is that of an organisation whose successor this is. */
  'PREDECESSOR',
] as const;
export type Tier = (typeof TIERS)[number];

/** What matched, of one version of one record. */
export interface MatchedWords {
  /** Words of the text that must match, and how many of them are in the name, and whole words of the name. */
  readonly required: number;
  readonly inName: number;
  readonly wholeInName: number;
  /** How many are in the town or postcode, and in the address or kind. */
  readonly inPlace: number;
  readonly elsewhere: number;
  /** Whether the words in the name are in the order of the text, and whether nothing that counts stands before the last of them. */
  readonly inOrder: boolean;
  readonly fromStart: boolean;
  /** Whether nothing that counts stands between the words in the name. */
  readonly isAdjacent: boolean;
  /** The weight of the words of the name that did not match, and of all its words. */
  readonly missedWeight: number;
  readonly nameWeight: number;
  readonly isFormer: boolean;
  /** Words that say little and are only in the text, or only in the name. */
  readonly littleDifference: number;
}

export const NUMBER_OF: Readonly<Record<Tier, number>> = Object.fromEntries(
  TIERS.map((tier, at) => [tier, at]),
) as Record<Tier, number>;

/** Returns the number of the tier: its place in `TIERS`. */
export function tierOf(match: MatchedWords): number {
  const byName = nameTier(match);
  if (match.isFormer)
    return byName !== null && byName <= NUMBER_OF.NAME_IN_ORDER ? NUMBER_OF.FORMER_NAME : NUMBER_OF.FORMER_NAME_WORDS;
  if (byName !== null) return byName;
  if (match.inName > 0) return NUMBER_OF.NAME_AND_PLACE;
  return match.elsewhere === 0 ? NUMBER_OF.PLACE : NUMBER_OF.ADDRESS;
}

function nameTier({ required, inName, wholeInName, inOrder, fromStart, missedWeight }: MatchedWords): number | null {
  if (inName < required) return null;
  if (inOrder && missedWeight === 0 && wholeInName === required) return NUMBER_OF.EXACT_NAME;
  if (inOrder && wholeInName >= required - 1) return fromStart ? NUMBER_OF.NAME_BEGINS : NUMBER_OF.NAME_IN_ORDER;
  return NUMBER_OF.NAME_WORDS;
}

/** Levels of closeness within a tier. */
export const CLOSENESS_LEVELS = 16;

/** Returns how closely the words match within the tier: 0 is closest, 15 is least close. */
export function closenessOf(match: MatchedWords): number {
  const tier = tierOf(match);
  if (tier === NUMBER_OF.EXACT_NAME) return Math.min(match.littleDifference, 1);
  const { inName, wholeInName, inOrder } = match;
  const incomplete = inName > wholeInName ? 4 : 0;
  return (inOrder ? 0 : 8) + incomplete + (inName === match.required ? apartness(match, tier) : distance(match));
}

/** Returns 0 to 2: how far apart the words stand in the name. It counts only for the beginnings of several words. */
function apartness({ fromStart, isAdjacent }: MatchedWords, tier: number): number {
  if (tier !== NUMBER_OF.NAME_WORDS || fromStart) return 0;
  return isAdjacent ? 1 : 2;
}

/** Returns 0 to 3: how much of the name is not in the text, or 1 if a word is only in the address. */
function distance({ required, elsewhere, missedWeight, nameWeight }: MatchedWords): number {
  const missed = nameWeight === 0 ? 0 : missedWeight / nameWeight;
  const level = missed === 0 ? 0 : missed < 0.4 ? 1 : missed < 0.7 ? 2 : 3;
  return Math.max(level, required > 1 && elsewhere > 0 ? 1 : 0);
}
