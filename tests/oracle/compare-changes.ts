import { isDeepStrictEqual } from 'node:util';
import type { Ask } from '../support/gateway/asking';
import { byDetail, changes, type Change, type ChangeKind } from './changes';
import type { Disagreement } from './compare';
import type { Release } from './release';

const KINDS: readonly ChangeKind[] = ['ADDED', 'REMOVED', 'CLOSED', 'REOPENED', 'CHANGED'];
const PAGE = 200;
const CHANGES = `query ($from: ID!, $to: ID!, $kinds: [ChangeKind!], $after: String) {
  changes(from: $from, to: $to, kinds: $kinds, first: ${PAGE}, after: $after) {
    nodes { code kind organisation { code moment { release } } detail { what id before after } }
    pageInfo { hasNextPage endCursor } } }`;
const COUNTS = `query ($from: ID!, $to: ID!) { ${['ALL', ...KINDS]
  .map((kind) => `${kind}: changes(from: $from, to: $to${kind === 'ALL' ? '' : `, kinds: [${kind}]`}) { totalCount }`)
  .join(' ')} }`;

interface Node extends Omit<Change, 'detail'> {
  readonly organisation: { readonly code: string; readonly moment: { readonly release: string } };
  readonly detail: readonly { what: string; id: string | null; before: string | null; after: string | null }[];
}

interface ChangesPage {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads every page of the changes, of all kinds and of each, and all counts, and tells where the oracle differs. */
export async function changeDisagreements(ask: Ask, from: Release, to: Release) {
  const expected = changes(from, to).map((change) => shownIn(change, from, to));
  const found: Disagreement[] = [];
  let compared = 0;
  for (const kinds of [null, ...KINDS.map((kind) => [kind])]) {
    const wanted = expected.filter(({ kind }) => kinds === null || kinds.includes(kind));
    const all = await allChanges(ask, { from: from.id, to: to.id, kinds });
    for (const [about, oracle, api] of sideBySide(wanted, all))
      if (!isDeepStrictEqual(oracle, api))
        found.push({ about: `${kinds?.join() ?? 'any'} of ${about}, ${from.id} to ${to.id}`, oracle, api });
    compared += wanted.length;
  }
  const counts = await countsOf(ask, { from: from.id, to: to.id });
  const oracle = { ALL: expected.length, ...countByKind(expected) };
  if (!isDeepStrictEqual(oracle, counts)) found.push({ about: 'totalCount', oracle, api: counts });
  return { found, compared };
}

/** A change with the release that its organisation must be of. */
interface Shown extends Change {
  readonly release: string;
}

function shownIn(change: Change, from: Release, to: Release): Shown {
  return { ...change, release: change.kind === 'REMOVED' ? from.id : to.id };
}

function countByKind(all: readonly Change[]): Record<string, number> {
  return Object.fromEntries(KINDS.map((one) => [one, all.filter(({ kind }) => kind === one).length]));
}

/** Both sides in the order of the longer one, so that a missing or misplaced code shows. */
function sideBySide(oracle: readonly Shown[], api: readonly Shown[]): [string, Shown | null, Shown | null][] {
  return Array.from({ length: Math.max(oracle.length, api.length) }, (_, at) => {
    const [expected, answered] = [oracle[at] ?? null, api[at] ?? null];
    return [(expected ?? answered)!.code, expected, answered];
  });
}

async function countsOf(ask: Ask, variables: Record<string, unknown>): Promise<Record<string, number>> {
  const { data, errors } = await ask(COUNTS, { variables });
  if (errors) throw new Error(errors[0]?.message);
  const counted = Object.entries(data as Record<string, { totalCount: number }>);
  return Object.fromEntries(counted.map(([kind, { totalCount }]) => [kind, totalCount]));
}

async function allChanges(ask: Ask, variables: Record<string, unknown>): Promise<Shown[]> {
  const found: Shown[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data, errors } = await ask(CHANGES, { variables: { ...variables, after } });
    if (errors) throw new Error(errors[0]?.message);
    const { nodes, pageInfo } = JSON.parse(JSON.stringify(data!.changes)) as ChangesPage;
    if (pageInfo.hasNextPage && nodes.length !== PAGE)
      throw new Error(`A page of ${nodes.length} that is not the last.`);
    found.push(...nodes.map(compared));
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  return found;
}

/** A node as it is compared; the details in an order of their own, which nobody promises. */
function compared({ code, kind, organisation, detail }: Node): Shown {
  if (organisation.code !== code) throw new Error(`The change of ${code} shows ${organisation.code}.`);
  const sides = detail.map(({ what, id, before, after }) => ({
    what,
    id,
    before: before !== null,
    after: after !== null,
  }));
  return { code, kind, detail: sides.sort(byDetail), release: organisation.moment.release };
}
