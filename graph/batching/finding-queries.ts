import type { FindingRow } from '../../ods/facts';
import { FINDINGS_AT_ONCE } from '../../ods/finding-rules';
import { byText } from '../../ods/orders';
import type { FactCache } from '../cache/fact-cache';
import { releaseStore } from '../cache/fact-stores';
import type { FindingsKey, OrganisationKey, RuleKey } from '../keys';
import { mapResults } from './batch-functions';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { toCount, toFinding } from './decode-rows';

type FindingQueries = Pick<BatchQueries, 'findings' | 'findingsOf' | 'findingCounts'>;

/**
 * The batch queries for findings. They are cached by release, not by change epoch: a rule that checks the publication
 * day may have another result for the same facts.
 */
export function findingQueries(cache: FactCache, { query, rows, single }: BatchQueryBuilder): FindingQueries {
  const toParameters = (keys: readonly FindingsKey[]) => ({ keys, most: FINDINGS_AT_ONCE });
  return {
    findings: query(
      'findings',
      releaseStore<FindingsKey, readonly FindingRow[]>(cache, ({ rule, code, hash }) => `${rule} ${hash} ${code}`),
      rows('findings', toFinding, { order: byFinding, toParameters }),
    ),
    findingsOf: query(
      'findingsOf',
      releaseStore<OrganisationKey, readonly FindingRow[]>(cache, ({ code }) => code),
      rows('findingsOf', toFinding, { order: byFinding }),
    ),
    findingCounts: query(
      'findingCounts',
      releaseStore<RuleKey, number>(cache, ({ rule }) => rule),
      mapResults(single<RuleKey, number>('findingCounts', toCount), (count) => count ?? 0),
    ),
  };
}

/** By rule, code, then hash. */
function byFinding(a: FindingRow, b: FindingRow): number {
  return byText(a.rule, b.rule) || byText(a.code, b.code) || byText(a.hash, b.hash);
}
