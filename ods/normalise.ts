/** How texts are compared: one definition for what the loader stores and what a search asks. */

/** A name without case, accents, punctuation and repeated spaces: "St. Mary's" is 'ST MARY S'. */
export function nameKey(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** A postcode in upper case without spaces: 'ls1 4ap' is 'LS14AP'. */
export function postcodeKey(text: string): string {
  return text.toUpperCase().replace(/\s+/g, '');
}

/** A UPRN as text without leading zeros. */
export function uprnKey(text: string): string {
  return text.trim().replace(/^0+(?=.)/, '');
}
