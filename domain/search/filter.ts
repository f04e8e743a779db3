import type { Kind } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import type { RecordClass, RoleRow, StateRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import { activeAt } from '../records/dated';
import type { Moment } from '../moment';
import { filterByKinds } from '../records/kinds';
import { keyOf } from '../records/organisation';

/** The criteria of a search that depend on a date. An absent criterion matches everything. */
export interface SearchFilter {
  readonly kinds?: readonly Kind[] | null | undefined;
  /** Any of these roles, held on the date. */
  readonly roles?: readonly string[] | null | undefined;
  readonly recordClass?: RecordClass | null | undefined;
  readonly changedSince?: string | null | undefined;
  readonly includeInactive?: boolean;
}

/** A candidate that the release has a record or a stub of. */
interface Candidate {
  readonly state: StateRow;
}

/** Returns the candidates that match the filter at a moment, in their order. */
export function filterCandidates(
  codes: readonly string[],
  filter: SearchFilter,
  moment: Moment,
  loaders: Loaders,
): MaybePromise<readonly Candidate[]> {
  const { work } = loaders;
  const states = loaders.state.loadMany(codes.map((code) => keyOf(code, moment)));
  const matching = when(states, (rows) =>
    work.filter(rows, (state) => state !== null && matchesRecord(state, filter, moment)),
  );
  const described = when(matching, (rows) => work.map(rows, (state) => ({ state: state! })));
  return when(described, (candidates) =>
    when(filterByKinds(candidates, filter.kinds, moment, loaders), (found) =>
      filterByRoles(found, filter, moment, loaders),
    ),
  );
}

/** Returns whether a record matches the criteria that need neither its kinds nor its roles. */
export function matchesRecord(state: StateRow, filter: SearchFilter, moment: Moment): boolean {
  const { includeInactive = false, recordClass, changedSince } = filter;
  if (state.unresolved || (!includeInactive && !activeAt(state, moment))) return false;
  if (recordClass && state.recordClass !== recordClass) return false;
  return !changedSince || (state.lastChanged !== null && state.lastChanged >= changedSince);
}

function filterByRoles(
  candidates: readonly Candidate[],
  { roles }: SearchFilter,
  moment: Moment,
  loaders: Loaders,
): MaybePromise<readonly Candidate[]> {
  if (!roles || roles.length === 0) return candidates;
  return when(loaders.roles.loadMany(candidates.map(({ state }) => keyOf(state.code, moment))), (held) =>
    loaders.work.filter(candidates, (_, index) => holdsAnyOf(held[index] ?? [], roles, moment)),
  );
}

function holdsAnyOf(held: readonly RoleRow[], roles: readonly string[], moment: Moment): boolean {
  return held.some((holding) => roles.includes(holding.code) && activeAt(holding, moment));
}
