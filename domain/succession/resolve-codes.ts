import type { Loaders } from '../../graph/loaders';
import { defaultCodeOf } from '../../ods/default-codes';
import { when, type MaybePromise } from '../../maybe-promise';
import type { CodeResolution } from '../../schema/succession';
import type { Moment } from '../moment';
import { keyOf, OrganisationAt } from '../records/organisation';
import { activeEnds, codesBetween, codesInEffect, followSuccessions, outcomeOf, type SuccessionChains } from './chain';

/** Returns what became of each code by a moment, in the order of the codes. */
export function resolveCodes(codes: readonly string[], at: Moment, loaders: Loaders): MaybePromise<CodeResolution[]> {
  return when(followSuccessions(codes, at, loaders), (chains) =>
    when(mergersOf(codes, chains, at, loaders), (mergers) =>
      codes.map((code) => toResolution(code, chains, mergers, at)),
    ),
  );
}

/** Returns the active organisations in which the chains of successors of a code end, ordered by code. */
export function currentOrganisations(code: string, at: Moment, loaders: Loaders): MaybePromise<OrganisationAt[]> {
  return when(followSuccessions([code], at, loaders), (chains) => currentIn(code, chains, at));
}

function toResolution(
  code: string,
  chains: SuccessionChains,
  mergers: ReadonlySet<string>,
  at: Moment,
): CodeResolution {
  const state = chains.states.get(code) ?? null;
  const current = currentIn(code, chains, at);
  const isMerged =
    current.length === 1 && codesBetween(code, current[0]!.code, chains).some((each) => mergers.has(each));
  const outcome = outcomeOf(state, current.length, isMerged, at);
  const defaultCode = defaultCodeOf(code);
  if (state === null || outcome === 'UNKNOWN') return { code, outcome, organisation: null, defaultCode, current: [] };
  return { code, outcome, organisation: new OrganisationAt(state, at), defaultCode, current };
}

function currentIn(code: string, chains: SuccessionChains, at: Moment): OrganisationAt[] {
  return activeEnds(code, chains, at).map((end) => new OrganisationAt(chains.states.get(end)!, at));
}

/** Returns the codes on the chains that have several predecessors in effect on the date. */
function mergersOf(
  codes: readonly string[],
  chains: SuccessionChains,
  at: Moment,
  loaders: Loaders,
): MaybePromise<ReadonlySet<string>> {
  const onward = codes.flatMap((code) =>
    activeEnds(code, chains, at).flatMap((end) => codesBetween(code, end, chains)),
  );
  const reached = [...new Set(onward)];
  return when(
    loaders.predecessors.loadMany(reached.map((code) => keyOf(code, at))),
    (rows) => new Set(reached.filter((code, index) => codesInEffect(at.date, code, rows[index] ?? []).length > 1)),
  );
}
