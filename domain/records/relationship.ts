import { byLink, startOf } from '../../ods/orders';
import type { LinkRow } from '../../graph/keys';
import type { Relationship } from '../../schema/relationship';
import type { Keyset } from '../cursor';
import { DatedAt } from './dated';
import type { Moment } from '../moment';

/** A relationship as it was at a moment, seen from the organisation `near` at one end of it. */
export class RelationshipAt extends DatedAt<LinkRow> implements Relationship {
  constructor(
    row: LinkRow,
    moment: Moment,
    readonly near: string,
    readonly isOutgoing: boolean,
  ) {
    super(row, moment);
  }

  get sourceCode() {
    return this.isOutgoing ? this.near : this.row.other;
  }
  get targetCode() {
    return this.isOutgoing ? this.row.other : this.near;
  }
}

/** By type, other code, start (none first), id; of two that are the same in all of it the outgoing one is first. */
export function compareRelationships(a: RelationshipAt, b: RelationshipAt): number {
  return byLink(a.row, b.row) || Number(b.isOutgoing) - Number(a.isOutgoing);
}

/** The place of a relationship in that order. */
export function keysetOfRelationship({ row, isOutgoing }: RelationshipAt): Keyset {
  return [row.type, row.other, startOf(row), row.id, isOutgoing ? '0' : '1'];
}
