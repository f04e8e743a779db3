import { KINDS } from '../../ods/kinds';
import type { View } from '../../ods/views';
import type { FindingFact } from '../facts/facts';
import type { ActiveOnDay } from './on-day';
import { parentsOnDay, type OrganisationParents } from './parents-on-day';
import { NOTHING, type ReleaseIndex } from '../staging/release-index';

const PCN = 1 << KINDS.indexOf('PCN');
const GP_PRACTICE = 1 << KINDS.indexOf('GP_PRACTICE');
const OTHER = 1 << KINDS.indexOf('OTHER');

/** A network member with its commissioners, to be compared with those of its network at the end. */
interface Membership {
  readonly member: number;
  readonly network: number;
  readonly commissioners: readonly number[];
}

/** Checks the rules about parents on the publication day. */
export function* checkParents(release: ReleaseIndex, day: ActiveOnDay): Generator<FindingFact> {
  const { kinds } = release.organisation;
  const commissioned = new Uint8Array(kinds.length);
  const networks = new Map<number, readonly number[]>();
  const memberships: Membership[] = [];
  for (const current of parentsOnDay(release, day)) {
    const { source, parents } = current;
    const commissioners = parents.get('COMMISSIONING') ?? [];
    if (commissioners.length > 0) commissioned[source] = 1;
    if (kinds.at(source) & PCN) networks.set(source, commissioners);
    for (const network of parents.get('NETWORK') ?? [])
      if (kinds.at(network) & PCN) memberships.push({ member: source, network, commissioners });
    yield* closedParents(release, day, current);
    yield* parentsOfOneKind(release, current);
  }
  yield* withoutCommissioner(release, day, commissioned);
  yield* commissionedElsewhere(release, memberships, networks);
}

function* closedParents(
  { codes, organisation }: ReleaseIndex,
  day: ActiveOnDay,
  { source, parents }: OrganisationParents,
): Generator<FindingFact> {
  const views = new Map<number, View[]>();
  for (const [view, found] of parents)
    for (const parent of found)
      if (!day.organisations[parent] && organisation.definition.at(parent) !== NOTHING)
        views.set(parent, [...(views.get(parent) ?? []), view]);
  for (const [parent, within] of views)
    yield {
      rule: 'active-under-closed-parent',
      code: codes.at(source),
      message: `It is active on the publication day, its parent ${codes.at(parent)} in ${joinNames(within)} is not.`,
      related: [codes.at(parent)],
    };
}

function* parentsOfOneKind(release: ReleaseIndex, { source, parents }: OrganisationParents): Generator<FindingFact> {
  const views = new Map<string, View[]>();
  for (const [view, found] of parents) {
    if (found.length < 2) continue;
    for (const [kind, ofKind] of groupBy(found, (parent) => kindText(release, parent))) {
      if (ofKind.length < 2) continue;
      const key = [kind, ...ofKind.map((parent) => release.codes.at(parent)).sort()].join('\t');
      views.set(key, [...(views.get(key) ?? []), view]);
    }
  }
  for (const [key, within] of views) {
    const [kind, ...related] = key.split('\t');
    yield {
      rule: 'parents-of-one-kind',
      code: release.codes.at(source),
      message: `It has ${related.length} parents ${kind} in ${joinNames(within)} on the publication day: ${related.join(', ')}.`,
      related,
    };
  }
}

/** The most specific kind, or the primary role if the organisation has no specific kind. */
function kindText({ organisation, texts }: ReleaseIndex, number: number): string {
  const kinds = organisation.kinds.at(number);
  const first = KINDS.find((_, at) => kinds & (1 << at));
  if (first && !(kinds & OTHER)) return `of the kind ${first}`;
  const role = texts.at(organisation.primaryRole.at(number));
  return role === '' ? 'without a primary role' : `with the primary role ${role}`;
}

function* withoutCommissioner(
  { codes, organisation, texts }: ReleaseIndex,
  day: ActiveOnDay,
  commissioned: Uint8Array,
): Generator<FindingFact> {
  const role = texts.find('RO177');
  for (let number = 0; number < commissioned.length; number++) {
    if (!day.organisations[number] || commissioned[number] || !(organisation.kinds.at(number) & GP_PRACTICE)) continue;
    if (organisation.primaryRole.at(number) !== role) continue;
    yield {
      rule: 'practice-without-commissioner',
      code: codes.at(number),
      message: 'It is an active GP practice, and no relationship to a commissioner holds on the publication day.',
      related: [],
    };
  }
}

function* commissionedElsewhere(
  { codes }: ReleaseIndex,
  memberships: readonly Membership[],
  networks: ReadonlyMap<number, readonly number[]>,
): Generator<FindingFact> {
  for (const { member, network, commissioners } of memberships) {
    const others = networks.get(network) ?? [];
    if (commissioners.length === 0 || others.length === 0) continue;
    if (commissioners.some((commissioner) => others.includes(commissioner))) continue;
    const [own, theirs] = [commissioners, others].map((numbers) => numbers.map((number) => codes.at(number)).sort());
    yield {
      rule: 'member-commissioned-elsewhere',
      code: codes.at(member),
      message: `It is commissioned by ${own!.join(', ')}, its network ${codes.at(network)} by ${theirs!.join(', ')}.`,
      related: [codes.at(network), ...own!, ...theirs!],
    };
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Returns 'A', 'A and B', 'A, B and C' and so on. */
function joinNames(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
