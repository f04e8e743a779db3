import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MissingReason } from './enums';
import { Organisation } from './organisation';
import { Relationship } from './relationship';

@ObjectType({
  simpleResolvers: true,
  description: "An organisation in a branch of a hierarchy, for example 'QWE' one level below its region.",
})
export class HierarchyNode {
  @Field(() => Organisation, { description: "The organisation, for example 'QWE'." })
  organisation!: Organisation;

  @Field(() => Int, { description: 'Hops from the root by the shortest way, for example 1; 0 for the root.' })
  depth!: number;

  @Field(() => [ID], { description: "Its parents in the view among the nodes, by code, for example ['Y56']." })
  parentCodes!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'A branch of a hierarchy as flat nodes and edges, for example a region with all below it.',
})
export class HierarchyTree {
  @Field(() => Organisation, { description: "Where the branch starts, for example 'Y56'." })
  root!: Organisation;

  @Field(() => [HierarchyNode], {
    description: 'Every organisation of the branch once, by depth, then code, for example a region and its ICBs.',
  })
  nodes!: HierarchyNode[];

  @Field(() => [Relationship], {
    description: 'All links of the view between listed nodes, for example the RE2 of each ICB.',
  })
  edges!: Relationship[];

  @Field(() => Boolean, {
    description: 'Whether the branch was cut, at 5,000 nodes or at `maxDepth`, for example false.',
  })
  truncated!: boolean;

  @Field(() => Boolean, { description: 'Whether some organisations lie above themselves, for example false.' })
  hasCycle!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The hops from one organisation to another, for example practice, Sub ICB Location, ICB.',
})
export class HierarchyPath {
  @Field(() => [Relationship], { description: 'The links in the order walked, for example an RE4, then an RE5.' })
  hops!: Relationship[];

  @Field(() => Int, { description: 'How many hops, for example 2.' })
  length!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The organisations of a kind that something belongs to, or why there is none, for example its ICB 'QWE'.",
})
export class Belonging {
  @Field(() => [Organisation], {
    description:
      "Every one above that has the kind, nearest first, then by code, for example 'QWE'; one that has it itself answers itself, with an empty path.",
  })
  organisations!: Organisation[];

  @Field(() => MissingReason, {
    nullable: true,
    description:
      'When there is none: why the last organisation reached goes no further, the first reason that applies, for example NOT_ON_DATE. Beside an answer only TARGET_CLOSED: a link outlived its target.',
  })
  reason!: MissingReason | null;

  @Field(() => Organisation, {
    nullable: true,
    description:
      "When there is none: the last organisation reached on the longest branch (ties by code), for example '16C'.",
  })
  stoppedAt!: Organisation | null;

  @Field(() => [HierarchyPath], {
    description: 'The shortest path to each, in their order, for example one of 2 hops.',
  })
  paths!: HierarchyPath[];
}
