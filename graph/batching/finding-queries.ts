import { mapped } from './batch-functions';
import type { FactCache } from '../cache/fact-cache';
import { factsOfRelease } from '../cache/fact-stores';
import type { Making } from './measure-queries';
import { byText } from '../../ods/orders';
import type { Questions } from './batch-queries';
import type { FactKey, FindingRow, FindingsKey, RuleKey } from '../keys';
import { FINDINGS_AT_ONCE } from '../../ods/finding-rules';
import { toCount, toFinding } from './decode-rows';

type FindingQuestions = Pick<Questions, 'findings' | 'findingsOf' | 'findingCounts'>;

/** The questions about findings. They are kept by release: a rule that asks about the day may find another thing of the same facts. */
export function findingQuestions(cache: FactCache, { question, rows, single }: Making): FindingQuestions {
  const toParameters = (keys: readonly FindingsKey[]) => ({ keys, most: FINDINGS_AT_ONCE });
  return {
    findings: question(
      'findings',
      factsOfRelease<FindingsKey, readonly FindingRow[]>(cache, ({ rule, code, hash }) => `${rule} ${hash} ${code}`),
      rows('findings', toFinding, { order: byFinding, toParameters }),
    ),
    findingsOf: question(
      'findingsOf',
      factsOfRelease<FactKey, readonly FindingRow[]>(cache, ({ code }) => code),
      rows('findingsOf', toFinding, { order: byFinding }),
    ),
    findingCounts: question(
      'findingCounts',
      factsOfRelease<RuleKey, number>(cache, ({ rule }) => rule),
      mapped(single<RuleKey, number>('findingCounts', toCount), (count) => count ?? 0),
    ),
  };
}

/** By rule, code, then hash. */
export function byFinding(a: FindingRow, b: FindingRow): number {
  return byText(a.rule, b.rule) || byText(a.code, b.code) || byText(a.hash, b.hash);
}
