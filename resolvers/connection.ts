import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { OrganisationConnection, OrganisationEdge, RelationshipConnection } from '../schema/connection';
import { Relationship } from '../schema/relationship';
import type { OrganisationAt } from './organisation-at';
import type { Page, PageEdge } from './page';
import type { RelationshipAt } from './relationship-at';

/** An organisation in a list, with what joins it to the organisation asked about, where one hop does. */
export interface Listed {
  readonly organisation: OrganisationAt;
  readonly links: readonly RelationshipAt[];
}

@Resolver(() => OrganisationConnection)
export class OrganisationConnectionResolver {
  @FieldResolver(() => Int, { description: 'Length of the whole list, only counted when asked for, for example 107.' })
  totalCount(@Root() page: Page<Listed, OrganisationAt>) {
    return page.total();
  }
}

@Resolver(() => OrganisationEdge)
export class OrganisationEdgeResolver {
  @FieldResolver(() => [Relationship], {
    description: 'What joins the node to the organisation asked about, where one hop does, for example its RE6.',
  })
  relationships(@Root() { item }: PageEdge<Listed, OrganisationAt>) {
    return item.links;
  }
}

@Resolver(() => RelationshipConnection)
export class RelationshipConnectionResolver {
  @FieldResolver(() => Int, { description: 'Length of the whole list, only counted when asked for, for example 12.' })
  totalCount(@Root() page: Page<RelationshipAt, RelationshipAt>) {
    return page.total();
  }
}
