/** Normal forms of texts. The loader stores them and a search compares with them, so both must use these functions. */

/** Returns a name in upper case without accents, punctuation and repeated spaces: "St. Mary's" becomes 'ST MARY S'. */
export function nameKey(text: string): string {
  const letters = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase();
  return letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Returns a postcode in upper case without spaces: 'ls1 4ap' becomes 'LS14AP'. */
export function postcodeKey(text: string): string {
  return text.toUpperCase().replace(/\s+/g, '');
}

/** Returns a UPRN without leading zeros. */
export function uprnKey(text: string): string {
  return text.trim().replace(/^0+(?=.)/, '');
}
