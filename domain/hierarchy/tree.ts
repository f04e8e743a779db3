import type { StateRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { TreeArgs } from '../../schema/arguments';
import type { HierarchyNode, HierarchyTree } from '../../schema/hierarchy';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { activeAt } from '../records/dated';
import { filterByKinds } from '../records/kinds';
import { OrganisationAt, statesOf } from '../records/organisation';
import { RelationshipAt } from '../records/relationship';
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
  { loaders }: Context,
): MaybePromise<HierarchyTree> {
  return buildTree(code, { view, direction, at, loaders, maxDepth: toDepth(maxDepth) }, kinds);
}

/** Returns the number of active children of a node in the view, including children that the tree left out. */
export function childCountOf({ organisation, childCounts }: NodeAt): MaybePromise<number> {
  return when(childCounts(), (counts) => counts.get(organisation.code) ?? 0);
}

/** Downwards, inactive organisations are nodes only where they lead to other nodes. */
function buildTree(start: string, options: TraversalOptions, kinds: TreeArgs['kinds']): MaybePromise<HierarchyTree> {
  const { at, loaders, direction } = options;
  return when(traverseWithLastHops(start, options), (traversal) =>
    when(statesOf([...traversal.depths.keys()], at, loaders), (states) => {
      const candidates = direction === 'UP' ? states : states.filter((state) => activeAt(state, at));
      return when(
        filterByKinds(
          candidates.map((state) => ({ state })),
          kinds,
          at,
          loaders,
        ),
        (matching) => {
          const codes = new Set(matching.map(({ state }) => state.code));
          const selection = selectNodes(traversal, (code) => codes.has(code), MAX_NODES);
          return toTree(selection, traversal, new Map(states.map((state) => [state.code, state])), options);
        },
      );
    }),
  );
}

/** Traverses and also reads the hops of the deepest level, so that a cut there is noticed. */
function traverseWithLastHops(start: string, options: TraversalOptions): MaybePromise<Traversal> {
  return when(traverse(start, options), (traversal) => {
    const lastLevel = [...traversal.depths.keys()].filter((code) => !traversal.hops.has(code));
    return when(lastLevel.length === 0 ? [] : hopsFrom(lastLevel, options), (hops) => ({
      ...traversal,
      hops: new Map([...traversal.hops, ...lastLevel.map((code, index) => [code, hops[index] ?? []] as const)]),
    }));
  });
}

function toTree(
  { codes, truncated, hasCycle }: TreeSelection,
  traversal: Traversal,
  states: ReadonlyMap<string, StateRow>,
  options: TraversalOptions,
): HierarchyTree {
  const edges = edgesOf(codes, traversal, options);
  const parents = new Map(codes.map((code) => [code, new Set<string>()]));
  for (const { sourceCode, targetCode } of edges) parents.get(sourceCode)!.add(targetCode);
  const childCounts = once(() => countChildren(codes, options));
  const nodes = codes.map((code): NodeAt => {
    const organisation = new OrganisationAt(states.get(code)!, options.at);
    return {
      organisation,
      depth: traversal.depths.get(code)!,
      parentCodes: [...parents.get(code)!].sort(),
      childCounts,
    } as NodeAt;
  });
  return { root: nodes[0]!.organisation, nodes, edges, truncated, hasCycle };
}

/** Returns all links of the view between the given codes, in the order of the codes they start from. */
function edgesOf(codes: readonly string[], { hops }: Traversal, { direction, at }: TraversalOptions): RelationshipAt[] {
  const included = new Set(codes);
  return codes.flatMap((from) =>
    (hops.get(from) ?? [])
      .filter(({ code }) => included.has(code))
      .map(({ link }) => new RelationshipAt(link, at, from, direction === 'UP')),
  );
}

/** Returns the number of active children of each code in the view. */
function countChildren(codes: readonly string[], options: TraversalOptions): MaybePromise<ReadonlyMap<string, number>> {
  const { at, loaders } = options;
  return when(hopsFrom(codes, { ...options, direction: 'DOWN' }), (hops) => {
    const children = hops.map((hopsOfCode) => [...new Set(hopsOfCode.map(({ code }) => code))]);
    return when(statesOf([...new Set(children.flat())], at, loaders), (states) => {
      const active = new Set(states.filter((state) => activeAt(state, at)).map(({ code }) => code));
      return new Map(codes.map((code, index) => [code, children[index]!.filter((child) => active.has(child)).length]));
    });
  });
}

function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}
