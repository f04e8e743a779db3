/** Normal forms of texts. The loader stores them and a search compares with them, so both must use these functions. */

/** Returns a name in upper case without accents, punctuation and repeated spaces: "St. Mary's" becomes 'ST MARY S'. */
export function nameKey(text: string): string {
  const letters = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Returns a town as `nameKey` does, with apostrophes left out and not as spaces: "King's Lynn" becomes 'KINGS LYNN'. */
export function townKey(text: string): string {
  return nameKey(text.replace(APOSTROPHES, ''));
}

const APOSTROPHES = /['\u2018\u2019\u02bc`]/g;
/** Letters of a word that `townWords` uses. */
const MAX_WORD = 12;

/** Returns the beginnings of words, for the full-text index, of which a town that starts with a text has at least one. */
export function townWords(text: string): string {
  const word = townKey(text).split(' ')[0]!.toLowerCase().slice(0, MAX_WORD);
  const withApostrophe = (at: number) => ["'", '\u2019'].map((mark) => word.slice(0, at) + mark + word.slice(at));
  const others = Array.from({ length: word.length - 1 }, (_, at) => withApostrophe(at + 1)).flat();
  return [word, ...others].map((start) => `${start}*`).join(' OR ');
}

/** Returns a postcode in upper case without spaces: 'ls1 4ap' becomes 'LS14AP'. */
export function postcodeKey(text: string): string {
  return text.toUpperCase().replace(/\s+/g, '');
}

/** Returns the key that finds the postcodes of a search: a sector keeps its space, so 'ls1 4' is 'LS1 4' and 'ls14' is 'LS14'. */
export function postcodeSearchKey(text: string): string {
  const [, outward, sector] = SECTOR.exec(text) ?? [];
  return outward && sector ? `${outward.toUpperCase()} ${sector}` : postcodeKey(text);
}

/** An outward part, a space, and the digit of the sector. */
const SECTOR = /^\s*([a-z]{1,2}\d[a-z\d]?)\s+(\d)\s*$/i;

/** Returns a UPRN without leading zeros. */
export function uprnKey(text: string): string {
  return text.trim().replace(/^0+(?=.)/, '');
}
