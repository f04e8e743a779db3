import { ranked, searchText, type Match } from '../../ods/search-text';
import type { FactCache } from '../cache/fact-cache';
import { releaseStore } from '../cache/fact-stores';
import type { TextKey } from '../keys';
import { mapResults } from './batch-functions';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { toMatch } from './decode-rows';

type SearchQueries = Pick<BatchQueries, 'search' | 'fuzzy' | 'suggest'>;

/** The batch queries for a search text. Each returns codes, best match first. */
export function searchQueries(cache: FactCache, { query, rows }: BatchQueryBuilder): SearchQueries {
  const byRank = (name: keyof SearchQueries) =>
    query<TextKey, readonly string[]>(
      name,
      releaseStore(cache, ({ text }: TextKey) => text),
      mapResults(rows<TextKey, Match>(name, toMatch, { toParameters }), (found, { text }) => ranked(found, text)),
    );
  return { search: byRank('search'), fuzzy: byRank('fuzzy'), suggest: byRank('suggest') };
}

const toParameters = (keys: readonly TextKey[]) => ({
  keys: keys.map(({ text, release }) => ({ ...searchText(text), release })),
});
