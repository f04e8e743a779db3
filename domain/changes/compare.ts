import type { Loaders } from '../../graph/loaders';
import type { StateRow } from '../../ods/facts';
import type { OrganisationKey } from '../../graph/keys';
import type { OrganisationChange } from '../../schema/change';
import type { ChangeGroup } from '../../schema/changes/group';
import type { ChangeKind } from '../../schema/enums';
import type { Context } from '../context';
import type { Candidates, ReleasePair } from './candidates';
import { differences, type OrganisationFacts } from './difference';
import { groupsOf } from './groups';
import type { PageRange } from '../page';
import { keyOf, OrganisationAt } from '../records/organisation';

/** Which changes to return; null does not filter. */
export interface ChangeFilter {
  readonly kinds: readonly ChangeKind[] | null;
  readonly groups: readonly ChangeGroup[] | null;
}

/** What is compared, and which changes are returned. */
export interface Comparison {
  readonly pair: ReleasePair;
  readonly candidates: Candidates;
  readonly filter: ChangeFilter;
}

/** Codes compared in one batch: the first batch has at least the minimum, and batches double up to the maximum. */
const MIN_BATCH = 200;
const MAX_BATCH = 1_000;

/**
 * Returns at most `max` changes with a code after `code`, ordered by code. It compares only the candidates, batch by
 * batch; each batch costs four reads.
 */
export async function changesAfter(
  code: string,
  max: number,
  comparison: Comparison,
  context: Context,
): Promise<OrganisationChange[]> {
  return firstChanges(comparison.candidates.after(code), max, comparison, context);
}

/** Returns the changes of a page and one more if there is one, ordered by code: the first ones of its range, or the last. */
export async function changesBetweenCodes(
  { size, isFromEnd, after, before }: PageRange,
  comparison: Comparison,
  context: Context,
): Promise<OrganisationChange[]> {
  const candidates = upTo(before?.[0], comparison.candidates.after(after?.[0] ?? ''));
  if (!isFromEnd) return firstChanges(candidates, size + 1, comparison, context);
  const backwards = [...candidates].reverse();
  return (await firstChanges(backwards, size + 1, comparison, context)).reverse();
}

/** Returns the changes of the first candidates, at most `max`, in the order of the candidates. */
async function firstChanges(
  candidates: Iterable<string>,
  max: number,
  comparison: Comparison,
  { loaders }: Context,
): Promise<OrganisationChange[]> {
  const found: OrganisationChange[] = [];
  const size = Math.min(Math.max(MIN_BATCH, 2 * max), MAX_BATCH);
  for (const codes of batches(candidates, size)) {
    for (const change of await changesOf(codes, comparison, loaders)) found.push(change);
    if (found.length >= max) return found.slice(0, max);
  }
  return found;
}

/** Returns the codes before `end`; all without it. */
function* upTo(end: string | undefined, codes: Iterable<string>): Generator<string> {
  for (const code of codes) {
    if (end !== undefined && code >= end) return;
    yield code;
  }
}

/** Splits a sequence into batches, each twice as long as the one before, up to the maximum. */
function* batches(codes: Iterable<string>, first: number): Generator<string[]> {
  let batch: string[] = [];
  let size = first;
  for (const code of codes) {
    if (batch.push(code) < size) continue;
    yield batch;
    batch = [];
    size = Math.min(2 * size, MAX_BATCH);
  }
  if (batch.length > 0) yield batch;
}

/** The states of one code in both releases. */
interface StatePair {
  readonly code: string;
  readonly before: StateRow | null;
  readonly after: StateRow | null;
  /** The kind of change, unless a comparison of all facts finds no difference. */
  readonly kind: ChangeKind;
}

async function changesOf(
  codes: readonly string[],
  { pair, candidates: { places }, filter: { kinds, groups } }: Comparison,
  loaders: Loaders,
): Promise<OrganisationChange[]> {
  const { work } = loaders;
  const states = await loaders.state.loadMany(keysOf(codes, pair));
  const pairs = codes.flatMap((code, index) => toStatePair(code, states[index]!, states[codes.length + index]!));
  const matching = pairs.filter(({ kind }) => kinds === null || kinds.includes(kind));
  const inBoth = matching.filter(({ before, after }) => before && after);
  const facts = await factsByCode(inBoth, pair, loaders);
  return work.flatMap(matching, ({ code, before, after, kind }): OrganisationChange[] => {
    const compared = facts.get(code);
    const detail = compared ? differences(...compared) : [];
    const found = groupsOf(kind, places.get(code), detail);
    if (found.length === 0 || (groups && !groups.some((group) => found.includes(group)))) return [];
    const shown = after ? new OrganisationAt(after, pair.after) : new OrganisationAt(before!, pair.before);
    return [{ code, kind, groups: found, organisation: shown, detail }];
  });
}

function keysOf(codes: readonly string[], { before, after }: ReleasePair): OrganisationKey[] {
  return [before, after].flatMap((moment) => codes.map((code) => keyOf(code, moment)));
}

/** Pairs the states of a code; empty when neither release has a record of it. */
function toStatePair(code: string, older: StateRow | null, newer: StateRow | null): StatePair | [] {
  const [before, after] = [older, newer].map((state) => (state?.unresolved ? null : state)) as [
    StatePair['before'],
    StatePair['after'],
  ];
  if (!before && !after) return [];
  if (!before || !after) return { code, before, after, kind: after ? 'ADDED' : 'REMOVED' };
  if (before.status === after.status) return { code, before, after, kind: 'CHANGED' };
  return { code, before, after, kind: after.status === 'ACTIVE' ? 'REOPENED' : 'CLOSED' };
}

/** Returns the facts of both releases about each organisation, by code. Both states of every pair must be present. */
async function factsByCode(
  pairs: readonly StatePair[],
  releases: ReleasePair,
  { roles, outgoing, successors }: Loaders,
): Promise<Map<string, [before: OrganisationFacts, after: OrganisationFacts]>> {
  const keys = keysOf(
    pairs.map(({ code }) => code),
    releases,
  );
  const [held, links, successions] = await Promise.all([
    roles.loadMany(keys),
    outgoing.loadMany(keys),
    successors.loadMany(keys),
  ]);
  const factsAt = (state: StateRow, index: number): OrganisationFacts => ({
    state,
    roles: held[index]!,
    links: links[index]!,
    successions: successions[index]!,
  });
  return new Map(
    pairs.map(({ code, before, after }, index) => [
      code,
      [factsAt(before!, index), factsAt(after!, pairs.length + index)],
    ]),
  );
}
