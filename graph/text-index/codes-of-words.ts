import type { Postings } from './postings';
import type { Texts } from './texts';

/** Versions between two yields: they take less than a millisecond. */
const VERSIONS_PER_STEP = 4_096;
/** Units of a work budget after which it looks at the clock. */
export const UNITS_PER_STEP = 64;

/**
 * Returns the codes, in order, of the records that a release holds and that have one of some words. `words` are ranges of ids, each from the
 * first up to, and without, the second; `accepts` decides about a version that has one of them. Each step yields its units.
 */
export function* codesOfWords(
  words: Iterable<readonly [from: number, to: number]>,
  release: number,
  versions: Versions,
): Generator<number, string[], void> {
  const isFound = new Uint8Array(versions.texts.codes.length);
  yield* visitVersions(words, release, versions, isFound);
  return yield* codesOfOrganisations(isFound, versions.texts);
}

/** The versions of an index that have some words, and which of them are wanted. */
interface Versions {
  readonly texts: Texts;
  readonly postings: Postings;
  accepts(version: number): boolean;
}

/** Sets `isFound` to 1 for the organisation of each version that `codesOfWords` returns. */
export function* visitVersions(
  words: Iterable<readonly [from: number, to: number]>,
  release: number,
  { texts, postings, accepts }: Versions,
  isFound: Uint8Array,
): Generator<number, void, void> {
  const { fromRelease, untilRelease, organisationOf } = texts;
  let left = VERSIONS_PER_STEP;
  for (const [from, to] of words)
    for (let at = postings.starts[from]!; at < postings.starts[to]!; at++) {
      if (left-- === 0) {
        yield UNITS_PER_STEP;
        left = VERSIONS_PER_STEP;
      }
      const version = postings.versions[at]!;
      if (fromRelease[version]! > release || release >= untilRelease[version]!) continue;
      const organisation = organisationOf[version]!;
      if (isFound[organisation] === 0 && accepts(version)) isFound[organisation] = 1;
    }
}

/** Returns the codes, in order, of the organisations that are found. */
export function* codesOfOrganisations(isFound: Uint8Array, { codes }: Texts): Generator<number, string[], void> {
  const found: string[] = [];
  for (let at = isFound.indexOf(1); at >= 0; at = isFound.indexOf(1, at + 1)) {
    if (found.push(codes[at]!) % VERSIONS_PER_STEP === 0) yield UNITS_PER_STEP;
  }
  return found;
}

/** Returns the codes, in order, of the records that a release holds and that are accepted. Each step yields its units. */
export function* codesOfVersions(
  { fromRelease, untilRelease, organisationOf, codes }: Texts,
  release: number,
  accepts: (version: number) => boolean,
): Generator<number, string[], void> {
  const found: string[] = [];
  for (let version = 0; version < organisationOf.length; version++) {
    if (version % VERSIONS_PER_STEP === 0) yield UNITS_PER_STEP;
    const isHeld = fromRelease[version]! <= release && release < untilRelease[version]!;
    if (isHeld && accepts(version)) found.push(codes[organisationOf[version]!]!);
  }
  return found;
}
