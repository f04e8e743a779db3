import { Directive, Field, ObjectType } from 'type-graphql';
import { OrganisationChange } from './change';
import { Finding } from './finding';
import { Organisation } from './organisation';
import { Relationship } from './relationship';

@Directive('@shareable')
@ObjectType({
  simpleResolvers: true,
  description: 'Where a page stands in its list, for example at its beginning, with more to come.',
})
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is a page after this one, for example true.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether `after` was given, for example false on the first page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the first node, for example 'WyJ…'; null on an empty page.",
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the last node, for example 'WyJ…': the `after` of the next page; null on an empty page.",
  })
  endCursor!: string | null;
}

type Class<T> = new () => T;

/** The edge of a page: its node and the node's cursor. */
function edgeOf<Node extends object>(Node: Class<Node>) {
  @ObjectType({ simpleResolvers: true })
  abstract class Edge {
    @Field(() => String, { description: "The node's place in the list, opaque, for example 'WyJ…'." })
    cursor!: string;

    @Field(() => Node, { description: 'The node itself, for example the first of the page.' })
    node!: Node;
  }
  return Edge;
}

/** One page of a list. `totalCount` is added in resolvers/connection.ts, because it is only counted when asked for. */
function connectionOf<Node extends object, Edge extends object>(Node: Class<Node>, Edge: Class<Edge>) {
  @ObjectType({ simpleResolvers: true })
  abstract class Connection {
    @Field(() => [Edge], { description: 'The nodes of the page with their cursors, for example 20 of them.' })
    edges!: Edge[];

    @Field(() => [Node], { description: 'The nodes of the page, for example 20 of them.' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'Where the page stands, for example with more to come.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}

@ObjectType({ simpleResolvers: true, description: 'An organisation in a list, for example a child of a trust.' })
export class OrganisationEdge extends edgeOf(Organisation) {
  @Field(() => [Relationship], {
    description:
      'What joins the node to the organisation asked about, where one hop does, for example the RE6 of a site to its trust; [] elsewhere.',
  })
  relationships!: Relationship[];
}

@ObjectType({ simpleResolvers: true, description: 'A page of organisations, for example the children of a trust.' })
export class OrganisationConnection extends connectionOf(Organisation, OrganisationEdge) {}

@ObjectType({
  simpleResolvers: true,
  description: 'A relationship in a list, for example the RE6 of a branch surgery.',
})
export class RelationshipEdge extends edgeOf(Relationship) {}

@ObjectType({ simpleResolvers: true, description: 'A page of relationships, for example those of a practice.' })
export class RelationshipConnection extends connectionOf(Relationship, RelationshipEdge) {}

@ObjectType({ simpleResolvers: true, description: 'A change in a list, for example the closure of a practice.' })
export class ChangeEdge extends edgeOf(OrganisationChange) {}

@ObjectType({ simpleResolvers: true, description: 'A page of changes, for example those of a month.' })
export class ChangeConnection extends connectionOf(OrganisationChange, ChangeEdge) {}

@ObjectType({ simpleResolvers: true, description: 'A finding in a list, for example of an impossible date.' })
export class FindingEdge extends edgeOf(Finding) {}

@ObjectType({ simpleResolvers: true, description: 'A page of findings, for example those of one rule.' })
export class FindingConnection extends connectionOf(Finding, FindingEdge) {}
