import type { PostcodePart } from '../../../ods/normalise';
import { acceptedBy } from './codes-of-values';
import { codesOfOrganisations, visitVersions } from '../codes-of-words';
import { valueIn } from './columns';
import type { Postings } from '../postings';
import { ENDS, type Texts } from '../texts';

/** What follows the start of a postcode, by the length of the whole: in an area, a digit. */
const LENGTHS: Readonly<Record<PostcodePart['shape'], readonly number[] | null>> = {
  ...{ PREFIX: null, AREA: null },
  ...{ WHOLE: [0, 3], SECTOR: [2] },
};
const ONLY_PLAIN = /^[A-Z0-9]*$/;
/** The place of the postcodes among the sections of a version. */
const POSTCODE = 2;

/** Finds the codes, in order, of the records of a release with a postcode that a part of it names. */
export function* codesOfPostcodes(
  part: PostcodePart,
  release: number,
  { texts, postings }: { readonly texts: Texts; readonly postings: Postings },
): Generator<number, string[], void> {
  const isFound = new Uint8Array(texts.codes.length);
  const { otherPostcode } = texts.columns;
  if (ONLY_PLAIN.test(part.start)) {
    const [from, to] = wordsOf(part, texts);
    const lengths = LENGTHS[part.shape];
    const accepts = (version: number) => {
      const id = postcodeWordOf(version, texts);
      if (id < from || id >= to || valueIn(otherPostcode, version) !== null) return false;
      return lengths === null || lengths.includes(texts.vocabulary.bytesOf(id) - part.start.length);
    };
    yield* visitVersions([[from, to]], release, { texts, postings, accepts }, isFound);
  }
  const others = yield* acceptedBy((key) => key !== null && isAt(key, part), otherPostcode);
  if (others.includes(1))
    for (let version = 0; version < otherPostcode.ids.length; version++) {
      const isHeld = texts.fromRelease[version]! <= release && release < texts.untilRelease[version]!;
      if (isHeld && others[otherPostcode.ids[version]!] === 1) isFound[texts.organisationOf[version]!] = 1;
    }
  return yield* codesOfOrganisations(isFound, texts);
}

/** Returns the range of the words that begin as the part. */
function wordsOf({ start, shape }: PostcodePart, { vocabulary }: Texts): readonly [from: number, to: number] {
  const word = start.toLowerCase();
  return shape === 'AREA' ? vocabulary.digitsAfter(word) : vocabulary.rangeOf(word);
}

/** Returns the word that is the whole postcode of a version; -1 if it has none. */
function postcodeWordOf(version: number, { starts, ends, words }: Texts): number {
  const [from, to] = [ends[version * ENDS + POSTCODE - 1]!, ends[version * ENDS + POSTCODE]!];
  return to > from ? words[starts[version]! + to - 1]! : -1;
}

/** Whether a postcode, as `postcodeKey` returns it, is one that a part names. */
function isAt(key: string, { start, shape }: PostcodePart): boolean {
  if (!key.startsWith(start)) return false;
  if (shape === 'AREA') return key.slice(start.length, start.length + 1) < 'A';
  return LENGTHS[shape]?.includes(key.length - start.length) ?? true;
}
