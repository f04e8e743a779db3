import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import {
  ChangeConnection,
  FindingConnection,
  OrganisationConnection,
  RelationshipConnection,
  UnderstoodTerm,
} from '../schema/connection';
import { ChangeGroupCount } from '../schema/changes/group';
import type { ChangePage } from '../domain/changes/changes';
import type { Page } from '../domain/page';

@Resolver(() => OrganisationConnection)
export class OrganisationConnectionResolver {
  @FieldResolver(() => Int, { description: 'The length of the whole list. It is counted only when selected.' })
  totalCount(@Root() page: Page<unknown, unknown>) {
    return page.total();
  }

  @FieldResolver(() => [UnderstoodTerm], {
    nullable: true,
    description: 'How the text of a `search` was understood, part by part. Null for any other list.',
  })
  understood(@Root() page: Page<unknown, unknown>) {
    return page.understood?.() ?? null;
  }
}

@Resolver(() => RelationshipConnection)
export class RelationshipConnectionResolver {
  @FieldResolver(() => Int, { description: 'The length of the whole list. It is counted only when selected.' })
  totalCount(@Root() page: Page<unknown, unknown>) {
    return page.total();
  }
}

@Resolver(() => ChangeConnection)
export class ChangeConnectionResolver {
  @FieldResolver(() => Int, {
    description:
      'The length of the whole list. It is counted only when selected, by comparing every organisation that changed between the releases.',
  })
  totalCount(@Root() page: Page<unknown, unknown>) {
    return page.total();
  }

  @FieldResolver(() => [ChangeGroupCount], {
    description:
      'The number of changed organisations in each group, in the order of the groups, also where there is none. The arguments `kinds`, `code` and `within` restrict what is counted, `groups` does not. ENTERED and LEFT are counted only with `within`.',
  })
  groupCounts(@Root() page: ChangePage) {
    return page.groupCounts();
  }
}

@Resolver(() => FindingConnection)
export class FindingConnectionResolver {
  @FieldResolver(() => Int, { description: 'The length of the whole list. It is counted only when selected.' })
  totalCount(@Root() page: Page<unknown, unknown>) {
    return page.total();
  }
}
