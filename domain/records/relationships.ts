import type { LinkRow } from '../../ods/facts';
import { both, when, type MaybePromise } from '../../maybe-promise';
import type { WorkBudget } from '../../work-budget';
import type { RelationshipsArgs } from '../../schema/arguments';
import type { LinkDirection } from '../../schema/enums';
import { toCodeFilter } from '../codes';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { pageOf, cursorScope, type Page } from '../page';
import { activeAt } from './dated';
import { keyOf } from './organisation';
import { compareRelationships, keysetOfRelationship, RelationshipAt, type LinkEnd } from './relationship';

/**
 * Returns a page of an organisation's relationships, by type, other code, start, id.
 * Throws BAD_USER_INPUT for too many types or a bad page size, INVALID_CURSOR.
 */
export function relationshipsPage(
  code: string,
  at: Moment,
  args: RelationshipsArgs,
  context: Context,
): MaybePromise<Page<LinkEnd, RelationshipAt>> {
  const { direction, includeInactive } = args;
  const types = toCodeFilter(args.types, 'types', context.limits.codes);
  const scope = cursorScope('relationships', at, code, types, direction, includeInactive);
  const known = types?.filter((type) => context.linkTypes.includes(type));
  const name = `relationships ${known?.join() ?? 'all'} ${direction ?? ''} ${includeInactive}`;
  const links = context.memo.list<LinkEnd>(name, code, at, () => {
    const [outgoing, incoming] = loadLinks(code, at, direction, types, context);
    return both(outgoing, incoming, (up, down) => {
      const matches = ({ row }: LinkEnd) =>
        (types === null || types.includes(row.type)) && (includeInactive || activeAt(row, at));
      return sortedLinks(code, [up, ...down], matches, context.loaders.work);
    });
  });
  return when(links, (items) => {
    const nodeOf = ({ row, isOutgoing }: LinkEnd) => new RelationshipAt(row, at, code, isOutgoing);
    const list = { items, keysetOf: keysetOfRelationship, nodeOf };
    return pageOf(list, args, scope, context);
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
    direction === 'UP' ? [] : loaders.incoming.loadMany(incomingTypes.map((type) => ({ type, ...key }))),
  ];
}

/**
 * Returns the links that match, in order; `lists` are the outgoing links and those of each incoming type. A link from an
 * organisation to itself appears once, as outgoing.
 */
function sortedLinks(
  code: string,
  lists: readonly (readonly LinkRow[])[],
  matches: (link: LinkEnd) => boolean,
  work: WorkBudget,
): MaybePromise<readonly LinkEnd[]> {
  const hasOutgoing = lists[0]!.length > 0;
  const found: LinkEnd[] = [];
  const visitOf = (rows: readonly LinkRow[], isOutgoing: boolean) => (at: number) => {
    const row = rows[at]!;
    const link = { row, isOutgoing };
    const isRepeated = !isOutgoing && hasOutgoing && row.other === code;
    if (!isRepeated && matches(link)) found.push(link);
  };
  const visited = work.mapInTurn(lists, (rows, index) => work.each(rows.length, visitOf(rows, index === 0)));
  return when(visited, () => work.sort(found, compareRelationships));
}
