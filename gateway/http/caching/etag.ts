/** An entity tag may end with the content coding of its representation, for example '"abc-br"'. */
const CODING = /-(?:br|zstd|gzip)"$/;

/** Whether `If-None-Match` holds a tag; a weak one and one of another content coding count as equal. */
export function matchesEtag(given: string | undefined, etag: string): boolean {
  return given !== undefined && tagsIn(given).some((tag) => tag === withoutCoding(etag));
}

/** The opaque tags of `If-None-Match`, without `W/` and without a content coding. */
export function tagsIn(given: string): string[] {
  return given.split(',').map((tag) => withoutCoding(tag.trim()));
}

/** Returns the tag of the representation with a content coding. */
export function withCoding(etag: string, coding: string | undefined): string {
  return coding === undefined ? etag : `${etag.slice(0, -1)}-${coding}"`;
}

function withoutCoding(etag: string): string {
  return etag.replace(/^W\//, '').replace(CODING, '"');
}
