import { isDate, periods, type DateBasis, type Dated } from '../../ods/periods';
import type { Loaders } from '../../graph/loaders';
import type { LinkRow, StateRow } from '../../ods/facts';
import { DAY_MS } from '../../ods/written/dates';
import { mayLeadUp, rulesOf, type View } from '../../ods/views';
import { parentsOf } from './one-level';
import { all, both, when, type MaybePromise } from '../../maybe-promise';
import type { MissingReason, OrganisationKind } from '../../schema/enums';
import { activeAt } from '../records/dated';
import type { Moment } from '../moment';
import { keyOf, statesOf } from '../records/organisation';

/** The end of a traversal that found nothing: the codes from the start to the end. */
export interface BranchEnd {
  readonly branch: readonly string[];
  readonly view: View;
  /** Whether only England has organisations of the kind that was searched for. */
  readonly isEnglishOnly: boolean;
  /** Only relationships of these types lead to what was searched for. Absent: all of the view. */
  readonly types?: readonly string[];
}

/** Kinds that exist only in England: a Welsh, Scottish or Northern Irish body belongs to none of them. */
export const ENGLISH_ONLY_KINDS: ReadonlySet<OrganisationKind> = new Set<OrganisationKind>([
  'PCN',
  'CCG',
  'SUB_ICB_LOCATION',
  'SUB_ICB_REPORTING_ENTITY',
  'STP',
  'ICB',
  'REGION',
]);

const NATIONS = ['RO227', 'RO315'];
const WELSH_BOARDS = ['RO142', 'RO144'];

/** Returns why a branch does not continue beyond its end: the first reason that applies. */
export function missingReason(branchEnd: BranchEnd, at: Moment, loaders: Loaders): MaybePromise<MissingReason> {
  const { branch, isEnglishOnly } = branchEnd;
  return when(statesOf(branch, at, loaders), (states) => {
    const end = states.at(-1)!;
    const recordReason = reasonFromRecord(end, branch.length > 1, at);
    const otherNation = isEnglishOnly && isOfOtherNation(states, at, loaders);
    const linkOnAnyDate = recordReason === null && hasLinkOnAnyDate(end, branchEnd, at, loaders);
    return both(otherNation, linkOnAnyDate, (isOther, hadLink) => {
      if (isOther) return 'OTHER_NATION';
      return recordReason ?? (hadLink ? 'NOT_ON_DATE' : 'NO_SUCH_LINK');
    });
  });
}

/** Returns the reason that the record of the end gives; null when it has a record and is active. */
export function reasonFromRecord(end: StateRow, isTarget: boolean, at: Moment): MissingReason | null {
  if (end.unresolved) return 'TARGET_NOT_IN_RELEASE';
  if (end.refOnly) return 'TARGET_REF_ONLY';
  if (activeAt(end, at)) return null;
  return isTarget ? 'TARGET_CLOSED' : 'NOT_ACTIVE';
}

/** Returns whether any of the organisations is Welsh, Scottish or Northern Irish. */
function isOfOtherNation(states: readonly StateRow[], at: Moment, loaders: Loaders): MaybePromise<boolean> {
  if (states.some(({ primaryRole }) => NATIONS.includes(primaryRole ?? ''))) return true;
  return when(loaders.outgoing.loadMany(states.map(({ code }) => keyOf(code, at))), (links) => {
    const commissioners = links.flat().filter((link) => link.type === 'RE4' && activeAt(link, at));
    return when(statesOf([...new Set(commissioners.map(({ other }) => other))], at, loaders), (targets) =>
      targets.some(({ primaryRole }) => WELSH_BOARDS.includes(primaryRole ?? '')),
    );
  });
}

/** Returns whether an organisation had a link that was searched for on any day. */
function hasLinkOnAnyDate(
  end: StateRow,
  { view, types }: BranchEnd,
  at: Moment,
  loaders: Loaders,
): MaybePromise<boolean> {
  const isWanted = ({ type }: LinkRow) => !types || types.includes(type);
  const key = keyOf(end.code, at);
  const needsRoles = rulesOf(view).some(
    ({ sourceHolds, sourceLacks, source }) => (sourceHolds ?? sourceLacks) && source?.includes(end.primaryRole ?? ''),
  );
  return both(loaders.outgoing.load(key), needsRoles ? loaders.roles.load(key) : [], (links, roles) => {
    const candidates = links.filter(
      (link) => link.other !== end.code && isWanted(link) && mayLeadUp(view, link.type, end),
    );
    if (candidates.length === 0) return false;
    const days = [...new Set([...daysOf([...candidates, ...roles], at.basis), ...daysAfter(roles, at.basis)])].sort();
    const hops = days.map((date) => parentsOf([end.code], view, { ...at, date }, loaders));
    return when(all(hops), (hopsByDay) =>
      hopsByDay.some(([parents = []]) => parents.some(({ link }) => isWanted(link))),
    );
  });
}

const FIRST_DAY = '0001-01-01';
const LAST_DAY = '9999-12-31';

/** Returns the first and last day of every period: what holds is lost or gained only on those days and after them. */
export function daysOf(dated: readonly (Dated & Partial<LinkRow>)[], basis: DateBasis): string[] {
  const days = dated.flatMap((item) =>
    periods(item, basis).flatMap(({ start, end }) => [start || FIRST_DAY, end || LAST_DAY]),
  );
  return [...new Set(days)].filter(isDate).sort();
}

/** Returns the day after the last one of every period: a view may follow a relationship only while its source lacks a role. */
function daysAfter(dated: readonly Dated[], basis: DateBasis): string[] {
  const ends = dated.flatMap((item) => periods(item, basis).map(({ end }) => end)).filter((end) => isDate(end));
  return ends
    .filter((end) => end < LAST_DAY)
    .map((end) => new Date(Date.parse(end) + DAY_MS).toISOString().slice(0, 10));
}
