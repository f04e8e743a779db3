import { isDeepStrictEqual } from 'node:util';
import type { Execute } from '../../support/gateway/execute-query';
import type { View } from '../views';
import type { Disagreement } from './compare';

const CHANGES = `query ($from: ID!, $to: ID!, $within: Within, $after: String) {
  changes(from: $from, to: $to, within: $within, first: 200, after: $after) {
    nodes { code kind groups detail { what id before after } } pageInfo { hasNextPage endCursor } } }`;

interface Change {
  readonly code: string;
  readonly kind: string;
  readonly groups: readonly string[];
  readonly detail: readonly { what: string; id: string | null; before: string | null; after: string | null }[];
}

/** What stands for a kind or group of changes when the releases change places. Every other one stands for itself. */
const OPPOSITES: Readonly<Record<string, string>> = {
  ADDED: 'REMOVED',
  REMOVED: 'ADDED',
  CLOSED: 'REOPENED',
  REOPENED: 'CLOSED',
  ENTERED: 'LEFT',
  LEFT: 'ENTERED',
};
const opposite = (name: string): string => OPPOSITES[name] ?? name;

/** Compares the changes from one release to another with those back again. Returns where they are not inverse. */
export async function inverseDisagreements(
  execute: Execute,
  [from, to]: readonly [string, string],
  within: { readonly code: string; readonly view: View } | null = null,
) {
  const forwards = await allChanges(execute, { from, to, within });
  const backwards = (await allChanges(execute, { from: to, to: from, within })).map(inverted);
  const found: Disagreement[] = [];
  const byCode = new Map(backwards.map((change) => [change.code, change]));
  for (const change of forwards.map(sorted)) {
    const back = byCode.get(change.code) ?? null;
    byCode.delete(change.code);
    if (!isDeepStrictEqual(change, back)) found.push({ about: `inverse of ${change.code}`, oracle: change, api: back });
  }
  for (const [code, back] of byCode) found.push({ about: `inverse of ${code}`, oracle: null, api: back });
  return { found, compared: forwards.length };
}

function inverted({ code, kind, groups, detail }: Change): Change {
  const sides = detail.map(({ what, id, before, after }) => ({ what, id, before: after, after: before }));
  return sorted({ code, kind: opposite(kind), groups: groups.map(opposite), detail: sides });
}

/** The order of groups and details is that of the question, which differs. */
function sorted({ groups, detail, ...change }: Change): Change {
  const texts = detail.map((each) => [JSON.stringify(each), each] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...change, groups: [...groups].sort(), detail: texts.map(([, each]) => each) };
}

async function allChanges(execute: Execute, variables: Record<string, unknown>): Promise<Change[]> {
  const found: Change[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await execute(CHANGES, { variables: { ...variables, after } });
    if (errors) throw new Error(errors[0]?.message);
    const page = JSON.parse(JSON.stringify(data!.changes)) as {
      nodes: Change[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
    found.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}
