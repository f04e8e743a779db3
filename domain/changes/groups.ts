import type { ChangeDetail } from '../../schema/change';
import type { ChangeGroup } from '../../schema/changes/group';
import type { ChangeKind } from '../../schema/enums';

/** In which of the releases alone an organisation is below another: in the later one, or in the earlier one. */
export type Place = Extract<ChangeGroup, 'ENTERED' | 'LEFT'>;

/** The group of a difference, by the first part of the path of its field; in the order of both. A different status is a kind. */
const GROUPS: Readonly<Record<string, ChangeGroup>> = {
  name: 'NAME',
  recordClass: 'RECORD',
  isReferenceOnly: 'RECORD',
  operational: 'DATES',
  legal: 'DATES',
  address: 'ADDRESS',
  contacts: 'CONTACTS',
  role: 'ROLES',
  relationship: 'RELATIONSHIPS',
  succession: 'SUCCESSIONS',
};

/** Every group, in order: first what a change is, then where, then what differs. */
export const ALL_GROUPS: readonly ChangeGroup[] = [
  ...(['ADDED', 'REMOVED', 'CLOSED', 'REOPENED', 'ENTERED', 'LEFT'] as const),
  ...new Set(Object.values(GROUPS)),
];

/** Returns the groups of an organisation in their order, each once; none if nothing differs. */
export function groupsOf(kind: ChangeKind, place: Place | undefined, detail: readonly ChangeDetail[]): ChangeGroup[] {
  const groups = new Set<ChangeGroup>();
  if (kind !== 'CHANGED') groups.add(kind);
  if (place) groups.add(place);
  for (const { what } of detail) {
    const group = GROUPS[what.split('.')[0]!];
    if (group) groups.add(group);
  }
  return [...groups];
}
