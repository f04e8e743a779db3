/** What was typed into the search box: the text to match, and the place to be near. */
export interface TypedSearch {
  /** Null if nothing but a place was typed. */
  readonly text: string | null;
  /** The GraphQL argument `near`; null if no place was typed. */
  readonly near: { readonly postcode: string } | null;
}

/** A postcode, its outward part or its sector, after the word "near". */
const NEAR = /^(.*?)\s*\bnear\s+([a-z]{1,2}\d[a-z\d]?(?:\s*\d[a-z]{2}|\s+\d)?)$/i;

/** Reads "near SO23" and "pharmacy near SO23 8DQ"; any other text is a text to match. */
export function typedSearch(typed: string): TypedSearch {
  const trimmed = typed.trim();
  const [, text = '', postcode] = NEAR.exec(trimmed) ?? [];
  if (postcode === undefined) return { text: trimmed, near: null };
  return { text: text === '' ? null : text, near: { postcode: postcode.toUpperCase() } };
}

/** Formats kilometres, for example as 0.4 km; as 0 km at the place itself. */
export function formatDistance(km: number): string {
  return `${km < 10 ? Math.round(km * 10) / 10 : Math.round(km)} km`;
}
