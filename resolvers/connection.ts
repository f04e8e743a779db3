import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import {
  ChangeConnection,
  FindingConnection,
  OrganisationConnection,
  RelationshipConnection,
} from '../schema/connection';
import type { Page } from '../domain/page';

@Resolver(() => OrganisationConnection)
export class OrganisationConnectionResolver {
  @FieldResolver(() => Int, { description: 'Length of the whole list, only counted when asked for, for example 107.' })
  totalCount(@Root() page: Page<unknown, unknown>) {
    return page.total();
  }
}

@Resolver(() => RelationshipConnection)
export class RelationshipConnectionResolver {
  @FieldResolver(() => Int, { description: 'Length of the whole list, only counted when asked for, for example 12.' })
  totalCount(@Root() page: Page<unknown, unknown>) {
    return page.total();
  }
}

@Resolver(() => ChangeConnection)
export class ChangeConnectionResolver {
  @FieldResolver(() => Int, {
    description:
      'Length of the whole list, only counted when asked for, for example 914: it compares every organisation that the releases touched.',
  })
  totalCount(@Root() page: Page<unknown, unknown>) {
    return page.total();
  }
}

@Resolver(() => FindingConnection)
export class FindingConnectionResolver {
  @FieldResolver(() => Int, { description: 'Length of the whole list, only counted when asked for, for example 223.' })
  totalCount(@Root() page: Page<unknown, unknown>) {
    return page.total();
  }
}
