import { WorkBudget } from '../../work-budget';
import { isLittleWord } from '../../ods/abbreviations';
import { similarPostcodes } from '../../ods/matching/alike-places';
import type { WordStatistics } from '../../ods/matching/match-score';
import type { GivenWords, PublishedWords } from '../../ods/matching/match-words';
import { positionOf } from './codes';
import { Sums } from './match-sums';
import type { Postings } from './postings';
import { ENDS, type Texts } from './texts';

/** A version of a record that may be what an item means. */
export interface FoundVersion {
  readonly code: string;
  /** The release that first held it. */
  readonly fromRelease: number;
  /** Whether it is of an earlier release, and its texts have changed since. */
  readonly isFormer: boolean;
  readonly words: PublishedWords;
}

/** Versions that share rare words with an item, of which the names are looked at. */
const LOOKED_AT = 400;
/** Versions that are compared word by word. */
const COMPARED = 30;
/** Further versions per item: more words than these are in too many records to find one. */
const MAX_VISITED = 12_000;
/** Bits of a word that no record has: it is likely a typing error. */
const UNKNOWN_WORD = 5;
const LITTLE_WORD = 0.3;
const MOST_BITS = 14;
const NEAR = 0.9;
const TOWN = 0.6;
const POSTCODE = 12;
const SIMILAR_POSTCODE = 9;
const DISTRICT = 6;
const MISSING_WORD = 0.3;
/** Shorter words are too often one letter apart. */
const LEAST_NEAR = 4;
const MAX_REMEMBERED = 50_000;
/** Words that no record has, of one item: so many are looked for with a typing error. A name has few. */
const MOST_UNKNOWN = 8;

/** Finds the records that items without codes may mean, and what each word says. Made for one text index. */
export class MatchIndex implements WordStatistics {
  private readonly sums: Sums;
  private readonly decoded: string[] = [];
  private readonly nearIds = new Map<string, readonly number[]>();
  private readonly nameWeights = new Map<string, number>();
  private readonly placeWeights = new Map<string, number>();

  private constructor(
    private readonly texts: Texts,
    private readonly postings: Postings,
    /** How much each word says in a name; 0 for a word that no name has. */
    private readonly nameBits: Float32Array,
  ) {
    this.sums = new Sums(this.versionCount);
  }

  /** Makes the index in slices, so that requests are answered meanwhile. */
  static async of(texts: Texts, postings: Postings): Promise<MatchIndex> {
    return new MatchIndex(texts, postings, await nameBitsOf(texts, new WorkBudget({ sliceMs: 5 })));
  }

  readonly nameWeight = (word: string): number => remember(word, this.nameWeights, () => this.nameBitsOf(word));

  readonly placeWeight = (word: string): number => remember(word, this.placeWeights, () => this.placeBitsOf(word));

  isPostcode(postcode: string): boolean {
    return this.texts.vocabulary.idOf(postcode) >= 0;
  }

  /** Returns at most 30 versions, and those of the given codes, that an item may mean in a release, likeliest first. */
  lookUp(given: GivenWords, release: number): FoundVersion[] {
    const names = this.idsOf([...given.name, ...given.address]);
    const places = new Map([...this.idsOf(given.town)].map(([id, weight]) => [id, weight * TOWN]));
    for (const [id, weight] of this.postcodeIds(given.postcode)) places.set(id, weight);
    const found = this.versionsWith(new Map([...places, ...names]));
    const likely = found
      .map((version) => ({ version, sum: this.quickScore(version, names, places) }))
      .sort((a, b) => b.sum - a.sum || a.version - b.version)
      .slice(0, COMPARED)
      .map(({ version }) => version);
    const versions = new Set([...given.codes.flatMap((code) => this.versionsOfCode(code)), ...likely]);
    return [...versions].flatMap((version) => this.foundVersion(version, release) ?? []);
  }

  private get versionCount(): number {
    return this.texts.starts.length - 1;
  }

  private versionsOfCode(code: string): number[] {
    const position = positionOf(code, this.texts.codes);
    if (position < 0) return [];
    const [from, to] = [this.texts.firstOf[position]!, this.texts.firstOf[position + 1]!];
    return Array.from({ length: to - from }, (_, at) => from + at);
  }

  /** Returns the bits of each word and, for a word that no record has, of those that are one typing error away. */
  private idsOf(words: readonly string[]): Map<number, number> {
    const found = new Map<number, number>();
    let unknown = 0;
    for (const word of words) {
      const id = this.texts.vocabulary.idOf(word);
      if (id >= 0) found.set(id, this.bits(id));
      else if (unknown++ < MOST_UNKNOWN)
        for (const near of this.near(word)) if (!found.has(near)) found.set(near, NEAR * this.bits(near));
    }
    return found;
  }

  private near(word: string): readonly number[] {
    if (word.length < LEAST_NEAR || /\d/.test(word)) return [];
    return remember(word, this.nearIds, () => this.texts.vocabulary.near(word));
  }

  private postcodeIds(postcode: string): [id: number, weight: number][] {
    if (postcode.length < 2) return [];
    const { vocabulary } = this.texts;
    const isWhole = postcode.length >= 5;
    const whole = vocabulary.idOf(postcode);
    const outward = isWhole ? vocabulary.idOf(postcode.slice(0, -3)) : -1;
    const found: [number, number][] = outward < 0 ? [] : [[outward, DISTRICT]];
    if (whole >= 0) return [...found, [whole, isWhole ? POSTCODE : DISTRICT]];
    const similar = isWhole ? similarPostcodes(postcode).map((other) => vocabulary.idOf(other)) : [];
    return [...found, ...similar.filter((id) => id >= 0).map((id) => [id, SIMILAR_POSTCODE] as [number, number])];
  }

