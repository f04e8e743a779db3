import type { MeasureInfo, NetworkTotal } from '../../graphql/types';
import { formatDate, formatNumber } from '../../text/format';
import type { MembershipState } from './memberships';

/** The words of the section about a network. */
export const WORDS = {
  title: 'Members',
  noMembers: (date: string) =>
    `No member on ${formatDate(date)}: no membership (is partner to, RE8) of an organisation that is open covers the day.`,
  together: 'Together',
  missing: 'Without a figure',
  noneMissing: 'No practice that is a member',
  payee: 'Nominated payee',
  payeeIsMember: 'a member on the day',
  payeeIsNoMember: 'not a member on the day',
  noPayee: (date: string) =>
    `None on ${formatDate(date)}: no organisation is nominated (RE9, RE10). The network may hold its own account`,
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

/** The sum over the members with its own days, over how many members it is, and how many are no practices. */
export function togetherText(total: NetworkTotal, { unit }: MeasureInfo, members: number): string {
  const { value, dates, counted, missingCount } = total;
  const others = members - counted - missingCount;
  const notCounted =
    others > 0 ? `; ${others} of them ${others === 1 ? 'is' : 'are'} of a kind without list sizes` : '';
  if (counted === 0) return `No figure: none of the ${members} members has one on or before the day${notCounted}`;
  const days = dates.map(formatDate).join(', ');
  return `${formatNumber(value)} ${unit}, of ${counted} of ${members} members, counted on ${days}${notCounted}`;
}
