import type { Loaders } from '../../graph/loaders';
import { parseSearch } from '../../ods/search-query';
import type { CandidateChunk } from './candidate-chunk';

/**
 * Returns the organisations that match a text, best match first: by code, UPRN, name, former name, town, postcode,
 * address or kind. Only if none of them passes the filters of a search, its words may have typing errors.
 */
export async function textCandidates(text: string, release: number, loaders: Loaders): Promise<CandidateChunk> {
  const query = parseSearch(text);
  const [index, atProperty] = await Promise.all([
    loaders.textIndex(release),
    query.uprn === null ? [] : loaders.uprn.load({ uprn: query.uprn, release }),
  ]);
  const found = index.whole(query, release).codes();
  return {
    codes: atProperty.length === 0 ? found : [...new Set([...atProperty, ...found])],
    next: null,
    otherwise: async () => ({ codes: index.near(query, release).codes(), next: null }),
  };
}
