import type { LinkRow } from '../../ods/facts';
import { both, type MaybePromise } from '../../maybe-promise';
import type { RelationshipsArgs } from '../../schema/arguments';
import type { LinkDirection } from '../../schema/enums';
import { toCodeFilter } from '../codes';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { pageOf, cursorScope, type Page } from '../page';
import { activeAt } from './dated';
import { keyOf } from './organisation';
import { compareRelationships, keysetOfRelationship, RelationshipAt } from './relationship';

/**
 * Returns a page of an organisation's relationships, by type, other code, start, id.
 * Throws BAD_USER_INPUT for too many types or a bad page size, INVALID_CURSOR.
 */
export function relationshipsPage(
  code: string,
  at: Moment,
  args: RelationshipsArgs,
  context: Context,
): MaybePromise<Page<RelationshipAt, RelationshipAt>> {
  const { direction, includeInactive } = args;
  const types = toCodeFilter(args.types, 'types', context.limits.codes);
  const scope = cursorScope('relationships', at, code, types, direction, includeInactive);
  const [outgoing, incoming] = loadLinks(code, at, direction, types, context);
  return both(outgoing, incoming, (up, down) => {
    const items = toRelationships(code, at, up, down.flat()).filter(
      ({ row }) => (types === null || types.includes(row.type)) && (includeInactive || activeAt(row, at)),
    );
    return pageOf({ items, keysetOf: keysetOfRelationship, nodeOf: (item) => item }, args, scope, context);
  });
}

type Links = MaybePromise<readonly LinkRow[]>;

/** Loads outgoing links of every type, because they have one key, and incoming links of the given types. */
function loadLinks(
  code: string,
  at: Moment,
  direction: LinkDirection | null | undefined,
  types: readonly string[] | null,
  { loaders, linkTypes }: Context,
): [outgoing: Links, incoming: MaybePromise<readonly (readonly LinkRow[])[]>] {
  const key = keyOf(code, at);
  const incomingTypes = linkTypes.filter((type) => types === null || types.includes(type));
  return [
    direction === 'DOWN' ? [] : loaders.outgoing.load(key),
    direction === 'UP' ? [] : loaders.incoming.loadMany(incomingTypes.map((type) => ({ ...key, type }))),
  ];
}

/** Returns the relationships in order. A link from an organisation to itself appears once, as outgoing. */
function toRelationships(
  code: string,
  at: Moment,
  outgoing: readonly LinkRow[],
  incoming: readonly LinkRow[],
): RelationshipAt[] {
  const others = outgoing.length > 0 ? incoming.filter(({ other }) => other !== code) : incoming;
  return [
    ...outgoing.map((row) => new RelationshipAt(row, at, code, true)),
    ...others.map((row) => new RelationshipAt(row, at, code, false)),
  ].sort(compareRelationships);
}
