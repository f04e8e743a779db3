import { wordsOf } from '../words';

/** What is known of an organisation that has no code. Absent texts are null or blank. */
export interface GivenTexts {
  readonly name?: string | null | undefined;
  readonly postcode?: string | null | undefined;
  readonly town?: string | null | undefined;
  readonly address?: string | null | undefined;
}

/** The same as words in their normal form. */
export interface GivenWords {
  readonly name: readonly string[];
  /** Words of the name that may be a code, in upper case. */
  readonly codes: readonly string[];
  /** In lower case without spaces; '' for none. A whole postcode or an outward code. */
  readonly postcode: string;
  readonly town: readonly string[];
  readonly address: readonly string[];
}

/** The words of one version of a record. */
export interface PublishedWords {
  readonly name: readonly string[];
  readonly postcode: string;
  /** The words of town and county. */
  readonly town: readonly string[];
  readonly address: readonly string[];
}

/** Longer texts are cut: no published name or address has more words. */
const MAX_CHARACTERS = 300;
const MAX_WORDS = 24;

export function givenWordsOf({ name, postcode, town, address }: GivenTexts): GivenWords {
  const written = textOf(name);
  const codes = codesIn(written);
  const isOnlyCode = codes.length > 0 && codes[0] === written.trim().toUpperCase();
  const words = wordsIn(codes.length === 0 || isOnlyCode ? written : withoutCodes(written));
  return {
    name: words,
    codes,
    postcode: postcodeWord(textOf(postcode)),
    town: wordsIn(textOf(town)),
    address: wordsIn(textOf(address)),
  };
}

function textOf(text: string | null | undefined): string {
  return (text ?? '').slice(0, MAX_CHARACTERS);
}

function wordsIn(text: string): string[] {
  return wordsOf(text).slice(0, MAX_WORDS);
}

function postcodeWord(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .slice(0, MAX_POSTCODE);
}

const MAX_POSTCODE = 8;

/** The whole text if it can be a code, and parts of it that have digits and no other word form. */
function codesIn(text: string): string[] {
  const whole = text.trim().toUpperCase();
  if (CODE.test(whole)) return [whole];
  return (text.match(CODE_INSIDE) ?? []).map((code) => code.toUpperCase());
}

function withoutCodes(text: string): string {
  return text.replace(CODE_INSIDE, ' ');
}

const CODE = /^[A-Z0-9]{3,12}$/;
/** With a letter first and at least two digits, as ODS forms most codes. */
const CODE_INSIDE = /\b(?=[A-Za-z]*\d+[A-Za-z]*\d)[A-Za-z][A-Za-z0-9]{3,11}\b/g;
