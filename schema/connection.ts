import { Directive, Field, ObjectType } from 'type-graphql';
import { OrganisationChange } from './change';
import { TermMeaning } from './enums';
import { Finding } from './finding';
import { Organisation } from './organisation';
import { Relationship } from './relationship';

/** The pages of lists, as the GraphQL cursor connections specification describes them. */
@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'The position of a page in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is a next page. With `last`: whether `before` was given.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether `after` was given, that is, whether this is not the first page. With `last`: whether there is a page before it.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first node: the `before` of the page before it. Null if the page is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last node: the `after` of the next page. Null if the page is empty.',
  })
  endCursor!: string | null;
}

type Class<T> = new () => T;

/** Returns the base class of an edge: a node of a page with its cursor. */
function edgeOf<Node extends object>(Node: Class<Node>) {
  @ObjectType({ simpleResolvers: true })
  abstract class Edge {
    @Field(() => String, { description: 'The opaque cursor of the node.' })
    cursor!: string;

    @Field(() => Node, { description: 'The node of this edge.' })
    node!: Node;
  }
  return Edge;
}

/** Returns the base class of a page. A resolver adds `totalCount`, which is counted only if it is selected. */
function connectionOf<Node extends object, Edge extends object>(Node: Class<Node>, Edge: Class<Edge>) {
  @ObjectType({ simpleResolvers: true })
  abstract class Connection {
    @Field(() => [Edge], { description: 'The nodes of the page with their cursors.' })
    edges!: Edge[];

    @Field(() => [Node], { description: 'The nodes of the page, without their cursors.' })
    nodes!: Node[];

    @Field(() => PageInfo, { description: 'The position of the page in the list.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}

@ObjectType({ simpleResolvers: true, description: 'An organisation in a page of organisations.' })
export class OrganisationEdge extends edgeOf(Organisation) {
  @Field(() => [Relationship], {
    description:
      'The relationships that join the node to the parent organisation, if they are one hop apart, for example the RE6 of a site to its trust. Otherwise empty.',
  })
  relationships!: Relationship[];
}

@ObjectType({ simpleResolvers: true, description: 'A page of organisations.' })
export class OrganisationConnection extends connectionOf(Organisation, OrganisationEdge) {}

@ObjectType({ simpleResolvers: true, description: 'A relationship in a page of relationships.' })
export class RelationshipEdge extends edgeOf(Relationship) {}

@ObjectType({ simpleResolvers: true, description: 'A page of relationships.' })
export class RelationshipConnection extends connectionOf(Relationship, RelationshipEdge) {}

@ObjectType({ simpleResolvers: true, description: 'A change in a page of changes.' })
export class ChangeEdge extends edgeOf(OrganisationChange) {}

@ObjectType({ simpleResolvers: true, description: 'A page of changes.' })
export class ChangeConnection extends connectionOf(OrganisationChange, ChangeEdge) {}

@ObjectType({ simpleResolvers: true, description: 'A finding in a page of findings.' })
export class FindingEdge extends edgeOf(Finding) {}

@ObjectType({ simpleResolvers: true, description: 'A page of findings.' })
export class FindingConnection extends connectionOf(Finding, FindingEdge) {}

@ObjectType({ simpleResolvers: true, description: 'How a search understood one part of its text.' })
export class UnderstoodTerm {
  @Field(() => String, { description: "The part, in lower case, for example 'mc' or 'so23 8'." })
  text!: string;

  @Field(() => TermMeaning, { description: 'What it was taken for.' })
  meaning!: TermMeaning;

  @Field(() => [String], {
    description: "The words that were searched for it, in their normal form, for example ['medical', 'centre'].",
  })
  words!: readonly string[];
}
