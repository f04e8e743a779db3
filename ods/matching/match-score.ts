import { alikeWords } from './alike-words';
import { compareNames, type NameLikeness, type WeightOf } from './alike-names';
import { alikePostcodes, SAME_PLACE } from './alike-places';
import type { GivenWords, PublishedWords } from './match-words';

/** What the records together say of a word. */
export interface WordStatistics {
  /** How much a word says in a name, in bits. */
  readonly nameWeight: WeightOf;
  /** How much a word says in a town or address, in bits. */
  readonly placeWeight: WeightOf;
  /** Whether some organisation has a postcode. */
  isPostcode(postcode: string): boolean;
}

/** How the parts of an item compare with those of a record, each from 0 to 1; null for a part that is not given. */
export interface Evidence {
  readonly name: NameLikeness;
  readonly postcode: number | null;
  /** Town and address lines together. */
  readonly place: number | null;
  /** How much the words of the place say, from 0 to 1. */
  readonly placeWeight: number;
  readonly town: number | null;
  readonly address: number | null;
  /** Whether the words of the name are in the address and not in the name. */
  readonly isNameOfBuilding: boolean;
}

export function compare(given: GivenWords, published: PublishedWords, statistics: WordStatistics): Evidence {
  const anywhere = [...published.town, ...published.address];
  const own = compareNames(given.name, published.name, statistics.nameWeight);
  const building = own.covered < LEAST_COVERED ? buildingLikeness(given, published, statistics) : own;
  const isNameOfBuilding = building.alike > own.alike;
  const [town, address] = [given.town, given.address].map((words) =>
    likenesses(words, anywhere, statistics.placeWeight),
  );
  const place = [...town!, ...address!];
  return {
    name: isNameOfBuilding ? building : own,
    postcode:
      given.postcode === ''
        ? null
        : alikePostcodes(given.postcode, published.postcode, statistics.isPostcode(given.postcode)),
    town: shareOf(town!),
    address: shareOf(address!),
    place: shareOf(place),
    placeWeight: Math.min(1, place.reduce((sum, { weight }) => sum + weight, 0) / FULL_PLACE_WEIGHT),
    isNameOfBuilding,
  };
}

/** Compares a name with the address lines, which may hold the name of the building. It never counts as a whole name. */
function buildingLikeness(
  { name }: GivenWords,
  { address }: PublishedWords,
  { nameWeight }: WordStatistics,
): NameLikeness {
  const { covered } = compareNames(name, address, nameWeight);
  return { alike: BUILDING * covered, covered: BUILDING * covered };
}

const BUILDING = 0.5;
const LEAST_COVERED = 0.5;
/** A place of so many bits is a good as certain. */
const FULL_PLACE_WEIGHT = 10;

/** How much a given word says, and how alike the most alike of the published words is. */
interface WordLikeness {
  readonly weight: number;
  readonly likeness: number;
}

function likenesses(given: readonly string[], published: readonly string[], weightOf: WeightOf): WordLikeness[] {
  return given.map((word) => ({
    weight: weightOf(word),
    likeness: published.reduce((most, other) => (most === 1 ? most : Math.max(most, alikeWords(word, other))), 0),
  }));
}

/** Returns the share of the given words, by weight, that the published ones have; null without given words. */
function shareOf(given: readonly WordLikeness[]): number | null {
  if (given.length === 0) return null;
  let [found, all] = [0, 0];
  for (const { weight, likeness } of given) {
    all += weight;
    found += weight * likeness;
  }
  return all === 0 ? 0 : found / all;
}

/** Returns the score of a record, from 0 to 1: `NAME` of it for the name, the rest for the place. */
export function scoreOf(evidence: Evidence): number {
  const { name, postcode } = evidence;
  const likeness = postcode === 1 ? Math.max(name.alike, COVERED * name.covered) : name.alike;
  return NAME * likeness + (1 - NAME) * placeScore(evidence);
}

/** Returns the score that a record would have if words of its name had been left out. A rival counts with this one. */
export function scoreIfShortened(evidence: Evidence): number {
  const { alike, covered } = evidence.name;
  return NAME * Math.max(alike, COVERED * covered) + (1 - NAME) * placeScore(evidence);
}

const NAME = 0.62;
const COVERED = 0.9;
const UNKNOWN_PLACE = 0.5;
const BY_PLACE = 0.3;
const OTHER_PLACE = 0.2;
const BY_POSTCODE = 0.9;

function placeScore({ postcode, place, placeWeight }: Evidence): number {
  if (postcode !== null) return place === null ? postcode : BY_POSTCODE * postcode + (1 - BY_POSTCODE) * place;
  if (place === null) return UNKNOWN_PLACE;
  return place >= 0.5 ? UNKNOWN_PLACE + BY_PLACE * place * placeWeight : UNKNOWN_PLACE - OTHER_PLACE * (1 - place);
}

/** Returns whether the postcode says that it is this place, and not only the town or nothing. */
export function isSamePlace({ postcode }: Evidence): boolean {
  return postcode !== null && postcode >= SAME_PLACE;
}
