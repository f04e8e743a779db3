import type { Kind } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import type { LinkRow, StateRow } from '../../graph/keys';
import type { Hop } from './one-level';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Keyset } from '../cursor';
import { activeAt } from '../records/dated';
import { ofKinds } from '../../resolvers/kinds';
import type { Moment } from '../moment';
import { OrganisationAt, statesOf } from '../records/organisation';
import type { List } from '../page';
import { RelationshipAt } from '../records/relationship';

/** An organisation in a list, and the links that join it to the one asked about. */
export interface Listed {
  readonly state: StateRow;
  readonly links: readonly LinkRow[];
}

export interface ListedFilter {
  readonly kinds?: readonly Kind[] | null | undefined;
  readonly includeInactive?: boolean;
}

/** The ends of hops, each once, in the order of the hops. */
export function listed(hops: readonly Hop[], moment: Moment, loaders: Loaders): MaybePromise<Listed[]> {
  const links = new Map<string, LinkRow[]>();
  for (const { code, link } of hops) {
    const known = links.get(code);
    if (known) known.push(link);
    else links.set(code, [link]);
  }
  return when(statesOf([...links.keys()], moment, loaders), (states) =>
    states.map((state) => ({ state, links: links.get(state.code)! })),
  );
}

/** Those that are wanted: active on the date unless all are, and of the kinds. */
export function wanted(
  items: readonly Listed[],
  { kinds, includeInactive = false }: ListedFilter,
  moment: Moment,
  loaders: Loaders,
): MaybePromise<readonly Listed[]> {
  const open = includeInactive ? items : items.filter(({ state }) => activeAt(state, moment));
  return ofKinds(open, kinds, moment, loaders);
}

/** Organisations as they were at a moment. */
export function organisationsAt(items: readonly Listed[], moment: Moment): OrganisationAt[] {
  return items.map(({ state }) => new OrganisationAt(state, moment));
}

/** A list, in order already, of sources of links to `target`. */
export function listOf(
  items: readonly Listed[],
  keysetOf: (item: Listed) => Keyset,
  target: string,
  moment: Moment,
): List<Listed, OrganisationAt> {
  return {
    items,
    keysetOf,
    nodeOf: ({ state }) => new OrganisationAt(state, moment),
    linksOf: ({ links }) => links.map((link) => new RelationshipAt(link, moment, target, false)),
  };
}

export const nameAndCode = ({ state }: Listed): Keyset => [state.name, state.code];
export const codeAlone = ({ state }: Listed): Keyset => [state.code];

/** By name, then code, character by character. */
export function byName(a: Listed, b: Listed): number {
  if (a.state.name !== b.state.name) return a.state.name < b.state.name ? -1 : 1;
  return byCode(a, b);
}

/** By code, character by character. */
export function byCode(a: Listed, b: Listed): number {
  return a.state.code < b.state.code ? -1 : Number(a.state.code > b.state.code);
}
