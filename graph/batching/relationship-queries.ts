import type { LinkRow, RelationshipRow } from '../../ods/facts';
import { byLink } from '../../ods/orders';
import type { ChangeEpochs } from '../cache/change-epochs';
import type { FactCache } from '../cache/fact-cache';
import { incomingStore, organisationStore, releaseStore } from '../cache/fact-stores';
import type { Graph, Statement } from '../graph';
import type { RelationshipKey } from '../keys';
import { many, packed } from './batch-functions';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { toRelationship } from './decode-rows';
import { positionIn, unpackLink } from './packed-links';
import { typedIncoming, typedOutgoing, typedRelationship } from './typed-relationships';

const LINKS = { positionIn, unpack: unpackLink };

type RelationshipQueries = Pick<BatchQueries, 'outgoing' | 'incoming' | 'relationship'>;

interface RelationshipQueriesSettings {
  readonly graph: Graph;
  readonly queries: Readonly<Record<keyof RelationshipQueries, Statement>>;
  readonly cache: FactCache;
  readonly changeEpochs: ChangeEpochs;
  readonly linkTypes: () => readonly string[];
}

/** The batch queries for relationships. Their statements are built for the relationship types of the loaded releases. */
export function relationshipQueries(
  { graph, queries, cache, changeEpochs, linkTypes }: RelationshipQueriesSettings,
  { query }: Pick<BatchQueryBuilder, 'query'>,
): RelationshipQueries {
  const incoming = typedIncoming(queries.incoming, linkTypes);
  const { toParameters } = incoming;
  return {
    outgoing: query(
      'outgoing',
      organisationStore(cache, changeEpochs),
      packed(graph, typedOutgoing(queries.outgoing, linkTypes), LINKS, { order: byLink }),
    ),
    incoming: query(
      'incoming',
      incomingStore<LinkRow>(cache, changeEpochs, linkTypes),
      packed(graph, incoming.statement, LINKS, { order: byLink, toParameters }),
    ),
    relationship: query(
      'relationship',
      releaseStore<RelationshipKey, readonly RelationshipRow[]>(cache, ({ id }) => id),
      many(graph, typedRelationship(queries.relationship, linkTypes), toRelationship, { order: byLink }),
    ),
  };
}
