import { targetName, type Target } from '../../ods/levels';
import type { StateRow } from '../../ods/facts';
import { all, when, type MaybePromise } from '../../maybe-promise';
import type { BelongsToArgs } from '../../schema/arguments';
import type { MissingReason } from '../../schema/enums';
import type { Belonging } from '../../schema/hierarchy';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { activeAt } from '../records/dated';
import { missingReason } from './missing-reason';
import { OrganisationAt, organisationOrStub, statesOf } from '../records/organisation';
import { isEnglishOnly, selectTarget, selectTargets } from './level';
import { shortestPaths, toPath, type PathStep } from './path-finding';
import { byDepth, MAX_DEPTH, traverseAll, type TraversalOptions, type Traversal } from './traverse';

/** The organisations of a kind that one belongs to, with the steps to each, or the reason why there is none. */
export interface BelongsToResult {
  readonly found: readonly { readonly state: StateRow; readonly steps: readonly PathStep[] }[];
  readonly reason: MissingReason | null;
  readonly stoppedAt: StateRow | null;
  /** The steps to `stoppedAt`. */
  readonly reached: readonly PathStep[];
}

/** Returns what an organisation belongs to in a view. Siblings share one traversal. */
export function belongsTo(
  code: string,
  at: Moment,
  { kind, level, view }: BelongsToArgs,
  { loaders, memo, siblings }: Context,
): MaybePromise<Belonging> {
  const target = selectTarget({ kind, level }, ['kind', 'level'], at);
  if (target === null) return when(organisationOrStub(code, at, loaders), beforeLevel);
  const options: TraversalOptions = { view, direction: 'UP', at, loaders, maxDepth: MAX_DEPTH };
  const key = `belongs-to ${targetName(target)} ${view}`;
  const found = memo.list<BelongsToResult>(key, code, at, () =>
    siblings.load(`${key} ${at.cacheKey}`, [code], (codes) => findBelongsTo(codes, target, options)),
  );
  return when(found, ([result]) => toBelonging(result!, at));
}

function beforeLevel(organisation: OrganisationAt): Belonging {
  return {
    organisations: [],
    reason: 'BEFORE_LEVEL',
    stoppedAt: organisation,
    paths: [],
    reachedPath: { hops: [], length: 0 },
  };
}

function toBelonging({ found, reason, stoppedAt, reached }: BelongsToResult, at: Moment): Belonging {
  return {
    organisations: found.map(({ state }) => new OrganisationAt(state, at)),
    reason,
    stoppedAt: stoppedAt && new OrganisationAt(stoppedAt, at),
    paths: found.map(({ steps }) => toPath(steps, at)),
    reachedPath: stoppedAt && toPath(reached, at),
  };
}

/** Returns one result for each code, in order. An organisation that is the target itself belongs to itself. */
export function findBelongsTo(
  codes: readonly string[],
  target: Target,
  options: TraversalOptions,
): MaybePromise<BelongsToResult[]> {
  const { work } = options.loaders;
  return when(statesOfTarget(codes, target, options), (ofKind) =>
    when(
      traverseAll(
        codes.filter((code) => !ofKind.has(code)),
        options,
      ),
      (traversals) => {
        return when(statesOfTarget(ancestorsIn(traversals), target, options), (ancestorsOfKind) => {
          const byStart = new Map(traversals.map((traversal) => [traversal.start, traversal]));
          return work.mapTogether(codes, (code) => {
            const state = ofKind.get(code);
            return state ? belongsToItself(state) : fromAncestors(byStart.get(code)!, ancestorsOfKind, target, options);
          });
        });
      },
    ),
  );
}

/** Returns what the start of a traversal belongs to, for each of several targets, in order. */
export function findTargets(
  traversal: Traversal,
  targets: readonly Target[],
  options: TraversalOptions,
): MaybePromise<BelongsToResult[]> {
  const { at, loaders } = options;
  const nothing = shared((isEnglish: boolean) => nothingFound(traversal, isEnglish, options));
  return when(statesOf([...traversal.depths.keys()], at, loaders), (states) =>
    all(
      targets.map((target) =>
        when(selectTargets(states, target, at, loaders), (matching): MaybePromise<BelongsToResult> => {
          const itself = matching.find(({ code }) => code === traversal.start);
          if (itself) return belongsToItself(itself);
          if (matching.length === 0) return nothing(isEnglishOnly(target));
          return fromAncestors(traversal, new Map(matching.map((state) => [state.code, state])), target, options);
        }),
      ),
    ),
  );
}

