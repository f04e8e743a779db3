import { isDeepStrictEqual } from 'node:util';
import type { Ask } from '../support/gateway/asking';
import type { Disagreement } from './compare';
import { findings } from './findings';
import type { Release } from './release';
import { compare } from './walk';

const FINDINGS = `query ($rule: ID!, $release: ID!, $after: String) {
  findings(rule: $rule, asOf: { release: $release }, first: 200, after: $after) {
    totalCount nodes { organisation { code } related { code } } pageInfo { hasNextPage endCursor } } }`;

interface FindingsPage {
  readonly totalCount: number;
  readonly nodes: readonly { organisation: { code: string }; related: readonly { code: string }[] }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads all findings of the rules over several records, and tells where an oracle finds something else. */
export async function findingDisagreements(ask: Ask, release: Release) {
  const found: Disagreement[] = [];
  const counts: Record<string, number> = {};
  for (const [rule, expected] of Object.entries(findings(release))) {
    const answered = await allFindings(ask, rule, release.id);
    const [oracle, api] = [expected, answered].map((list) => [...list].sort(compare));
    const apart = [without(oracle!, api!), without(api!, oracle!)];
    if (!isDeepStrictEqual(oracle, api))
      found.push({ about: `${rule} in ${release.id}`, oracle: apart[0], api: apart[1] });
    counts[rule] = expected.length;
  }
  return { found, counts };
}

async function allFindings(ask: Ask, rule: string, release: string): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data, errors } = await ask(FINDINGS, { variables: { rule, release, after } });
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
  const there = new Set(other);
  return list.filter((text) => !there.has(text));
}
