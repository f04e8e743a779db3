import { byLink, startOf } from '../../ods/orders';
import type { LinkRow } from '../../ods/facts';
import type { Relationship } from '../../schema/relationship';
import type { Keyset } from '../cursor';
import { globalId } from '../identity/global-id';
import { DatedAt } from './dated';
import type { Moment } from '../moment';

/** A relationship as it was at a moment, read from the organisation `near`, which is one of its ends. */
export class RelationshipAt extends DatedAt<LinkRow> implements Relationship {
  constructor(
    row: LinkRow,
    moment: Moment,
    readonly near: string,
    readonly isOutgoing: boolean,
  ) {
    super(row, moment);
  }

  get id() {
    return globalId('Relationship', keyOfRelationship(this), this.moment);
  }
  get uniqueRelId() {
    return this.row.id;
  }
  get sourceCode() {
    return this.isOutgoing ? this.near : this.row.other;
  }
  get targetCode() {
    return this.isOutgoing ? this.row.other : this.near;
  }
}

/** Returns the key of a relationship in its release. The start belongs to it, because one uniqueRelId may occur twice. */
export function keyOfRelationship({ sourceCode, targetCode, row }: RelationshipAt): readonly string[] {
  return [sourceCode, row.type, targetCode, row.id, startOf(row)];
}

/** A link as one of its two organisations sees it. */
export interface LinkEnd {
  readonly row: LinkRow;
  readonly isOutgoing: boolean;
}

/** Orders by type, other code, start (none first), id; among equals outgoing comes first. */
export function compareRelationships(a: LinkEnd, b: LinkEnd): number {
  return byLink(a.row, b.row) || Number(b.isOutgoing) - Number(a.isOutgoing);
}

/** Returns the position of a relationship in the order of `compareRelationships`. */
export function keysetOfRelationship({ row, isOutgoing }: LinkEnd): Keyset {
  return [row.type, row.other, startOf(row), row.id, isOutgoing ? '0' : '1'];
}
