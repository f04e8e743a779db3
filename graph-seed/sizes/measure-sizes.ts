import type { MeasuredList, MeasuredSizes } from '../../ods/measured-sizes';
import { VIEWS } from '../../ods/views';
import type { SuccessionFact } from '../facts/facts';
import type { ReleaseIndex } from '../staging/release-index';
import { payeeCounts } from './payee-sizes';
import { linksOfView, sizesOfView } from './view-sizes';

/** Organisations of a list whose lengths are kept by code: those with the longest. */
const KEPT = 1_500;

/** Measures how long the lists of the organisations of a release are on any day. */
export function measureSizes(release: ReleaseIndex, successions: readonly SuccessionFact[]): MeasuredSizes {
  const lists: Record<string, MeasuredList> = {};
  const add = (name: string, lengths: Uint32Array, kept = KEPT) =>
    (lists[name] = toList(lengths, (number) => release.codes.at(number), kept));
  for (const view of VIEWS) {
    const { children, below, edges, parents, above, edgesAbove } = sizesOfView(linksOfView(release, view));
    add(`children ${view}`, children);
    add(`below ${view}`, below);
    add(`edges ${view}`, edges);
    add(`parents ${view}`, parents, 0);
    add(`above ${view}`, above, 0);
    add(`edges above ${view}`, edgesAbove, 0);
  }
  add('relationships', relationshipCounts(release));
  add('payees', payeeCounts(release));
  const after = (from: keyof SuccessionFact, to: keyof SuccessionFact) =>
    successionCounts(release, successions, from, to);
  const [successors, predecessors] = [after('predecessor', 'successor'), after('successor', 'predecessor')];
  add('successors', successors.next);
  add('predecessors', predecessors.next);
  add('becameNow', successors.reached);
  return { lists, holders: holderCounts(release), targets: targetRoles(release) };
}

/** Counts the holders of each role: role entries, or records with the primary role, of which a stub has no entry. */
function holderCounts({ holders, organisation: { primaryRole }, texts }: ReleaseIndex): Record<string, number> {
  const primary = new Map<string, number>();
  for (let number = 0; number < primaryRole.length; number++) {
    const role = texts.at(primaryRole.at(number));
    primary.set(role, (primary.get(role) ?? 0) + 1);
  }
  primary.delete('');
  const roles = [...new Set([...holders.keys(), ...primary.keys()])];
  return Object.fromEntries(roles.map((role) => [role, Math.max(holders.get(role) ?? 0, primary.get(role) ?? 0)]));
}

/** Returns the primary roles of the targets of each type of relationship, sorted. */
function targetRoles(release: ReleaseIndex): Record<string, readonly string[]> {
  const { link, types, texts, organisation } = release;
  const roles = new Map<number, Set<number>>();
  for (const position of release.links()) {
    const type = link.type.at(position);
    let found = roles.get(type);
    if (!found) roles.set(type, (found = new Set()));
    found.add(organisation.primaryRole.at(link.target.at(position)));
  }
  return Object.fromEntries(
    [...roles].map(([type, found]) => [types.at(type), [...found].map((role) => texts.at(role)).sort()]),
  );
}

/** Keeps the longest lengths by code, and the longest of the others. Only those that are kept are put in order. */
function toList(lengths: Uint32Array, codeOf: (number: number) => string, kept: number): MeasuredList {
  const usual = lengths.toSorted().at(-1 - kept) ?? 0;
  const longer: number[] = [];
  for (let number = 0; number < lengths.length; number++) if (lengths[number]! > usual) longer.push(number);
  longer.sort((a, b) => lengths[b]! - lengths[a]! || (codeOf(a) < codeOf(b) ? -1 : 1));
  return { usual, longer: new Map(longer.map((number) => [codeOf(number), lengths[number]!])) };
}

/** Counts the relationships of each organisation, in both directions. */
function relationshipCounts(release: ReleaseIndex): Uint32Array {
  const counts = new Uint32Array(release.organisation.definition.length);
  for (const index of release.links()) {
    counts[release.link.source.at(index)]!++;
    counts[release.link.target.at(index)]!++;
  }
  return counts;
}

/** Counts the successions from each organisation, and what they lead to over any number of steps, with itself. */
function successionCounts(
  release: ReleaseIndex,
  successions: readonly SuccessionFact[],
  from: keyof SuccessionFact,
  to: keyof SuccessionFact,
) {
  const next = new Map<string, string[]>();
  for (const succession of successions) {
    const [start, end] = [String(succession[from]), String(succession[to])];
    const ends = next.get(start);
    if (ends) ends.push(end);
    else next.set(start, [end]);
  }
  const size = release.organisation.definition.length;
  const counts = { next: new Uint32Array(size), reached: new Uint32Array(size).fill(1) };
  for (const [code, ends] of next) {
    const number = release.codes.find(code);
    if (number === undefined) continue;
    counts.next[number] = ends.length;
    const reached = new Set([code]);
    for (const each of reached) for (const end of next.get(each) ?? []) reached.add(end);
    counts.reached[number] = reached.size;
  }
  return counts;
}
