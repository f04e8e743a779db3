import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MissingReason } from './enums';
import { Organisation } from './organisation';
import { Relationship } from './relationship';

@ObjectType({
  simpleResolvers: true,
  description: 'An organisation in a hierarchy tree, with its depth and its parents.',
})
export class HierarchyNode {
  @Field(() => Organisation, { description: 'The organisation of this node.' })
  organisation!: Organisation;

  @Field(() => Int, { description: 'The number of hops from the root on the shortest path. 0 for the root.' })
  depth!: number;

  @Field(() => [ID], { description: 'The codes of its parents in the view that are nodes of the tree, in order.' })
  parentCodes!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A branch of a hierarchy as a flat list of nodes and a flat list of edges.',
})
export class HierarchyTree {
  @Field(() => Organisation, { description: 'The organisation at which the tree starts.' })
  root!: Organisation;

  @Field(() => [HierarchyNode], {
    description: 'Every organisation of the branch once, ordered by depth, then by code.',
  })
  nodes!: HierarchyNode[];

  @Field(() => [Relationship], { description: 'Every relationship of the view between two nodes of the tree.' })
  edges!: Relationship[];

  @Field(() => Boolean, { description: 'Whether the tree was cut, at 5,000 nodes or at `maxDepth`.' })
  truncated!: boolean;

  @Field(() => Boolean, { description: 'Whether the hierarchy has a cycle: an organisation that is above itself.' })
  hasCycle!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A path from one organisation to another, for example practice, Sub ICB Location, ICB.',
})
export class HierarchyPath {
  @Field(() => [Relationship], { description: 'The relationships of the path, in order.' })
  hops!: Relationship[];

  @Field(() => Int, { description: 'The number of hops.' })
  length!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The organisations of a kind that an organisation belongs to, for example the ICB of a practice, or the reason why there is none.',
})
export class Belonging {
  @Field(() => [Organisation], {
    description:
      'Every organisation above that has the kind, nearest first, then ordered by code. An organisation that has the kind itself belongs to itself, with an empty path.',
  })
  organisations!: Organisation[];

  @Field(() => MissingReason, {
    nullable: true,
    description:
      'If there is no organisation: the first reason that applies to the last organisation that was reached. If there are organisations, this is null or TARGET_CLOSED: a relationship outlived its target.',
  })
  reason!: MissingReason | null;

  @Field(() => Organisation, {
    nullable: true,
    description:
      'If there is no organisation: the last organisation that was reached on the longest branch. The lowest code wins a tie.',
  })
  stoppedAt!: Organisation | null;

  @Field(() => [HierarchyPath], {
    description: 'The shortest path to each organisation, in the order of `organisations`.',
  })
  paths!: HierarchyPath[];

  @Field(() => HierarchyPath, {
    nullable: true,
    description:
      'If there is no organisation: the path to `stoppedAt`, hop by hop, after which a hop is missing. Empty if the first hop is missing.',
  })
  reachedPath!: HierarchyPath | null;
}
