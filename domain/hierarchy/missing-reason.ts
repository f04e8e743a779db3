import { isDate, periods, type DateBasis, type Dated } from '../../ods/periods';
import type { Loaders } from '../../graph/loaders';
import type { LinkRow, StateRow } from '../../graph/keys';
import { rulesOf, type View } from '../../ods/views';
import { parentsOf } from './one-level';
import { all, both, when, type MaybePromise } from '../../maybe-promise';
import type { MissingReason, OrganisationKind } from '../../schema/enums';
import { activeAt } from '../records/dated';
import type { Moment } from '../moment';
import { keyOf, statesOf } from '../records/organisation';

/** What is asked about an end: the codes walked to it, the start first; and whether only England has what was looked for. */
export interface DeadEnd {
  readonly branch: readonly string[];
  readonly view: View;
  readonly isEnglish: boolean;
}

/** What a Welsh, Scottish or Northern Irish body has none of. */
export const ENGLISH_LEVELS: ReadonlySet<OrganisationKind> = new Set<OrganisationKind>([
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

/** Why a branch goes no further than its end: the first reason that applies. */
export function reasonOf(deadEnd: DeadEnd, at: Moment, loaders: Loaders): MaybePromise<MissingReason> {
  const { branch, view, isEnglish } = deadEnd;
  return when(statesOf(branch, at, loaders), (states) => {
    const end = states.at(-1)!;
    const byRecord = reasonOfTarget(end, branch.length > 1, at);
    const other = isEnglish && isOfOtherNation(states, at, loaders);
    const had = byRecord === null && everHadLink(end, view, at, loaders);
    return both(other, had, (isOther, hadLink) => {
      if (isOther) return 'OTHER_NATION';
      return byRecord ?? (hadLink ? 'NOT_ON_DATE' : 'NO_SUCH_LINK');
    });
  });
}

/** What the end's own record says; null when it is open and described. */
export function reasonOfTarget(end: StateRow, isTarget: boolean, at: Moment): MissingReason | null {
  if (end.unresolved) return 'TARGET_NOT_IN_RELEASE';
  if (end.refOnly) return 'TARGET_REF_ONLY';
  if (activeAt(end, at)) return null;
  return isTarget ? 'TARGET_CLOSED' : 'NOT_ACTIVE';
}

/** Whether one of some organisations is Welsh, Scottish or Northern Irish. */
function isOfOtherNation(states: readonly StateRow[], at: Moment, loaders: Loaders): MaybePromise<boolean> {
  if (states.some(({ primaryRole }) => NATIONS.includes(primaryRole ?? ''))) return true;
  return when(loaders.outgoing.loadMany(states.map(({ code }) => keyOf(code, at))), (links) => {
    const commissioners = links.flat().filter((link) => link.type === 'RE4' && activeAt(link, at));
    return when(statesOf([...new Set(commissioners.map(({ other }) => other))], at, loaders), (targets) =>
      targets.some(({ primaryRole }) => WELSH_BOARDS.includes(primaryRole ?? '')),
    );
  });
}

/** Whether an organisation had a link of a view on any day. */
function everHadLink(end: StateRow, view: View, at: Moment, loaders: Loaders): MaybePromise<boolean> {
  const key = keyOf(end.code, at);
  const asks = rulesOf(view).some(
    ({ sourceHolds, sourceLacks, source }) => (sourceHolds ?? sourceLacks) && source?.includes(end.primaryRole ?? ''),
  );
  return both(loaders.outgoing.load(key), asks ? loaders.roles.load(key) : [], (links, roles) => {
    const days = daysOf([...links, ...roles], at.basis);
    const hops = days.map((date) => parentsOf([end.code], view, { ...at, date }, loaders));
    return when(all(hops), (found) => found.some(([of = []]) => of.length > 0));
  });
}

const FIRST_DAY = '0001-01-01';
const LAST_DAY = '9999-12-31';

/** The first and last day of every period: on other days nothing begins or ends. */
export function daysOf(dated: readonly (Dated & Partial<LinkRow>)[], basis: DateBasis): string[] {
  const days = dated.flatMap((one) =>
    periods(one, basis).flatMap(({ start, end }) => [start || FIRST_DAY, end || LAST_DAY]),
  );
  return [...new Set(days)].filter(isDate).sort();
}
