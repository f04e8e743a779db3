import { isDeepStrictEqual } from 'node:util';
import type { Execute } from '../../support/gateway/execute-query';
import type { Change } from '../changes';
import { changesBelow, type ChangeBelow } from '../changes-below';
import type { Release } from '../reading/release';
import type { View } from '../views';
import type { Disagreement } from './compare';

const BELOW = `query ($from: ID!, $to: ID!, $within: Within!, $groups: [ChangeGroup!], $after: String) {
  changes(from: $from, to: $to, within: $within, groups: $groups, first: 150, after: $after) {
    totalCount groupCounts { group count } nodes { code kind groups } pageInfo { hasNextPage endCursor } } }`;

interface BelowPage {
  readonly totalCount: number;
  readonly groupCounts: readonly { readonly group: string; readonly count: number }[];
  readonly nodes: readonly ChangeBelow[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads every change below an organisation in a view, all together and of each group, and all counts. Returns where the oracle differs. */
export async function belowDisagreements(
  execute: Execute,
  changed: readonly Change[],
  releases: readonly [Release, Release],
  [code, view]: readonly [string, View],
) {
  const expected = changesBelow(changed, releases, code, view);
  const [from, to] = releases;
  const found: Disagreement[] = [];
  const check = (about: string, oracle: unknown, api: unknown) => {
    if (!isDeepStrictEqual(oracle, api)) found.push({ about: `${about} below ${code} in ${view}`, oracle, api });
  };
  const read = (groups: readonly string[] | null) =>
    allBelow(execute, { from: from.id, to: to.id, within: { code, view }, groups });
  const { nodes, groupCounts, totalCount } = await read(null);
  check('changes', expected, nodes);
  check('totalCount', expected.length, totalCount);
  for (const { group, count } of groupCounts) {
    const wanted = expected.filter(({ groups }) => groups.includes(group));
    check(`the count of ${group}`, wanted.length, count);
    const of = await read([group]);
    check(`changes of ${group}`, wanted, of.nodes);
    check(`totalCount of ${group}`, wanted.length, of.totalCount);
  }
  return { found, compared: expected };
}

async function allBelow(execute: Execute, variables: Record<string, unknown>) {
  const nodes: ChangeBelow[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await execute(BELOW, { variables: { ...variables, after } });
    if (errors) throw new Error(errors[0]?.message);
    const page = JSON.parse(JSON.stringify(data!.changes)) as BelowPage;
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return { ...page, nodes };
    after = page.pageInfo.endCursor;
  }
}
