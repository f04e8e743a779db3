import { byText } from '../../ods/orders';
import type { FactCache } from '../cache/fact-cache';
import { releaseStore } from '../cache/fact-stores';
import type { UprnKey } from '../keys';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { toCode } from './decode-rows';

/** The batch query that finds organisations by UPRN. */
export function addressQueries(cache: FactCache, { query, rows }: BatchQueryBuilder): Pick<BatchQueries, 'uprn'> {
  return {
    uprn: query(
      'uprn',
      releaseStore<UprnKey, readonly string[]>(cache, ({ uprn }) => uprn),
      rows('uprn', toCode, { order: byText }),
    ),
  };
}
