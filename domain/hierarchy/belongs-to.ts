import type { Kind } from '../../ods/kinds';
import type { StateRow } from '../../graph/keys';
import { all, when, type MaybePromise } from '../../maybe-promise';
import type { MissingReason } from '../../schema/enums';
import { activeAt } from '../records/dated';
import { ofKinds } from '../../resolvers/kinds';
import { ENGLISH_LEVELS, reasonOf } from './missing-reason';
import { statesOf } from '../records/organisation';
import { shortestPaths, type Step } from './path';
import { nearestFirst, walkedFrom, type Walk, type Walked } from './traverse';

/** What an organisation belongs to, with the steps to each, or why there is none. */
export interface Belonged {
  readonly found: readonly { readonly state: StateRow; readonly steps: readonly Step[] }[];
  readonly reason: MissingReason | null;
  readonly stoppedAt: StateRow | null;
}

/** What each of some organisations belongs to; one that has the kind belongs to itself. */
export function belongings(codes: readonly string[], kind: Kind, walk: Walk): MaybePromise<Belonged[]> {
  return when(ofKind(codes, kind, walk), (themselves) =>
    when(
      walkedFrom(
        codes.filter((code) => !themselves.has(code)),
        walk,
      ),
      (reached) => {
        const above = [...new Set(reached.flatMap((one) => nearestFirst(one)))];
        return when(ofKind(above, kind, walk), (having) => {
          const byStart = new Map(reached.map((one) => [one.start, one]));
          const belonged = codes.map((code) => {
            const state = themselves.get(code);
            return state ? toItself(state) : aboveOf(byStart.get(code)!, having, kind, walk);
          });
          return all(belonged);
        });
      },
    ),
  );
}

/** The states of those codes that have a kind. */
function ofKind(codes: readonly string[], kind: Kind, { at, loaders }: Walk): MaybePromise<Map<string, StateRow>> {
  return when(statesOf(codes, at, loaders), (states) =>
    when(
      ofKinds(
        states.map((state) => ({ state })),
        [kind],
        at,
        loaders,
      ),
      (having) => new Map(having.map(({ state }) => [state.code, state])),
    ),
  );
}

function toItself(state: StateRow): Belonged {
  return { found: [{ state, steps: [] }], reason: null, stoppedAt: null };
}

/** Those above that have the kind, or why there is none. */
function aboveOf(
  reached: Walked,
  having: ReadonlyMap<string, StateRow>,
  kind: Kind,
  walk: Walk,
): MaybePromise<Belonged> {
  const codes = nearestFirst(reached).filter((code) => having.has(code));
  if (codes.length === 0) return missing(reached, kind, walk);
  const ways = shortestPaths(reached);
  const found = codes.map((code) => ({ state: having.get(code)!, steps: ways.get(code) ?? [] }));
  const passed = [...new Set(found.flatMap(({ steps }) => steps.map(({ hop }) => hop.code)))];
  return when(statesOf(passed, walk.at, walk.loaders), (states) => ({
    found,
    reason: states.every((state) => activeAt(state, walk.at)) ? null : 'TARGET_CLOSED',
    stoppedAt: null,
  }));
}

function missing(reached: Walked, kind: Kind, { view, at, loaders }: Walk): MaybePromise<Belonged> {
  const branch = longestBranch(reached);
  return when(reasonOf({ branch, view, isEnglish: ENGLISH_LEVELS.has(kind) }, at, loaders), (reason) =>
    when(statesOf(branch.slice(-1), at, loaders), ([end]) => ({ found: [], reason, stoppedAt: end! })),
  );
}

const MOST_STEPS = 20_000;

/** The codes of the longest simple way from the start to where nothing leads further; of equal ones that whose end comes first by code. */
export function longestBranch({ start, hops }: Pick<Walked, 'start' | 'hops'>): readonly string[] {
  let longest: readonly string[] = [];
  let steps = 0;
  const extend = (branch: readonly string[]): void => {
    const onward = (hops.get(branch.at(-1)!) ?? []).map(({ code }) => code).filter((code) => !branch.includes(code));
    if (onward.length === 0 && isBetter(branch, longest)) longest = branch;
    for (const code of new Set(onward)) if (steps++ < MOST_STEPS) extend([...branch, code]);
  };
  extend([start]);
  return longest;
}

function isBetter(branch: readonly string[], than: readonly string[]): boolean {
  return branch.length > than.length || (branch.length === than.length && branch.at(-1)! < than.at(-1)!);
}