  /** Returns the versions with the largest sums of the weights of their words; rare words come first. */
  private versionsWith(wanted: ReadonlyMap<number, number>): number[] {
    const { starts, versions } = this.postings;
    const sizeOf = (id: number) => starts[id + 1]! - starts[id]!;
    const inOrder = [...wanted].sort(([a], [b]) => sizeOf(a) - sizeOf(b));
    let left = MAX_VISITED;
    for (const [id, weight] of inOrder) {
      if (sizeOf(id) > left && this.sums.count > 0) break;
      // Where the rarest word is in too many records, all have the same sum, so the first ones are taken.
      const end = sizeOf(id) > left ? starts[id]! + LOOKED_AT : starts[id + 1]!;
      left -= sizeOf(id);
      for (let at = starts[id]!; at < end; at++) this.sums.add(versions[at]!, weight);
    }
    return this.sums.takeLargest(LOOKED_AT);
  }

  private quickScore(version: number, names: ReadonlyMap<number, number>, places: ReadonlyMap<number, number>): number {
    const { words, starts, ends } = this.texts;
    const from = starts[version]!;
    const nameEnd = from + ends[version * ENDS]!;
    let sum = 0;
    for (let at = from; at < nameEnd; at++) sum += names.get(words[at]!) ?? -MISSING_WORD * this.nameBits[words[at]!]!;
    for (let at = nameEnd; at < from + ends[version * ENDS + 2]!; at++) sum += places.get(words[at]!) ?? 0;
    return sum;
  }

  private nameBitsOf(word: string): number {
    if (isLittle(word)) return LITTLE_WORD;
    const id = this.texts.vocabulary.idOf(word);
    return id < 0 ? UNKNOWN_WORD : this.nameBits[id]! || UNKNOWN_WORD;
  }

  private placeBitsOf(word: string): number {
    const id = this.texts.vocabulary.idOf(word);
    return id < 0 ? UNKNOWN_WORD : this.bits(id);
  }

  private bits(id: number): number {
    const size = this.postings.starts[id + 1]! - this.postings.starts[id]!;
    return Math.log2(this.versionCount / Math.max(1, size));
  }

  private foundVersion(version: number, release: number): FoundVersion | null {
    const { codes, organisationOf, fromRelease } = this.texts;
    const current = this.currentOf(organisationOf[version]!, release);
    const isFormer = current !== version;
    if (current === null || fromRelease[version]! > release) return null;
    if (isFormer && this.hasSameTexts(version, current)) return null;
    const words = this.wordsOfVersion(version);
    return { code: codes[organisationOf[version]!]!, fromRelease: fromRelease[version]!, isFormer, words };
  }

  private currentOf(organisation: number, release: number): number | null {
    const { firstOf, fromRelease, untilRelease } = this.texts;
    for (let version = firstOf[organisation]!; version < firstOf[organisation + 1]!; version++)
      if (fromRelease[version]! <= release && release < untilRelease[version]!) return version;
    return null;
  }

  private hasSameTexts(a: number, b: number): boolean {
    const { words, starts, ends } = this.texts;
    for (let section = 0; section < ENDS; section++)
      if (ends[a * ENDS + section] !== ends[b * ENDS + section]) return false;
    for (let at = 0; at < ends[a * ENDS + ENDS - 1]!; at++)
      if (words[starts[a]! + at] !== words[starts[b]! + at]) return false;
    return true;
  }

  private wordsOfVersion(version: number): PublishedWords {
    const [name, town, postcode, address] = [0, 1, 2, 3].map((section) => this.sectionWords(version, section));
    return { name: name!, town: town!, postcode: postcode!.at(-1) ?? '', address: address! };
  }

  private sectionWords(version: number, section: number): string[] {
    const { words, starts, ends } = this.texts;
    const start = starts[version]!;
    const from = start + (section === 0 ? 0 : ends[version * ENDS + section - 1]!);
    return Array.from(words.subarray(from, start + ends[version * ENDS + section]!), (id) => this.wordOf(id));
  }

  private wordOf(id: number): string {
    return (this.decoded[id] ??= this.texts.vocabulary.wordOf(id));
  }
}

/** Returns how much each word says in a name: more the fewer names have it; 0 for a word that none has. */
async function nameBitsOf({ words, starts, ends, vocabulary }: Texts, work: WorkBudget): Promise<Float32Array> {
  const bits = new Float32Array(vocabulary.size);
  const count = starts.length - 1;
  await work.each(count, (version) => {
    for (let at = 0; at < ends[version * ENDS]!; at++) bits[words[starts[version]! + at]!]!++;
  });
  await work.each(bits.length, (id) => {
    if (bits[id] === 0) return;
    const rarity = Math.min(MOST_BITS, Math.max(1, Math.log2(count / bits[id]!)));
    bits[id] = isLittle(vocabulary.wordOf(id)) ? LITTLE_WORD : rarity;
  });
  return bits;
}

function isLittle(word: string): boolean {
  return word.length < 5 && isLittleWord(word);
}

function remember<Value>(word: string, known: Map<string, Value>, find: () => Value): Value {
  let value = known.get(word);
  if (value === undefined) {
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(word, (value = find()));
  }
  return value;
}
