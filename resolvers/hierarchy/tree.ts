import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../../domain/context';
import { childCountOf, treeOf, type NodeAt } from '../../domain/hierarchy/tree';
import { within } from '../../domain/moment';
import type { OrganisationAt } from '../../domain/records/organisation';
import { TreeArgs } from '../../schema/arguments';
import { HierarchyNode, HierarchyTree } from '../../schema/hierarchy';
import { Organisation } from '../../schema/organisation';

@Resolver(() => Organisation)
export class TreeResolver {
  @FieldResolver(() => HierarchyTree, {
    description:
      'A whole branch of a view as flat lists of nodes and edges, for drawing. Cycles are allowed. At most 5,000 nodes; `truncated` reports a cut. With `kinds`, nodes that lead to a node of these kinds stay.',
  })
  tree(@Root() { code, moment }: OrganisationAt, @Args(() => TreeArgs) args: TreeArgs, @Ctx() context: Context) {
    return treeOf(code, within(moment, args.asOf, context), args, context);
  }
}

@Resolver(() => HierarchyNode)
export class HierarchyNodeResolver {
  @FieldResolver(() => Int, {
    description:
      'The number of children in the view that are active on the date, including children that are not nodes of the tree.',
  })
  childCount(@Root() node: NodeAt) {
    return childCountOf(node);
  }
}
