import { postcodePrefix } from '../../ods/normalise';
import { byText } from '../../ods/orders';
import type { FactCache } from '../cache/fact-cache';
import { releaseStore } from '../cache/fact-stores';
import type { PostcodeKey, UprnKey } from '../keys';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { toCode } from './decode-rows';

type AddressQueries = Pick<BatchQueries, 'postcode' | 'uprn' | 'beginning'>;

/** The batch queries that find organisations by postcode or UPRN. */
export function addressQueries(cache: FactCache, { query, rows }: BatchQueryBuilder): AddressQueries {
  return {
    postcode: query(
      'postcode',
      releaseStore<PostcodeKey, readonly string[]>(cache, ({ postcode }) => postcode),
      rows('postcode', toCode, { order: byText, toParameters: toPostcodeParts }),
    ),
    uprn: query(
      'uprn',
      releaseStore<UprnKey, readonly string[]>(cache, ({ uprn }) => uprn),
      rows('uprn', toCode, { order: byText }),
    ),
    beginning: query(
      'beginning',
      releaseStore<PostcodeKey, readonly string[]>(cache, ({ postcode }) => postcode),
      rows('beginning', toCode, { order: byText }),
    ),
  };
}

const toPostcodeParts = (keys: readonly PostcodeKey[]) => ({
  keys: keys.map(({ postcode, release }) => ({ ...postcodePrefix(postcode), release })),
});
