import type { Level, NetworkMembership, Organisation } from '../../graphql/types';
import { formatDate } from '../../text/format';
import { missingReasonText } from '../../text/missing-reasons';

/** The words of "At a glance", the first part of the page of an organisation. */
export const WORDS = {
  enter: 'What to enter',
  enterHint: (release: string) =>
    `As published in the release of ${formatDate(release)}. A name and an address have no history: they are those of the release, whatever the day.`,
  isClosed: (opening: string) => `${opening}. Check before you enter it.`,
  instead: 'Use instead',
  noAddress: 'None published',
  noUprn: 'None published',
  belongs: (date: string) => `Where it belongs on ${formatDate(date)}`,
  openHead: 'Open or closed',
  replacedHead: (date: string) => `Replaced by, on ${formatDate(date)}`,
  notReplaced: 'No active organisation: it has no successor in this release that is active on the day',
  noPractice: (date: string) =>
    `None: no GP practice operates it on ${formatDate(date)} (looked at: is operated by, RE6)`,
} as const;

const RULES: Readonly<Record<string, string>> = {
  NOMINATED_PAYEE: 'nominated by its network',
  COVID_NOMINATED_PAYEE: 'nominated by its network for vaccinations',
  OPERATING_PARENT: 'paid as the operator',
  ITSELF: 'paid directly',
};

/** Why an organisation is paid, from the rule of the API. */
export const payeeRuleText = (rule: string): string => RULES[rule] ?? missingReasonText(rule);

const NOT_ACTIVE = 'it was not active on this day';

const NO_PAYEE: Readonly<Record<string, string>> = {
  NO_PAYEE_RECORDED: 'the network has no nominated payee on this day, so it may hold its own account',
  NO_SUCH_LINK: 'it has no link to an operator or a network at any time',
  NOT_ON_DATE: 'its links to an operator or a network cover other days',
  NOT_ACTIVE,
};

/** Why nobody, or nobody more, is named as paid. */
export const noPayeeText = (reason: string): string => NO_PAYEE[reason] ?? missingReasonText(reason);

/** Why an organisation is in no network. */
export function noNetworkText({ reason }: NetworkMembership, date: string): string {
  if (reason === 'NOT_ON_DATE') return `None on this day: its memberships do not cover ${formatDate(date)}`;
  if (reason === 'NO_SUCH_LINK' || reason === null) return 'None: no membership (is partner to, RE8) at any time';
  return `None: ${reason === 'NOT_ACTIVE' ? NOT_ACTIVE : missingReasonText(reason)}`;
}

/** The levels above an organisation, lowest first, with the kinds that stand at or above each. */
export const LEVELS = [
  { field: 'commissioner', name: 'Sub ICB Location (before July 2022: CCG)' },
  { field: 'system', name: 'ICB (before July 2022: STP)' },
  { field: 'region', name: 'Region' },
] as const satisfies readonly { readonly field: keyof Organisation; readonly name: string }[];

/** The kinds that have none of the levels up to an index of `LEVELS` above them. */
const AT_LEVEL: Readonly<Record<string, number>> = { SUB_ICB_LOCATION: 0, CCG: 0, STP: 1, ICB: 1, REGION: 2 };

/** The levels above an organisation of these kinds: none that it is at, or above, itself. */
export const levelsAbove = (kinds: readonly string[]) =>
  LEVELS.slice(Math.max(-1, ...kinds.map((kind) => AT_LEVEL[kind] ?? -1)) + 1);

/** Why no organisation of a level was found above an organisation. */
export function noLevelText({ reason, stoppedAt }: Level, code: string): string {
  if (reason === 'NOT_ACTIVE' && stoppedAt?.code === code) return `None: ${NOT_ACTIVE}`;
  return `None: ${missingReasonText(reason ?? 'NO_SUCH_LINK')}`;
}
