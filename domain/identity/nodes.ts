import { badInput } from '../../errors';
import { all, when, type MaybePromise } from '../../maybe-promise';
import { startOf } from '../../ods/orders';
import type { Context } from '../context';
import { findingsOf } from '../findings/findings';
import type { FindingAt } from '../findings/finding';
import { within, type Moment } from '../moment';
import { keyOf, OrganisationAt, recordOf } from '../records/organisation';
import { RelationshipAt } from '../records/relationship';
import { rolesOf, type RoleHoldingAt } from '../records/roles';
import { readGlobalId, type NodeType } from './global-id';

/** An object that has a global id, at the moment of its id. */
export type NodeAt = OrganisationAt | RelationshipAt | RoleHoldingAt | FindingAt;

type Reader = (key: readonly string[], at: Moment, context: Context) => MaybePromise<NodeAt | null | undefined>;

const READERS: Readonly<Record<NodeType, Reader>> = {
  Organisation: ([code = '', text = '', distance = ''], at, { loaders }) =>
    when(recordOf(code, at, loaders), (found) => {
      if (!found || (text === '' && distance === '')) return found;
      return new OrganisationAt(found.state, at, text || null, distance === '' ? null : Number(distance));
    }),
  Relationship: ([source = '', type, target, id, start], at, { loaders }) =>
    when(loaders.outgoing.load(keyOf(source, at)), (rows) => {
      const row = rows.find((link) =>
        isEqual([link.type, link.other, link.id, startOf(link)], [type, target, id, start]),
      );
      return row && new RelationshipAt(row, at, source, true);
    }),
  RoleHolding: ([holder = '', role, id, start], at, { loaders }) =>
    when(rolesOf(holder, at, true, loaders), (roles) =>
      roles.find(({ row }) => isEqual([row.code, row.id, startOf(row)], [role, id, start])),
    ),
  Finding: ([rule, code = '', hash], at, { loaders }) =>
    when(findingsOf(code, at, loaders), (found) => found.find(({ row }) => row.rule === rule && row.hash === hash)),
};

function isEqual(parts: readonly string[], others: readonly (string | undefined)[]): boolean {
  return parts.every((part, index) => part === others[index]);
}

/**
 * Returns the object of each id, in order, at the moment of its id; null where the release has no such object.
 * Throws BAD_USER_INPUT for a text that is not an id, an id of a release that is not loaded, and too many ids.
 */
export function nodesOf(ids: readonly string[], context: Context): MaybePromise<(NodeAt | null)[]> {
  const max = context.limits.codes;
  if (ids.length < 1 || ids.length > max) throw badInput(`ids takes 1 to ${max} ids; got ${ids.length}.`);
  const nodes = ids
    .map(readGlobalId)
    .map(({ type, key, asOf }): MaybePromise<NodeAt | null> =>
      when(READERS[type](key, within(context.root, asOf, context), context), (node) => node ?? null),
    );
  return all(nodes);
}
