import { isDeepStrictEqual } from 'node:util';
import type { Execute } from '../../support/gateway/execute-query';
import type { Disagreement } from './compare';
import { cycleFindings } from '../findings/cycle-findings';
import { dateFindings } from '../findings/date-findings';
import { findings } from '../findings/findings';
import { recordFindings } from '../findings/record-findings';
import { releaseFindings } from '../findings/release-findings';
import type { Release } from '../reading/release';
import { compare } from '../hierarchy';

const FINDINGS = `query ($rule: ID!, $release: ID!, $after: String) {
  findings(rule: $rule, asOf: { release: $release }, first: 200, after: $after) {
    totalCount nodes { organisation { code } related { code } } pageInfo { hasNextPage endCursor } } }`;

interface FindingsPage {
  readonly totalCount: number;
  readonly nodes: readonly { organisation: { code: string }; related: readonly { code: string }[] }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads all findings of the rules that the oracle knows. Returns the rules where it differs. */
export async function findingDisagreements(execute: Execute, release: Release) {
  const found: Disagreement[] = [];
  const counts: Record<string, number> = {};
  for (const [rule, expected] of Object.entries(ofAllRules(release))) {
    const actual = await allFindings(execute, rule, release.id);
    const [oracle, api] = [expected, actual].map((list) => [...list].sort(compare));
    const differences = [without(oracle!, api!), without(api!, oracle!)];
    if (!isDeepStrictEqual(oracle, api))
      found.push({ about: `${rule} in ${release.id}`, oracle: differences[0], api: differences[1] });
    counts[rule] = expected.length;
  }
  return { found, counts };
}

const ofAllRules = (release: Release) => ({
  ...findings(release),
  ...recordFindings(release),
  ...dateFindings(release),
  ...releaseFindings(release),
  ...cycleFindings(release),
});

async function allFindings(execute: Execute, rule: string, release: string): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data, errors } = await execute(FINDINGS, { variables: { rule, release, after } });
    if (errors) throw new Error(errors[0]?.message);
    const { nodes, pageInfo, totalCount } = JSON.parse(JSON.stringify(data!.findings)) as FindingsPage;
    found.push(...nodes.map(({ organisation, related }) => `${organisation.code}: ${codesOf(related)}`));
    if (!pageInfo.hasNextPage && totalCount !== found.length)
      throw new Error(`${rule}: ${found.length} findings on its pages, ${totalCount} counted.`);
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  return found;
}

const codesOf = (related: readonly { code: string }[]) =>
  related
    .map(({ code }) => code)
    .sort(compare)
    .join(',');

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const others = new Set(other);
  return list.filter((text) => !others.has(text));
}
