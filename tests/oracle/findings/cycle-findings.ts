import { active, type At } from '../dates';
import type { FindingsByRule } from './findings';
import { compare, reached } from '../hierarchy';
import type { Release } from '../reading/release';

type Next = ReadonlyMap<string, readonly string[]>;

/** Returns a finding for each organisation of a cycle, and each type that leads back to it, related to the next ones on the way. */
export function cycleFindings(release: Release): FindingsByRule {
  const at: At = { date: release.id, basis: 'OPERATIONAL' };
  const links = [...release.incoming.values()].flat().filter((link) => active(link, at));
  const types = [...new Set(links.map(({ type }) => type))];
  const ofType = (type: string) =>
    nextOf(links.filter((link) => link.type === type).map(({ source, target }) => [source, target]));
  const successions = [...release.successors.values()].flat();
  const all = [...types.map(ofType), nextOf(successions.map(({ predecessor, successor }) => [predecessor, successor]))];
  return { cycle: all.flatMap((next) => [...next.keys()].flatMap((code) => cycleOf(next, code))) };
}

/** What each organisation leads to, other than itself. */
function nextOf(pairs: readonly (readonly [string, string])[]): Next {
  const next = new Map<string, string[]>();
  for (const [from, to] of pairs) if (from !== to) next.set(from, [...(next.get(from) ?? []), to]);
  return next;
}

function cycleOf(next: Next, code: string): readonly string[] {
  const onward = [...new Set(next.get(code))];
  const back = onward.filter((one) => reached(one, (each) => next.get(each) ?? []).has(code));
  return back.length === 0 ? [] : [`${code}: ${back.sort(compare).join(',')}`];
}
