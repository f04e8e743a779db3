import type { Kind } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import type { HoldingRow, RecordClass, StateRow } from '../../graph/keys';
import { when, type MaybePromise } from '../../maybe-promise';
import { activeAt } from '../records/dated';
import { ofKinds } from '../../resolvers/kinds';
import type { Moment } from '../moment';
import { keyOf } from '../records/organisation';

/** What a search asks of a candidate at a moment; absent parts ask nothing. */
export interface SearchFilter {
  readonly kinds?: readonly Kind[] | null | undefined;
  /** Any of these roles, held on the date. */
  readonly roles?: readonly string[] | null | undefined;
  readonly recordClass?: RecordClass | null | undefined;
  readonly changedSince?: string | null | undefined;
  readonly includeInactive?: boolean;
}

/** A candidate with a record or a stub. */
interface Candidate {
  readonly state: StateRow;
}

/** Those of the candidates that a search asks for, in their order. */
export function searched(
  codes: readonly string[],
  filter: SearchFilter,
  moment: Moment,
  loaders: Loaders,
): MaybePromise<readonly Candidate[]> {
  return when(loaders.state.loadMany(codes.map((code) => keyOf(code, moment))), (states) => {
    const described = states.flatMap((state) => (state && isWanted(state, filter, moment) ? [{ state }] : []));
    return when(ofKinds(described, filter.kinds, moment, loaders), (found) => holding(found, filter, moment, loaders));
  });
}

/** What a record by itself decides. */
export function isWanted(state: StateRow, filter: SearchFilter, moment: Moment): boolean {
  const { includeInactive = false, recordClass, changedSince } = filter;
  if (state.unresolved || (!includeInactive && !activeAt(state, moment))) return false;
  if (recordClass && state.recordClass !== recordClass) return false;
  return !changedSince || (state.lastChanged !== null && state.lastChanged >= changedSince);
}

function holding(
  candidates: readonly Candidate[],
  { roles }: SearchFilter,
  moment: Moment,
  loaders: Loaders,
): MaybePromise<readonly Candidate[]> {
  if (!roles || roles.length === 0) return candidates;
  return when(loaders.roles.loadMany(candidates.map(({ state }) => keyOf(state.code, moment))), (held) =>
    candidates.filter((_, at) => holdsAny(held[at] ?? [], roles, moment)),
  );
}

function holdsAny(held: readonly HoldingRow[], roles: readonly string[], moment: Moment): boolean {
  return held.some((holding) => roles.includes(holding.code) && activeAt(holding, moment));
}
