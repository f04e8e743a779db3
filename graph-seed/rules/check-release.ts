import type { Column } from '../staging/typed-collections';
import { checkCodes, checkNames } from './check-names';
import { checkParents } from './check-parents';
import { cyclesOf, type Edges } from './cycles';
import type { FindingFact, SuccessionFact } from '../facts/facts';
import { activeOnDay, type ActiveOnDay } from './on-day';
import { NOTHING, type ReleaseIndex } from '../staging/release-index';

/** Checks the rules that need more than one record. `date` is the publication date. */
export function* checkRelease(
  release: ReleaseIndex,
  successions: readonly SuccessionFact[],
  date: string,
): Generator<FindingFact> {
  for (const { code, kept, dropped } of release.duplicates)
    yield {
      rule: 'code-twice',
      code,
      message: `Two full records have this code: the one changed on ${kept || 'no date'} was kept, the one changed on ${dropped || 'no date'} was not.`,
      related: [],
    };
  yield* repeatedRoleIds(release);
  yield* repeatedLinkIds(release);
  const day = activeOnDay(release, date);
  yield* openToClosed(release, day);
  yield* linkCycles(release, day);
  yield* successionCycles(release, successions);
  yield* checkParents(release, day);
  yield* checkNames(release, day);
  yield* checkCodes(release);
}

function* repeatedRoleIds({ role, codes, dropped }: ReleaseIndex): Generator<FindingFact> {
  for (const [first, second] of repeats(role.id, (index) => !dropped.has(role.record.at(index))))
    yield {
      rule: 'role-id-twice',
      code: codes.at(role.holder.at(second)),
      message: `The uniqueRoleId ${role.id.at(second)} is also on a role of ${codes.at(role.holder.at(first))}.`,
      related: [codes.at(role.holder.at(first))],
    };
}

function* repeatedLinkIds({ link, codes, dropped }: ReleaseIndex): Generator<FindingFact> {
  for (const [first, second] of repeats(link.id, (index) => !dropped.has(link.record.at(index))))
    yield {
      rule: 'relationship-id-twice',
      code: codes.at(link.source.at(second)),
      message: `The uniqueRelId ${link.id.at(second)} is also on a relationship of ${codes.at(link.source.at(first))}.`,
      related: [codes.at(link.source.at(first))],
    };
}

/**
 * Pairs of positions with equal ids: the first position, then another. Sorts positions, because a map would be large.
 */
function* repeats(ids: Column, isKept: (index: number) => boolean): Generator<[number, number]> {
  const order = new Uint32Array(ids.length);
  let length = 0;
  for (let index = 0; index < ids.length; index++)
    if (isKept(index) && !Number.isNaN(ids.at(index))) order[length++] = index;
  const sorted = order.subarray(0, length).sort((a, b) => ids.at(a) - ids.at(b) || a - b);
  let first = 0;
  for (let at = 1; at < length; at++) {
    if (ids.at(sorted[at]!) !== ids.at(sorted[first]!)) first = at;
    else yield [sorted[first]!, sorted[at]!];
  }
}

function* openToClosed(release: ReleaseIndex, day: ActiveOnDay): Generator<FindingFact> {
  const { link, organisation, codes, types } = release;
  for (let index = 0; index < day.links.length; index++) {
    const target = link.target.at(index);
    if (!day.links[index] || day.organisations[target] || organisation.definition.at(target) === NOTHING) continue;
    const type = types.at(link.type.at(index));
    yield {
      rule: 'open-to-closed-target',
      code: codes.at(link.source.at(index)),
      message: `The relationship ${type} to ${codes.at(target)} (id ${idText(link.id.at(index))}) holds on the publication date, its target does not.`,
      related: [codes.at(target)],
    };
  }
}

function* linkCycles(release: ReleaseIndex, day: ActiveOnDay): Generator<FindingFact> {
  const { link, types } = release;
  const byType = types.list.map(() => ({ sources: [] as number[], targets: [] as number[] }));
  for (let index = 0; index < day.links.length; index++) {
    const source = link.source.at(index);
    const target = link.target.at(index);
    if (source === target || !day.links[index]) continue;
    const edges = byType[link.type.at(index)]!;
    edges.sources.push(source);
    edges.targets.push(target);
  }
  for (const [number, edges] of byType.entries())
    yield* cycleFindings(release, edges, `relationships ${types.at(number)} on the publication date`);
}

function* successionCycles(release: ReleaseIndex, successions: readonly SuccessionFact[]): Generator<FindingFact> {
  const others = successions.filter(({ predecessor, successor }) => predecessor !== successor);
  const edges = {
    sources: others.map(({ predecessor }) => release.numberOf(predecessor)),
    targets: others.map(({ successor }) => release.numberOf(successor)),
  };
  yield* cycleFindings(release, edges, 'successions');
}

function* cycleFindings({ codes }: ReleaseIndex, edges: Edges, along: string): Generator<FindingFact> {
  for (const group of cyclesOf(edges, codes.list.length)) {
    const members = new Set(group);
    for (const member of group.toSorted((a, b) => (codes.at(a) < codes.at(b) ? -1 : 1))) {
      const next = edges.targets.filter((target, at) => edges.sources[at] === member && members.has(target));
      const related = [...new Set(next)].map((target) => codes.at(target)).sort();
      yield {
        rule: 'cycle',
        code: codes.at(member),
        message: `Its ${along} lead back to itself, by ${related.join(', ')}.`,
        related,
      };
    }
  }
}

function idText(id: number): string {
  return id >= 0 ? String(id) : 'not a number';
}
