import type { Level, OrganisationRef, Period } from '../graphql/types';
import { addressLines } from '../organisation/glance/address-lines';
import { noLevelText, noNetworkText, noPayeeText, payeeRuleText } from '../organisation/glance/words';
import { enumLabel, formatDate, formatPeriod, formatPeriods } from '../text/format';
import { openingText } from '../text/opening';
import type { Cell, Item } from './difference';
import type { Outgoing, RoleHeld, Side } from './types';
import { CELL } from './words';

/** Functions that return what one moment has of a line. */
const one = (text: string, key = text): Cell => ({ items: [{ key, text }], none: '' });

/** A text that the release may not have. */
export function published(text: string | null | undefined, { moment }: Side): Cell {
  return text ? one(text) : { items: [], none: CELL.notPublished(moment.release) };
}

export const nameCell = (side: Side): Cell => one(side.name);
export const kindsCell = ({ kinds }: Side): Cell => one(kinds.map(enumLabel).join(', '));
export const addressCell = (side: Side): Cell => published(addressLines(side.address).join('\n'), side);

export function contactsCell({ contacts, moment }: Side): Cell {
  const items = contacts.map(({ type, value }) => toItem(`${enumLabel(type)}: ${value}`));
  return { items, none: CELL.notPublished(moment.release) };
}

/** Open or closed on the day. The day itself is no difference, but the day that decided is one. */
export function openCell(side: Side): Cell {
  const text = openingText(side);
  return one(text, text.replace(formatDate(side.moment.date), ''));
}

export const periodCell = (period: Period | null): Cell =>
  period === null ? { items: [], none: CELL.noDates } : one(formatPeriod(period));

const toItem = (text: string): Item => ({ key: text, text });

/** Organisations as links; `note` follows a name and is part of what is compared. */
export function linksCell(
  of: readonly OrganisationRef[],
  none: string,
  note: (of: OrganisationRef) => string = () => '',
): Cell {
  return {
    items: of.map((to) => ({ key: `${to.code} ${note(to)}`, text: note(to), to })),
    none,
  };
}

/** The parents in a view: the query has one field for each view, for example `parentsCommissioning`. */
export function parentsCell(side: Side, view: string): Cell {
  const parents = (side as unknown as Record<string, readonly OrganisationRef[]>)[`parents${view}`] ?? [];
  return linksCell(parents, CELL.noParent(side.moment.date));
}

export const levelCell = (side: Side, field: 'commissioner' | 'system' | 'region'): Cell =>
  linksCell(side[field].organisations, noLevelText(side[field], side) + stoppedAtText(side[field], side));

/** Where a search upwards ended, unless that is the organisation itself. */
function stoppedAtText({ stoppedAt }: Pick<Level, 'stoppedAt'>, { code }: Side): string {
  if (stoppedAt === null || stoppedAt.code === code) return '';
  return CELL.stoppedAt(`${stoppedAt.name} ${stoppedAt.code}${stoppedAt.isActive ? '' : CELL.inactive}`);
}

export function networksCell(side: Side): Cell {
  const { networkMembership } = side;
  const networks = networkMembership.memberships.map(({ network }) => network);
  return linksCell(networks, noNetworkText(networkMembership, side) + stoppedAtText(networkMembership, side));
}

export function paidCell(side: Side): Cell {
  const { payees, reason, stoppedAt } = side.payment;
  const why = noPayeeText(reason ?? 'NO_PAYEE_RECORDED', { stoppedAt, organisation: side });
  const whyAt = why + stoppedAtText(side.payment, side);
  const items = payees.map(({ organisation, rule }): Item => {
    const paidAs = payeeRuleText(rule);
    const isItself = organisation.code === side.code;
    return {
      key: `${organisation.code} ${rule}`,
      text: isItself ? `${CELL.itself}: ${paidAs}` : `: ${paidAs}`,
      ...(isItself ? {} : { to: organisation }),
    };
  });
  return {
    items,
    none: CELL.nobodyPaid(whyAt),
    ...(reason === null ? {} : { note: CELL.nobodyMore(whyAt) }),
  };
}

export const countCell = (count: number, { moment }: Side): Cell => one(CELL.count(count, moment.date), String(count));

/** When a role was held, and whether on the day. */
export function roleCell(held: RoleHeld, { moment }: Side): Cell {
  const periods = [formatPeriods(held), ...(held.isPrimary ? [CELL.primary] : [])].join(', ');
  const on = held.isActive ? CELL.held(moment.date) : CELL.notHeld(moment.date);
  return one(`${periods}; ${on}`, `${periods} ${held.isActive}`);
}

/** The dates of a relationship, and whether it holds on the day. */
export function relationshipCell(link: Outgoing, { moment }: Side): Cell {
  const on = link.isActive ? CELL.inForce(moment.date) : CELL.notInForce(moment.date);
  return one(`${formatPeriods(link)}; ${on}`, `${formatPeriods(link)} ${link.isActive}`);
}

export const absentCell = ({ moment }: Side): Cell => ({ items: [], none: CELL.notInRelease(moment.release) });

/** A relationship that the other moment has. Where not every relationship was read, it may still be there. */
export function absentRelationshipCell(side: Side): Cell {
  const { nodes, totalCount } = side.relationships;
  if (totalCount <= nodes.length) return absentCell(side);
  return { items: [], none: CELL.notAmongFirst(nodes.length, totalCount), isUnread: true };
}

export function successionsCell(of: Side['predecessors'], { moment }: Side): Cell {
  const items = of.map(({ organisation, date }): Item => {
    const text = `, ${CELL.succession(date)}`;
    return { key: `${organisation.code} ${date ?? ''}`, text, to: organisation };
  });
  return { items, none: CELL.noSuccession(moment.release) };
}
