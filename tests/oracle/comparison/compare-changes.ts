import { isDeepStrictEqual } from 'node:util';
import type { Execute } from '../../support/gateway/execute-query';
import { changes, inOrder, type Change, type ChangeKind } from '../changes';
import type { Disagreement } from './compare';
import type { Release } from '../reading/release';

const KINDS: readonly ChangeKind[] = ['ADDED', 'REMOVED', 'CLOSED', 'REOPENED', 'CHANGED'];
const PAGE = 200;
const CHANGES = `query ($from: ID!, $to: ID!, $kinds: [ChangeKind!], $after: String) {
  changes(from: $from, to: $to, kinds: $kinds, first: ${PAGE}, after: $after) {
    nodes { code kind organisation { code moment { release } } detail { what id before after } }
    pageInfo { hasNextPage endCursor } } }`;
const COUNTS = `query ($from: ID!, $to: ID!) { ${['ALL', ...KINDS]
  .map((kind) => `${kind}: changes(from: $from, to: $to${kind === 'ALL' ? '' : `, kinds: [${kind}]`}) { totalCount }`)
  .join(' ')} }`;

interface Node extends Change {
  readonly organisation: { readonly code: string; readonly moment: { readonly release: string } };
}

interface ChangesPage {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads every page of the changes, of all kinds together and of each kind, and all counts. Returns where the oracle differs. */
export async function changeDisagreements(execute: Execute, from: Release, to: Release) {
  const expected = changes(from, to).map((change) => withRelease(change, from, to));
  const found: Disagreement[] = [];
  let compared = 0;
  for (const kinds of [null, ...KINDS.map((kind) => [kind])]) {
    const wanted = expected.filter(({ kind }) => kinds === null || kinds.includes(kind));
    const all = await allChanges(execute, { from: from.id, to: to.id, kinds });
    for (const [about, oracle, api] of sideBySide(wanted, all))
      if (!isDeepStrictEqual(oracle, api))
        found.push({ about: `${kinds?.join() ?? 'any'} of ${about}, ${from.id} to ${to.id}`, oracle, api });
    compared += wanted.length;
  }
  const counts = await countsOf(execute, { from: from.id, to: to.id });
  const oracle = { ALL: expected.length, ...countByKind(expected) };
  if (!isDeepStrictEqual(oracle, counts)) found.push({ about: 'totalCount', oracle, api: counts });
  return { found, compared };
}

/** A change with the expected release of its organisation. */
interface ComparedChange extends Change {
  readonly release: string;
}

function withRelease(change: Change, from: Release, to: Release): ComparedChange {
  return { ...change, release: change.kind === 'REMOVED' ? from.id : to.id };
}

function countByKind(all: readonly Change[]): Record<string, number> {
  return Object.fromEntries(KINDS.map((one) => [one, all.filter(({ kind }) => kind === one).length]));
}

/** Pairs both sides by position, so that a missing or misplaced code differs. */
function sideBySide(
  oracle: readonly ComparedChange[],
  api: readonly ComparedChange[],
): [string, ComparedChange | null, ComparedChange | null][] {
  return Array.from({ length: Math.max(oracle.length, api.length) }, (_, at) => {
    const [expected, actual] = [oracle[at] ?? null, api[at] ?? null];
    return [(expected ?? actual)!.code, expected, actual];
  });
}

async function countsOf(execute: Execute, variables: Record<string, unknown>): Promise<Record<string, number>> {
  const { data, errors } = await execute(COUNTS, { variables });
  if (errors) throw new Error(errors[0]?.message);
  const counted = Object.entries(data as Record<string, { totalCount: number }>);
  return Object.fromEntries(counted.map(([kind, { totalCount }]) => [kind, totalCount]));
}

async function allChanges(execute: Execute, variables: Record<string, unknown>): Promise<ComparedChange[]> {
  const found: ComparedChange[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data, errors } = await execute(CHANGES, { variables: { ...variables, after } });
    if (errors) throw new Error(errors[0]?.message);
    const { nodes, pageInfo } = JSON.parse(JSON.stringify(data!.changes)) as ChangesPage;
    if (pageInfo.hasNextPage && nodes.length !== PAGE)
      throw new Error(`A page of ${nodes.length} that is not the last.`);
    found.push(...nodes.map(toCompared));
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  return found;
}

/** Converts a node for the comparison. The order of details is not part of the contract, so they are sorted. */
function toCompared({ code, kind, organisation, detail }: Node): ComparedChange {
  if (organisation.code !== code) throw new Error(`The change of ${code} shows ${organisation.code}.`);
  return { code, kind, detail: inOrder(detail), release: organisation.moment.release };
}
