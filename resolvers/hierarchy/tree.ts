import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { StateRow } from '../../graph/keys';
import { when, type MaybePromise } from '../../maybe-promise';
import { HierarchyNode, HierarchyTree } from '../../schema/hierarchy';
import { Organisation } from '../../schema/organisation';
import { TreeArgs } from '../../schema/arguments';
import type { Context } from '../../domain/context';
import { activeAt } from '../../domain/records/dated';
import { ofKinds } from '../kinds';
import { within } from '../../domain/moment';
import { OrganisationAt, statesOf } from '../../domain/records/organisation';
import { RelationshipAt } from '../../domain/records/relationship';
import { shapeOf, type TreeShape } from '../../domain/hierarchy/tree-shape';
import { hopsFrom, toDepth, walked, type Walk, type Walked } from '../../domain/hierarchy/traverse';

const MOST_NODES = 5_000;

/** A listed organisation; `children` counts those of all nodes at once. */
interface NodeAt extends HierarchyNode {
  readonly children: () => MaybePromise<ReadonlyMap<string, number>>;
}

@Resolver(() => Organisation)
export class TreeResolver {
  @FieldResolver(() => HierarchyTree, {
    description:
      'A whole branch as flat nodes and edges, for drawing, for example a trust with its sites: cycle-safe, at most 5,000 nodes, `truncated` when cut. With `kinds`, nodes on the way to a listed one stay.',
  })
  tree(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => TreeArgs) { view, direction, kinds, maxDepth, asOf }: TreeArgs,
    @Ctx() context: Context,
  ) {
    const at = within(moment, asOf, context);
    return treeOf(code, { view, direction, at, loaders: context.loaders, maxDepth: toDepth(maxDepth) }, kinds);
  }
}

@Resolver(() => HierarchyNode)
export class HierarchyNodeResolver {
  @FieldResolver(() => Int, {
    description: 'Children in the view that are active on the date, whatever was cut, for example 12.',
  })
  childCount(@Root() { organisation, children }: NodeAt) {
    return when(children(), (counts) => counts.get(organisation.code) ?? 0);
  }
}

/** A branch with its nodes and edges. Downwards those that were not active are listed only on the way to others. */
export function treeOf(start: string, walk: Walk, kinds: TreeArgs['kinds']): MaybePromise<HierarchyTree> {
  const { at, loaders, direction } = walk;
  return when(whole(start, walk), (reached) =>
    when(statesOf([...reached.depths.keys()], at, loaders), (states) => {
      const open = direction === 'UP' ? states : states.filter((state) => activeAt(state, at));
      return when(
        ofKinds(
          open.map((state) => ({ state })),
          kinds,
          at,
          loaders,
        ),
        (found) => {
          const isWanted = new Set(found.map(({ state }) => state.code));
          const shape = shapeOf(reached, (code) => isWanted.has(code), MOST_NODES);
          return toTree(shape, reached, new Map(states.map((state) => [state.code, state])), walk);
        },
      );
    }),
  );
}

/** A walk with the hops of its deepest level too. */
function whole(start: string, walk: Walk): MaybePromise<Walked> {
  return when(walked(start, walk), (reached) => {
    const rest = [...reached.depths.keys()].filter((code) => !reached.hops.has(code));
    return when(rest.length === 0 ? [] : hopsFrom(rest, walk), (hops) => ({
      ...reached,
      hops: new Map([...reached.hops, ...rest.map((code, at) => [code, hops[at] ?? []] as const)]),
    }));
  });
}

function toTree(
  { codes, truncated, hasCycle }: TreeShape,
  reached: Walked,
  states: ReadonlyMap<string, StateRow>,
  walk: Walk,
): HierarchyTree {
  const edges = edgesOf(codes, reached, walk);
  const parents = new Map(codes.map((code) => [code, new Set<string>()]));
  for (const { sourceCode, targetCode } of edges) parents.get(sourceCode)!.add(targetCode);
  const children = once(() => childCounts(codes, walk));
  const nodes = codes.map((code): NodeAt => {
    const organisation = new OrganisationAt(states.get(code)!, walk.at);
    return {
      organisation,
      depth: reached.depths.get(code)!,
      parentCodes: [...parents.get(code)!].sort(),
      children,
    } as NodeAt;
  });
  return { root: nodes[0]!.organisation, nodes, edges, truncated, hasCycle };
}

/** All links of the view between listed codes, in the order of the codes they start from. */
function edgesOf(codes: readonly string[], { hops }: Walked, { direction, at }: Walk): RelationshipAt[] {
  const listed = new Set(codes);
  return codes.flatMap((from) =>
    (hops.get(from) ?? [])
      .filter(({ code }) => listed.has(code))
      .map(({ link }) => new RelationshipAt(link, at, from, direction === 'UP')),
  );
}

/** How many active children each of some codes has in the view. */
function childCounts(codes: readonly string[], walk: Walk): MaybePromise<ReadonlyMap<string, number>> {
  const { at, loaders } = walk;
  return when(hopsFrom(codes, { ...walk, direction: 'DOWN' }), (hops) => {
    const children = hops.map((of) => [...new Set(of.map(({ code }) => code))]);
    return when(statesOf([...new Set(children.flat())], at, loaders), (states) => {
      const open = new Set(states.filter((state) => activeAt(state, at)).map(({ code }) => code));
      return new Map(codes.map((code, index) => [code, children[index]!.filter((child) => open.has(child)).length]));
    });
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
