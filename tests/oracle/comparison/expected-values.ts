/** What the oracle expects of the fields of Organisation, in the form that the API returns. */
import { belongsTo } from '../belongs-to';
import { belongsToLevel, type Level } from '../levels';
import { active, basisUsed, covers, isCalendarDay, type Dated, type Period } from '../dates';
import { compare, entry, parents, type Moment } from '../hierarchy';
import type { Kind } from '../kinds';
import { payment } from '../payment';
import type { Link } from '../reading/record';
import type { Succession } from '../reading/release';
import { tree, type TreeArguments } from '../tree';
import type { View } from '../views';

/** Page size of the queries. */
export const PAGE = 200;
export const codes = (all: readonly string[]) => all.map((code) => ({ code }));
export const page = (all: readonly string[]) => ({ totalCount: all.length, nodes: codes(all.slice(0, PAGE)) });

export function belongingOf(on: Moment, code: string, kind: Kind, view: View) {
  return answerOf(belongsTo(on, code, kind, view));
}

export function levelOf(on: Moment, code: string, level: Level, view: View) {
  return answerOf(belongsToLevel(on, code, level, view));
}

function answerOf({ organisations, reason, stoppedAt, lengths }: ReturnType<typeof belongsToLevel>) {
  return {
    organisations: codes(organisations),
    reason,
    stoppedAt: stoppedAt === null ? null : { code: stoppedAt },
    paths: lengths.map((length) => ({ length })),
  };
}

export function paymentOf(on: Moment, code: string) {
  const { payees, reason, stoppedAt } = payment(on, code);
  return {
    payees: payees.map(({ code: paid, rule, types }) => ({
      organisation: { code: paid },
      rule,
      path: { length: types.length, hops: types.map((type) => ({ type: { code: type } })) },
    })),
    reason,
    stoppedAt: stoppedAt === null ? null : { code: stoppedAt },
  };
}

export function treeOf(on: Moment, code: string, args: TreeArguments) {
  const { nodes, edges, truncated, hasCycle } = tree(on, code, args);
  const organisations = nodes.map(({ code: each, ...node }) => ({ organisation: { code: each }, ...node }));
  return { nodes: organisations, edges, truncated, hasCycle };
}

/** The hops of a path in their stored direction: from the lower to the upper organisation. */
export function hopsOf(on: Moment, path: readonly string[], view: View) {
  return path.slice(1).map((next, at) => {
    const [one, other] = [{ code: path[at] }, { code: next }];
    const isUp = parents(on, path[at] as string, view).includes(next);
    return isUp ? { source: one, target: other } : { source: other, target: one };
  });
}

export const succession = ({ date, forward }: Succession, code: string) => ({
  organisation: { code },
  date: shownDate(date),
  forward,
});

/** An impossible date is not shown. */
const shownDate = (date: string | null) => (date !== null && isCalendarDay(date) ? date : null);

/** Of several periods of a basis, returns the one that covers the date, else the last. */
export function periodsOn({ operational, legal }: Dated, date: string) {
  const select = (own: readonly Period[]) => own.find((period) => covers(period, date)) ?? own.at(-1) ?? null;
  const shown = (period: Period | null) => period && { start: shownDate(period.start), end: shownDate(period.end) };
  return { operational: shown(select(operational)), legal: shown(select(legal)) };
}

export function recordOf(on: Moment, code: string) {
  const { name, recordClass, status, lastChanged, refOnly, unresolved, primaryRole, contacts, address } = entry(
    on,
    code,
  );
  return {
    name,
    recordClass,
    status,
    lastChanged: shownDate(lastChanged),
    isReferenceOnly: refOnly,
    isUnresolved: unresolved,
    primaryRole: primaryRole === null ? null : { code: primaryRole },
    contacts,
    address: address && {
      lines: [address['AddrLn1'], address['AddrLn2'], address['AddrLn3']].filter((line) => line),
      town: address['Town'],
      county: address['County'],
      postcode: address['PostCode'],
      country: address['Country'],
      uprn: address['UPRN'],
    },
  };
}

export function rolesOf(on: Moment, code: string, includeInactive: boolean) {
  return entry(on, code)
    .roles.filter((held) => includeInactive || active(held, on))
    .sort(
      (a, b) =>
        Number(b.isPrimary) - Number(a.isPrimary) ||
        compare(a.code, b.code) ||
        compare(firstStart(a), firstStart(b)) ||
        compare(a.id, b.id),
    )
    .map((held) => ({
      id: held.id,
      role: { code: held.code },
      isPrimary: held.isPrimary,
      status: held.status,
      isActive: active(held, on),
      ...periodsOn(held, on.date),
    }));
}

export interface LinkArguments {
  readonly direction: string | null;
  readonly includeInactive: boolean;
  readonly types?: readonly string[];
}

/** The relationships of an organisation in both directions or one, in the order of the API. */
export function linksOf(on: Moment, code: string, { direction, includeInactive, types = [] }: LinkArguments): Link[] {
  const up = direction === 'DOWN' ? [] : entry(on, code).links;
  const down = direction === 'UP' ? [] : (on.release.incoming.get(code) ?? []);
  const keyed = [
    ...up.map((link) => [link.target, link] as const),
    ...down.filter((link) => !up.includes(link)).map((link) => [link.source, link] as const),
  ];
  return keyed
    .filter(([, link]) => includeInactive || active(link, on))
    .filter(([, { type }]) => types.length === 0 || types.includes(type))
    .sort(([a, one], [b, other]) => byTypeOtherStartId(a, one, b, other))
    .map(([, link]) => link);
}

export function relationshipsOf(on: Moment, code: string, args: LinkArguments) {
  const found = linksOf(on, code, args);
  return {
    totalCount: found.length,
    nodes: found.slice(0, PAGE).map((link) => ({
      id: link.id,
      type: { code: link.type },
      source: { code: link.source },
      target: { code: link.target },
      status: link.status,
      isActive: active(link, on),
      basisUsed: basisUsed(link, on.basis),
    })),
  };
}

function byTypeOtherStartId(a: string, one: Link, b: string, other: Link): number {
  return (
    compare(one.type, other.type) ||
    compare(a, b) ||
    compare(firstStart(one), firstStart(other)) ||
    compare(one.id, other.id)
  );
}

const firstStart = ({ operational, legal }: Dated) => (operational[0] ?? legal[0])?.start ?? '';
