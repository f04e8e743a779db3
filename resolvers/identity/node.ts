import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../domain/context';
import { FindingAt } from '../../domain/findings/finding';
import type { NodeType } from '../../domain/identity/global-id';
import { nodesOf, type NodeAt } from '../../domain/identity/nodes';
import { OrganisationAt } from '../../domain/records/organisation';
import { RelationshipAt } from '../../domain/records/relationship';
import { when } from '../../maybe-promise';
import { Node, NodeArgs, NodesArgs } from '../../schema/identity/node';

@Resolver(() => Node)
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description:
      'Returns the object of an id, at the moment that the id says. Null if the release has no such object. An id that this service did not give is an error, and so is an id of a release that is not loaded.',
  })
  node(@Args(() => NodeArgs) { id }: NodeArgs, @Ctx() context: Context) {
    return when(nodesOf([id], context), ([found]) => found);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description:
      'Returns the object of each id, in the order of the ids, each at the moment of its own id. Null for an object that the release does not have.',
  })
  nodes(@Args(() => NodesArgs) { ids }: NodesArgs, @Ctx() context: Context) {
    return nodesOf(ids, context);
  }
}

/** Returns the name of the type of a node. */
export function typeOfNode(node: NodeAt): NodeType {
  if (node instanceof OrganisationAt) return 'Organisation';
  if (node instanceof RelationshipAt) return 'Relationship';
  return node instanceof FindingAt ? 'Finding' : 'RoleHolding';
}
