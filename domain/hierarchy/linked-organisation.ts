import type { Kind } from '../../ods/kinds';
import type { Loaders } from '../../graph/loaders';
import type { LinkRow, StateRow } from '../../ods/facts';
import { firstHopPerCode, type Hop } from './one-level';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Keyset } from '../cursor';
import { activeAt } from '../records/dated';
import { filterByKinds } from '../records/kinds';
import type { Moment } from '../moment';
import { OrganisationAt, stateWithoutRecord } from '../records/organisation';
import type { List } from '../page';
import { RelationshipAt } from '../records/relationship';

/** An organisation in a list, with the links that join it to the organisation whose list it is. */
export interface LinkedOrganisation {
  readonly state: StateRow;
  readonly links: readonly LinkRow[];
}

export interface OrganisationFilter {
  readonly kinds?: readonly Kind[] | null | undefined;
  readonly includeInactive?: boolean;
}

/** Returns the organisations that hops lead to, each once, in the order of the hops. */
export function toLinkedOrganisations(hops: readonly Hop[], { work }: Loaders): MaybePromise<LinkedOrganisation[]> {
  const links = linksByCode(hops);
  return work.map(firstHopPerCode(hops), ({ code, state }) => ({
    state: state ?? stateWithoutRecord(code),
    links: links.get(code)!,
  }));
}

/** Returns the links that lead to each code, in the order of the hops. */
export function linksByCode(hops: readonly Hop[]): ReadonlyMap<string, readonly LinkRow[]> {
  const links = new Map<string, LinkRow[]>();
  for (const { code, link } of hops) {
    const list = links.get(code);
    if (list) list.push(link);
    else links.set(code, [link]);
  }
  return links;
}

/** Returns the organisations of the kinds that are active on the date; with `includeInactive` also inactive ones. */
export function filterOrganisations(
  items: readonly LinkedOrganisation[],
  { kinds, includeInactive = false }: OrganisationFilter,
  moment: Moment,
  loaders: Loaders,
): MaybePromise<readonly LinkedOrganisation[]> {
  const candidates = includeInactive ? items : loaders.work.filter(items, ({ state }) => activeAt(state, moment));
  return when(candidates, (found) => filterByKinds(found, kinds, moment, loaders));
}

export function organisationsAt(items: readonly LinkedOrganisation[], moment: Moment): OrganisationAt[] {
  return items.map(({ state }) => new OrganisationAt(state, moment));
}

/** Makes a list for paging from sorted items, which are sources of links to `target`. */
export function toList(
  items: readonly LinkedOrganisation[],
  keysetOf: (item: LinkedOrganisation) => Keyset,
  target: string,
  moment: Moment,
): List<LinkedOrganisation, OrganisationAt> {
  return {
    items,
    keysetOf,
    nodeOf: ({ state }) => new OrganisationAt(state, moment),
    linksOf: ({ links }) => links.map((link) => new RelationshipAt(link, moment, target, false)),
  };
}

export const keysetByName = ({ state }: LinkedOrganisation): Keyset => [state.name, state.code];
export const keysetByCode = ({ state }: LinkedOrganisation): Keyset => [state.code];

/** Orders by name, then code, by UTF-16 code units, so that every server returns the same order. */
export function compareByName(a: LinkedOrganisation, b: LinkedOrganisation): number {
  if (a.state.name !== b.state.name) return a.state.name < b.state.name ? -1 : 1;
  return compareByCode(a, b);
}

export function compareByCode(a: LinkedOrganisation, b: LinkedOrganisation): number {
  return a.state.code < b.state.code ? -1 : Number(a.state.code > b.state.code);
}
