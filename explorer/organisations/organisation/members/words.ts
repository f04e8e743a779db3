import type { MeasureInfo, NetworkTotal } from '../../graphql/types';
import { formatDate, formatNumber } from '../../text/format';
import type { MembershipState } from './memberships';

/** The words of the section about a network. */
export const WORDS = {
  title: 'Members',
  member: 'Member',
  members: 'members',
  memberships: 'memberships',
  valueDay: 'Day of the value',
  noValueDay: 'none',
  membershipDays: 'Days of membership (operational unless marked)',
  organisation: 'Organisation',
  joined: 'Joined',
  lastDay: 'Last day',
  datesUsed: 'Dates used',
  on: (date: string) => `On ${formatDate(date)}`,
  noMembers: (date: string) =>
    `No member on ${formatDate(date)}: no membership (is partner to, RE8) of an organisation that is open covers the day.`,
  together: 'Together',
  missing: 'Without a figure',
  noneMissing: 'No practice that is a member',
  payee: 'Nominated payee',
  payeeIsMember: 'a member on the day',
  payeeIsNoMember: 'not a member on the day',
  noPayee: (date: string) =>
    `None on ${formatDate(date)}: no organisation is nominated (RE9). The network may hold its own account`,
  lead: 'Lead practice',
  leadText:
    'ODS publishes no lead practice of a network. The lead practice of a vaccination site is what operates the site',
  history: 'Joined and left',
  historyHint: 'Every membership that the release has, whatever the day, by the dates that decide it.',
  noHistory: 'This release has no membership (is partner to, RE8) of any organisation in this network, at any time.',
  unknownDay: 'no date',
  stillMember: 'no end',
  save: 'Save as CSV',
} as const;

/** What a membership is on the day. */
export const STATES: Readonly<Record<MembershipState, string>> = {
  MEMBER: 'Member on the day',
  MEMBER_CLOSED: 'Membership is open, but the member is closed on the day: it does not count',
  LEFT: 'Left before the day',
  LATER: 'Joins after the day',
  NOT_ON_DATE: 'Not on the day',
};

/**
 * The sum over the members with its own days, over how many members it is, and how many are no practices. The number of all
 * members is undefined while it is not known: then nothing is said of it.
 */
export function togetherText(total: NetworkTotal, measure: MeasureInfo, members: number | undefined): string {
  const { value, dates, counted, missingCount } = total;
  const sum = `${formatNumber(value)} ${measure.unit}, of`;
  const on = `counted on ${dates.map(formatDate).join(', ')}`;
  if (members === undefined) {
    if (counted === 0) return 'No figure: no member has one of the 12 months up to the day';
    return `${sum} ${counted} ${counted === 1 ? 'member' : 'members'} with a figure, ${on}`;
  }
  if (members === 0) return 'No figure: it has no members on the day';
  const others = members - counted - missingCount;
  const notCounted =
    others > 0 ? `; ${others} of them ${others === 1 ? 'is' : 'are'} of a kind without list sizes` : '';
  if (counted === 0)
    return `No figure: none of the ${members} members has one of the 12 months up to the day${notCounted}`;
  return `${sum} ${counted} of ${members} ${members === 1 ? 'member' : 'members'}, ${on}${notCounted}`;
}
