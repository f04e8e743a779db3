import type { Level, NetworkMembership, Organisation } from '../../graphql/types';
import { formatDate } from '../../text/format';
import { missingReasonText, type PathEnd } from '../../text/missing-reasons';

/** The words of "At a glance", the first part of the page of an organisation. */
export const WORDS = {
  code: 'Code',
  name: 'Name as published',
  address: 'Address',
  uprn: 'UPRN',
  copied: { code: 'code', name: 'name', address: 'address', uprn: 'UPRN' },
  enter: 'What to enter',
  enterHint: (release: string) =>
    `As published in the release of ${formatDate(release)}. A name and an address have no history: they are those of the release, whatever the day.`,
  isClosed: (opening: string) => `${opening}. Check before you enter it.`,
  instead: 'Use instead',
  noAddress: 'None published',
  noUprn: 'None published',
  belongs: (date: string) => `Where it belongs on ${formatDate(date)}`,
  paid: 'Paid',
  itself: 'Itself',
  nobodyPaid: 'Nobody is named',
  nobodyMore: 'No further payee',
  practice: 'Practice',
  networks: 'Networks',
  stoppedAt: '(at ',
  through: ', through ',
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

/** Where a search upwards ended. */
export interface End {
  readonly stoppedAt: { readonly code: string } | null;
  readonly organisation: Pick<Organisation, 'code' | 'recordClass'>;
}

const isItself = ({ stoppedAt, organisation }: End): boolean =>
  stoppedAt === null || stoppedAt.code === organisation.code;

const pathEnd = (end: End): PathEnd => (isItself(end) ? 'itself' : 'above');

/** Why nobody, or nobody more, is named as paid. The search goes from a site to its operators, from a practice to its networks. */
export function noPayeeText(reason: string, end: End): string {
  const it = isItself(end) ? 'it' : 'the practice';
  const isSite = isItself(end) && end.organisation.recordClass === 'SITE';
  const link = isSite ? 'has an operator (is operated by, RE6)' : 'is in a network (is partner to, RE8)';
  const noLink = isSite ? 'has no operator (is operated by, RE6)' : 'is in no network (is partner to, RE8)';
  if (reason === 'NO_PAYEE_RECORDED')
    return 'the network has no nominated payee on this day, so it may hold its own account';
  if (reason === 'NO_SUCH_LINK') return `${it} ${noLink} at any time`;
  if (reason === 'NOT_ON_DATE') return `${it} ${link} on other days only`;
  return missingReasonText(reason, pathEnd(end));
}

/** Why an organisation is in no network: it, or what operates a site, was looked at. */
export function noNetworkText(
  { reason, stoppedAt }: Pick<NetworkMembership, 'reason' | 'stoppedAt'>,
  organisation: End['organisation'] & Pick<Organisation, 'moment'>,
): string {
  const end = { stoppedAt, organisation };
  const on = `None on ${formatDate(organisation.moment.date)}`;
  const who = isItself(end) ? 'it' : 'what operates it';
  if (isItself(end) && organisation.recordClass === 'SITE') {
    if (reason === 'NOT_ON_DATE') return `${on}: it has an operator (RE6) or a network (RE8) on other days only`;
    if (reason === 'NO_SUCH_LINK') return 'None: it has neither an operator (RE6) nor a network (RE8) at any time';
  }
  if (reason === 'NOT_ON_DATE') return `${on}: ${who} is in a network (is partner to, RE8) on other days only`;
  if (reason === 'NO_SUCH_LINK' || reason === null)
    return `None: ${who} is in no network (is partner to, RE8) at any time`;
  return `None: ${missingReasonText(reason, pathEnd(end))}`;
}

/** The levels above an organisation, lowest first, with the kinds that stand at or above each. */
export const LEVELS = [
  {
    field: 'commissioner',
    name: 'Sub ICB Location, CCG or PCT',
    term: 'sub-icb-location',
  },
  { field: 'system', name: 'ICB or STP', term: 'icb' },
  { field: 'region', name: 'Region', term: 'region' },
] as const satisfies readonly { readonly field: keyof Organisation; readonly name: string; readonly term: string }[];

/** The kinds that have none of the levels up to an index of `LEVELS` above them. */
const AT_LEVEL: Readonly<Record<string, number>> = { SUB_ICB_LOCATION: 0, CCG: 0, STP: 1, ICB: 1, REGION: 2 };

/** The levels above an organisation of these kinds: none that it is at, or above, itself. */
export const levelsAbove = (kinds: readonly string[]) =>
  LEVELS.slice(Math.max(-1, ...kinds.map((kind) => AT_LEVEL[kind] ?? -1)) + 1);

/** Why no organisation of a level was found above an organisation. */
export function noLevelText({ reason, stoppedAt }: Level, organisation: End['organisation']): string {
  return `None: ${missingReasonText(reason ?? 'NO_SUCH_LINK', pathEnd({ stoppedAt, organisation }))}`;
}
