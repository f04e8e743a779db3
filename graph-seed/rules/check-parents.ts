import { KINDS } from '../../ods/kinds';
import type { View } from '../../ods/views';
import type { FindingFact } from '../facts/facts';
import type { Day } from './on-day';
import { parentsOnDay, type Upwards } from './parents-on-day';
import { NOTHING, type Register } from '../staging/release-index';

const PCN = 1 << KINDS.indexOf('PCN');
const GP_PRACTICE = 1 << KINDS.indexOf('GP_PRACTICE');
const OTHER = 1 << KINDS.indexOf('OTHER');

/** What a member of a network is commissioned by, to be compared with its network when all are known. */
interface Membership {
  readonly member: number;
  readonly network: number;
  readonly commissioners: readonly number[];
}

/** The rules about who is above whom on the publication day. */
export function* checkParents(register: Register, day: Day): Generator<FindingFact> {
  const { kinds } = register.organisation;
  const commissioned = new Uint8Array(kinds.length);
  const networks = new Map<number, readonly number[]>();
  const memberships: Membership[] = [];
  for (const upwards of parentsOnDay(register, day)) {
    const { source, parents } = upwards;
    const commissioners = parents.get('COMMISSIONING') ?? [];
    if (commissioners.length > 0) commissioned[source] = 1;
    if (kinds.at(source) & PCN) networks.set(source, commissioners);
    for (const network of parents.get('NETWORK') ?? [])
      if (kinds.at(network) & PCN) memberships.push({ member: source, network, commissioners });
    yield* closedParents(register, day, upwards);
    yield* parentsOfOneKind(register, upwards);
  }
  yield* withoutCommissioner(register, day, commissioned);
  yield* commissionedElsewhere(register, memberships, networks);
}

function* closedParents(
  { codes, organisation }: Register,
  day: Day,
  { source, parents }: Upwards,
): Generator<FindingFact> {
  const views = new Map<number, View[]>();
  for (const [view, found] of parents)
    for (const parent of found)
      if (!day.organisations[parent] && organisation.kind.at(parent) !== NOTHING)
        views.set(parent, [...(views.get(parent) ?? []), view]);
  for (const [parent, within] of views)
    yield {
      rule: 'active-under-closed-parent',
      code: codes.at(source),
      message: `It is active on the publication day, its parent ${codes.at(parent)} in ${listed(within)} is not.`,
      related: [codes.at(parent)],
    };
}

function* parentsOfOneKind(register: Register, { source, parents }: Upwards): Generator<FindingFact> {
  const views = new Map<string, View[]>();
  for (const [view, found] of parents) {
    if (found.length < 2) continue;
    for (const [kind, ofKind] of grouped(found, (parent) => kindText(register, parent))) {
      if (ofKind.length < 2) continue;
      const key = [kind, ...ofKind.map((parent) => register.codes.at(parent)).sort()].join('\t');
      views.set(key, [...(views.get(key) ?? []), view]);
    }
  }
  for (const [key, within] of views) {
    const [kind, ...related] = key.split('\t');
    yield {
      rule: 'parents-of-one-kind',
      code: register.codes.at(source),
      message: `It has ${related.length} parents ${kind} in ${listed(within)} on the publication day: ${related.join(', ')}.`,
      related,
    };
  }
}

/** The most specific kind, or the primary role where no kind says anything. */
function kindText({ organisation, texts }: Register, number: number): string {
  const kinds = organisation.kinds.at(number);
  const first = KINDS.find((_, at) => kinds & (1 << at));
  if (first && !(kinds & OTHER)) return `of the kind ${first}`;
  const role = texts.at(organisation.primaryRole.at(number));
  return role === '' ? 'without a primary role' : `with the primary role ${role}`;
}

function* withoutCommissioner(
  { codes, organisation, texts }: Register,
  day: Day,
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
  { codes }: Register,
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

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** 'A', 'A and B', 'A, B and C'. */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
