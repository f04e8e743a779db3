import type { Membership, MembershipLink, Period } from '../../graphql/types';

/** What a membership is on the day. */
export type MembershipState = 'MEMBER' | 'MEMBER_CLOSED' | 'LEFT' | 'LATER' | 'NOT_ON_DATE';

/** The days of a membership on the basis that decided; null if there are none. */
export const daysOf = ({ basisUsed, legal, operational }: MembershipLink): Period | null =>
  basisUsed === 'LEGAL' ? legal : operational;

export function stateOf(membership: Membership, date: string): MembershipState {
  if (membership.isActive) return membership.source.isActive ? 'MEMBER' : 'MEMBER_CLOSED';
  const days = daysOf(membership);
  if (days?.start != null && days.start > date) return 'LATER';
  return days?.end != null && days.end < date ? 'LEFT' : 'NOT_ON_DATE';
}

/** The memberships by the day on which they began, then by code. */
export function inOrder(memberships: readonly Membership[]): Membership[] {
  const key = (each: Membership) => `${daysOf(each)?.start ?? ''} ${each.source.code}`;
  return [...memberships].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
