import type { Loaders } from '../../graph/loaders';
import type { CandidateChunk } from './candidate-chunk';

/**
 * Returns the organisations that match a text, best match first: by code, UPRN, name, former name, town, postcode,
 * address or kind. Only if none of them passes the filters of a search, its words may have typing errors.
 */
export async function textCandidates(text: string, release: number, loaders: Loaders): Promise<CandidateChunk> {
  const search = (await loaders.textIndex(release)).search(text, release);
  const { uprn } = search.query;
  const atProperty = uprn === null ? [] : await loaders.uprn.load({ uprn, release });
  const found = await search.codes(loaders.work);
  return {
    codes: atProperty.length === 0 ? found : [...new Set([...atProperty, ...found])],
    next: null,
    otherwise: async () => ({ codes: await search.similarCodes(loaders.work), next: null }),
  };
}
