import type { StateRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { WorkBudget } from '../../work-budget';
import type { TreeArgs } from '../../schema/arguments';
import type { HierarchyNode, HierarchyTree } from '../../schema/hierarchy';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { activeAt } from '../records/dated';
import { filterByKinds } from '../records/kinds';
import { OrganisationAt, statesOf, stateWithoutRecord } from '../records/organisation';
import { RelationshipAt } from '../records/relationship';
import { firstHopPerCode, type Hop } from './one-level';
import { hopsFrom, toDepth, traverse, type TraversalOptions, type Traversal } from './traverse';
import { selectNodes, type TreeSelection } from './tree-selection';

const MAX_NODES = 5_000;

/** A node of a tree. `childCounts` is shared by all nodes of the tree, so that one batch counts for all of them. */
export interface NodeAt extends HierarchyNode {
  readonly childCounts: () => MaybePromise<ReadonlyMap<string, number>>;
}

/** Returns a whole branch of a view as nodes and edges, at most 5,000 nodes. Throws BAD_USER_INPUT for a bad depth. */
export function treeOf(
  code: string,
  at: Moment,
  { view, direction, kinds, maxDepth }: TreeArgs,
  { loaders, memo }: Context,
): MaybePromise<HierarchyTree> {
  const options = { view, direction, at, loaders, maxDepth: toDepth(maxDepth) };
  const name = `tree ${view} ${direction} ${maxDepth} ${kinds ?? ''}`;
  const entries = memo.list<TreeEntry>(name, code, at, () => buildTree(code, options, kinds));
  return when(entries, (found) => new TreeAt(found, options));
}

/** Returns the number of active children of a node in the view, including children that the tree left out. */
export function childCountOf({ organisation, childCounts }: NodeAt): MaybePromise<number> {
  return when(childCounts(), (counts) => counts.get(organisation.code) ?? 0);
}

/** One node of a tree as it is cached. */
interface TreeEntry {
  readonly state: StateRow;
  readonly depth: number;
  /** The hops to other nodes of the tree. */
  readonly hops: readonly Hop[];
  /** Of the whole tree; null except for the root, which is the first entry. */
  readonly flags: Pick<TreeSelection, 'truncated' | 'hasCycle'> | null;
}

/** A tree as it was at a moment. Its nodes and edges are made when a query selects them. */
class TreeAt implements HierarchyTree {
  private madeNodes: MaybePromise<NodeAt[]> | undefined;
  private madeEdges: MaybePromise<RelationshipAt[]> | undefined;

  constructor(
    private readonly entries: readonly TreeEntry[],
    private readonly options: TraversalOptions,
  ) {}

  get root() {
    return new OrganisationAt(this.entries[0]!.state, this.options.at);
  }
  get truncated() {
    return this.entries[0]!.flags!.truncated;
  }
  get hasCycle() {
    return this.entries[0]!.flags!.hasCycle;
  }
  get nodes() {
    return (this.madeNodes ??= toNodes(this.entries, this.options)) as NodeAt[];
  }
  get edges() {
    return (this.madeEdges ??= toEdges(this.entries, this.options)) as RelationshipAt[];
  }
}

/** Downwards, inactive organisations are nodes only where they lead to other nodes. */
function buildTree(
  start: string,
  options: TraversalOptions,
  kinds: TreeArgs['kinds'],
): MaybePromise<readonly TreeEntry[]> {
  const { at, loaders, direction } = options;
  return when(traverseWithLastHops(start, options), (traversal) =>
    when(statesInOrder(start, traversal, options), (states) => {
      const items = loaders.work.map(states, (state) => ({ state }));
      const candidates = when(items, (all) =>
        direction === 'UP' ? all : loaders.work.filter(all, ({ state }) => activeAt(state, at)),
      );
      const matching = when(candidates, (found) => filterByKinds(found, kinds, at, loaders));
      return when(matching, (found) => {
        const codes = new Set(found.map(({ state }) => state.code));
        const selection = selectNodes(traversal, (code) => codes.has(code), MAX_NODES, loaders.work);
        return when(selection, (selected) => toEntries(selected, traversal, states, loaders.work));
      });
    }),
  );
}

/** Returns the states of all codes of a traversal in its order, of which the start is the first. */
function statesInOrder(
  start: string,
  { depths, states }: Traversal,
  { at, loaders }: TraversalOptions,
): MaybePromise<StateRow[]> {
  return when(statesOf([start], at, loaders), ([own]) =>
    loaders.work.map([...depths.keys()], (code) =>
      code === start ? own! : (states.get(code) ?? stateWithoutRecord(code)),
    ),
  );
}

/** Traverses and also reads the hops of the deepest level, so that a cut there is noticed. */
function traverseWithLastHops(start: string, options: TraversalOptions): MaybePromise<Traversal> {
  return when(traverse(start, options), (traversal) => {
    const lastLevel = [...traversal.depths.keys()].filter((code) => !traversal.hops.has(code));
    return when(lastLevel.length === 0 ? [] : hopsFrom(lastLevel, options, traversal.states), (hops) => ({
      ...traversal,
      hops: new Map([...traversal.hops, ...lastLevel.map((code, index) => [code, hops[index] ?? []] as const)]),
    }));
  });
}

function toEntries(
  { codes, truncated, hasCycle }: TreeSelection,
  { depths, hops }: Traversal,
  states: readonly StateRow[],
  work: WorkBudget,
): MaybePromise<TreeEntry[]> {
  const included = new Set(codes);
  const byCode = new Map(states.map((state) => [state.code, state]));
  return work.map(codes, (code, index) => ({
    state: byCode.get(code)!,
    depth: depths.get(code)!,
    hops: (hops.get(code) ?? []).filter((hop) => included.has(hop.code)),
    flags: index === 0 ? { truncated, hasCycle } : null,
  }));
}

function toNodes(entries: readonly TreeEntry[], options: TraversalOptions): MaybePromise<NodeAt[]> {
  const { at, direction, loaders } = options;
  const parents = new Map(entries.map(({ state }) => [state.code, new Set<string>()]));
  for (const { state, hops } of entries)
    for (const { code } of hops) {
      const [source, target] = direction === 'UP' ? [state.code, code] : [code, state.code];
      parents.get(source)!.add(target);
    }
  const childCounts = once(() =>
    countChildren(
      entries.map(({ state }) => state.code),
      options,
    ),
  );
  return loaders.work.map(
    entries,
    ({ state, depth }): NodeAt =>
      ({
        organisation: new OrganisationAt(state, at),
        depth,
        parentCodes: [...parents.get(state.code)!].sort(),
        childCounts,
      }) as NodeAt,
  );
}

/** Returns all links of the view between the nodes, in the order of the nodes they start from. */
function toEdges(
  entries: readonly TreeEntry[],
  { direction, at, loaders }: TraversalOptions,
): MaybePromise<RelationshipAt[]> {
  return loaders.work.flatMap(entries, ({ state, hops }) =>
    hops.map(({ link }) => new RelationshipAt(link, at, state.code, direction === 'UP')),
  );
}

/** Returns the number of active children of each code in the view. */
function countChildren(codes: readonly string[], options: TraversalOptions): MaybePromise<ReadonlyMap<string, number>> {
  const { at, loaders } = options;
  return when(hopsFrom(codes, { ...options, direction: 'DOWN' }), (hops) => {
    const isActive = ({ code, state }: Hop) => activeAt(state ?? stateWithoutRecord(code), at);
    const counts = loaders.work.map(hops, (hopsOfCode) => firstHopPerCode(hopsOfCode).filter(isActive).length);
    return when(counts, (all) => new Map(codes.map((code, index) => [code, all[index]!])));
  });
}

function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}