/** Computes a result once for each key. */
function shared<Key, Result>(compute: (key: Key) => Result): (key: Key) => Result {
  const results = new Map<Key, Result>();
  return (key) => {
    if (!results.has(key)) results.set(key, compute(key));
    return results.get(key)!;
  };
}

/** Returns the codes that the traversals reach, without those that only start one. */
function ancestorsIn(traversals: readonly Traversal[]): string[] {
  const codes = new Set<string>();
  for (const { start, depths } of traversals) for (const code of depths.keys()) if (code !== start) codes.add(code);
  return [...codes];
}

/** Returns the states of the codes that are a target, by code. */
function statesOfTarget(
  codes: readonly string[],
  target: Target,
  { at, loaders }: TraversalOptions,
): MaybePromise<Map<string, StateRow>> {
  return when(statesOf(codes, at, loaders), (states) =>
    when(
      selectTargets(states, target, at, loaders),
      (matching) => new Map(matching.map((state) => [state.code, state])),
    ),
  );
}

function belongsToItself(state: StateRow): BelongsToResult {
  return { found: [{ state, steps: [] }], reason: null, stoppedAt: null, reached: [] };
}

/** Returns the ancestors of the kind, nearest first, or the reason why there is none. */
function fromAncestors(
  traversal: Traversal,
  ancestorsOfKind: ReadonlyMap<string, StateRow>,
  target: Target,
  options: TraversalOptions,
): MaybePromise<BelongsToResult> {
  const { start, depths } = traversal;
  const ofKind = [...depths].filter(([code]) => code !== start && ancestorsOfKind.has(code));
  if (ofKind.length === 0) return nothingFound(traversal, isEnglishOnly(target), options);
  const codes = ofKind.sort(byDepth).map(([code]) => code);
  const paths = shortestPaths(traversal);
  const found = codes.map((code) => ({ state: ancestorsOfKind.get(code)!, steps: paths.get(code) ?? [] }));
  const passed = [...new Set(found.flatMap(({ steps }) => steps.map(({ hop }) => hop.code)))];
  return when(statesOf(passed, options.at, options.loaders), (states) => ({
    found,
    reason: states.every((state) => activeAt(state, options.at)) ? null : 'TARGET_CLOSED',
    stoppedAt: null,
    reached: [],
  }));
}

function nothingFound(
  traversal: Traversal,
  isEnglish: boolean,
  { view, at, loaders }: TraversalOptions,
): MaybePromise<BelongsToResult> {
  const branch = longestBranch(traversal);
  return when(missingReason({ branch, view, isEnglishOnly: isEnglish }, at, loaders), (reason) =>
    when(statesOf(branch.slice(-1), at, loaders), ([end]) => ({
      found: [],
      reason,
      stoppedAt: end!,
      reached: stepsOf(branch, traversal),
    })),
  );
}

/** Returns the steps along codes that the hops of a traversal join, by the first hop between two codes. */
function stepsOf(branch: readonly string[], { hops }: Traversal): PathStep[] {
  return branch.slice(1).map((code, index) => {
    const from = branch[index]!;
    return { from, hop: hops.get(from)!.find((hop) => hop.code === code)! };
  });
}

const MAX_STEPS = 20_000;

/**
 * Returns the codes of the longest simple path from the start to a code without further hops. Among equally long paths
 * the one whose last code comes first is returned.
 */
export function longestBranch({ start, hops }: Pick<Traversal, 'start' | 'hops'>): readonly string[] {
  let longest: readonly string[] = [];
  let steps = 0;
  const extend = (branch: readonly string[]): void => {
    const next = (hops.get(branch.at(-1)!) ?? []).map(({ code }) => code).filter((code) => !branch.includes(code));
    if (next.length === 0 && isLonger(branch, longest)) longest = branch;
    for (const code of new Set(next)) if (steps++ < MAX_STEPS) extend([...branch, code]);
  };
  extend([start]);
  return longest;
}

function isLonger(branch: readonly string[], than: readonly string[]): boolean {
  return branch.length > than.length || (branch.length === than.length && branch.at(-1)! < than.at(-1)!);
}
