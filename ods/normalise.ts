/** Keys that the loader stores. Searches compare texts by their words instead; see words.ts. */

/** Returns a name in upper case without accents, punctuation and repeated spaces: "St. Mary's" becomes 'ST MARY S'. */
export function nameKey(text: string): string {
  if (isAscii(text))
    return text
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, ' ')
      .trim();
  const letters = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Nearly all names are, and have no accents then. */
function isAscii(text: string): boolean {
  return !/[^\u0000-\u007f]/.test(text);
}

/** Returns a postcode in upper case without spaces: 'ls1 4ap' becomes 'LS14AP'. */
export function postcodeKey(text: string): string {
  return text.toUpperCase().replace(/\s+/g, '');
}

/**
 * Returns the key that finds the postcodes of a search: a sector keeps its space, so 'ls1 4' is 'LS1 4' and 'ls14' is
 * 'LS14'; 'ls' is the area 'LS'.
 */
export function postcodeSearchKey(text: string): string {
  const [, outward, sector] = SECTOR.exec(text) ?? [];
  return outward && sector ? `${outward.toUpperCase()} ${sector}` : postcodeKey(text);
}

/** The postcodes that start with a text, as `postcodeKey` returns them, and which of them: with PREFIX, all. */
export interface PostcodePart {
  readonly start: string;
  readonly shape: 'WHOLE' | 'SECTOR' | 'AREA' | 'PREFIX';
}

/** Returns what a text means as the beginning of a postcode. */
export function postcodesWithPrefix(text: string): PostcodePart {
  const key = postcodeSearchKey(text);
  return { start: key.replace(' ', ''), shape: key.includes(' ') ? 'SECTOR' : 'PREFIX' };
}

/** Returns what a result of `postcodeSearchKey` means: a whole postcode or its outward part, a sector or an area. */
export function postcodePrefix(key: string): PostcodePart {
  if (AREA.test(key)) return { start: key, shape: 'AREA' };
  return { start: key.replace(' ', ''), shape: key.includes(' ') ? 'SECTOR' : 'WHOLE' };
}

const AREA = /^[A-Z]{1,2}$/;
/** An outward part, a space, and the digit of the sector. */
const SECTOR = /^\s*([a-z]{1,2}\d[a-z\d]?)\s+(\d)\s*$/i;

/** Returns a UPRN without leading zeros. */
export function uprnKey(text: string): string {
  return text.trim().replace(/^0+(?=.)/, '');
}
