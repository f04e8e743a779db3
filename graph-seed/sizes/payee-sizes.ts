import type { ReleaseIndex } from '../staging/release-index';

/** Returns for each organisation, by number, how many payees it has at most on any day. */
export function payeeCounts(release: ReleaseIndex): Uint32Array {
  const size = release.organisation.definition.length;
  const operators = targetsOf(release, 'RE6');
  const networks = targetsOf(release, 'RE8');
  const nominated = sourceCounts(release, 'RE9');
  const forCovid = sourceCounts(release, 'RE10');
  const ofNetwork = (network: number) => Math.max(nominated[network]!, forCovid[network]!);
  const ofMember = (member: number) => (networks.get(member) ?? []).reduce((sum, each) => sum + ofNetwork(each), 0);
  return Uint32Array.from({ length: size }, (_, number) => {
    const ofOperators = (operators.get(number) ?? []).reduce((sum, operator) => sum + 1 + ofMember(operator), 0);
    return 1 + ofNetwork(number) + ofMember(number) + ofOperators;
  });
}

/** Returns the distinct targets of the relationships of a type, by source. */
function targetsOf(release: ReleaseIndex, type: string): ReadonlyMap<number, readonly number[]> {
  const targets = new Map<number, number[]>();
  for (const [source, target] of linksOf(release, type)) {
    const known = targets.get(source);
    if (!known) targets.set(source, [target]);
    else if (!known.includes(target)) known.push(target);
  }
  return targets;
}

/** Counts the relationships of a type to each target. */
function sourceCounts(release: ReleaseIndex, type: string): Uint32Array {
  const counts = new Uint32Array(release.organisation.definition.length);
  for (const [, target] of linksOf(release, type)) counts[target]!++;
  return counts;
}

function* linksOf({ link, types }: ReleaseIndex, type: string): Generator<readonly [number, number]> {
  const wanted = types.find(type);
  for (let index = 0; index < link.source.length; index++)
    if (link.type.at(index) === wanted) yield [link.source.at(index), link.target.at(index)];
}
