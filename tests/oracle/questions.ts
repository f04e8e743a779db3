import { basisUsed, active, covers, type Dated, type Period } from './dates';
import { pick, type About, type Drawn, type Random } from './draw';
import { KINDS, type Kind } from './kinds';
import { predecessors, resolve, successors } from './succession';
import { everHadLink, VIEWS, type View } from './views';
import {
  ancestors,
  children,
  compare,
  descendants,
  entry,
  isActive,
  kinds,
  members,
  networks,
  parents,
  type Ground,
} from './walk';
import { belongsTo } from './belonging';
import { payment } from './payment';
import { paths, tree, type TreeQuestion } from './tree';
import type { Link } from './record';
import type { Succession } from './release';

/** The arguments of a field, with their GraphQL types. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A field of Organisation as it is asked and as the oracle answers it. */
export interface Question {
  /** The field, of Organisation or of Query, which must exist for the question to be asked. */
  readonly field: string;
  /** How a field of Query is asked, with `#` for the code and `%` for the moment. */
  readonly root?: string;
  readonly share: number;
  /** Its arguments and their types: `{ view: 'HierarchyView!' }`. */
  readonly types?: Readonly<Record<string, string>>;
  readonly draw?: (random: Random, about: Drawn) => Arguments;
  readonly about?: About;
  /** What is asked of the field, with its arguments in place of `@`. */
  readonly selection: string;
  readonly answer: (on: Ground, code: string, given: never) => unknown;
  /** The API's answer as it is compared, where the order of something is nobody's promise. */
  readonly read?: (api: never) => unknown;
}

interface Viewed {
  readonly view: View;
  readonly kinds: readonly Kind[];
  readonly includeInactive: boolean;
  readonly maxDepth: number;
  readonly kind: Kind;
}

const PAGE = 200;
const codes = (all: readonly string[]) => all.map((code) => ({ code }));
const page = (all: readonly string[]) => ({ totalCount: all.length, nodes: codes(all.slice(0, PAGE)) });

/** Three times in four a view in which something leads up from it, or down from it, on some day. */
const drawView =
  (direction: 'UP' | 'DOWN') =>
  (random: Random, { release, code, ...at }: Drawn) => {
    const below = (release.incoming.get(code) ?? []).slice(0, 20).map(({ source }) => source);
    const from = direction === 'UP' ? [code] : below;
    const apt = VIEWS.filter((view) => from.some((each) => everHadLink(release, each, view, at)));
    return { view: apt.length > 0 && random() < 0.75 ? pick(random, apt) : pick(random, VIEWS) };
  };
export const drawUp = drawView('UP');
export const drawDown = drawView('DOWN');
export const drawKinds = (random: Random) =>
  random() < 0.6 ? [] : [...new Set([pick(random, KINDS), pick(random, KINDS), pick(random, ['GP_PRACTICE', 'PCN'])])];

/** Fields that answer about one organisation. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  isActive: {
    field: 'isActive',
    share: 2_000,
    selection: 'isActive basisUsed operational { start end } legal { start end }',
    answer: (on, code) => ({
      isActive: isActive(on, code),
      basisUsed: basisUsed(entry(on, code), on.basis),
      ...periodsShown(entry(on, code), on.date),
    }),
  },
  record: {
    field: 'name',
    share: 1_500,
    selection:
      'name recordClass status lastChanged isReferenceOnly isUnresolved primaryRole { code } contacts { type value } address { lines town county postcode country uprn }',
    answer: (on, code) => recordOf(on, code),
  },
  roles: {
    field: 'roles',
    share: 1_500,
    types: { includeInactive: 'Boolean!' },
    draw: (random) => ({ includeInactive: random() < 0.5 }),
    selection: 'roles(@) { id role { code } isPrimary status isActive operational { start end } legal { start end } }',
    answer: (on, code, { includeInactive }: Viewed) => ({ roles: rolesOf(on, code, includeInactive) }),
  },
  kinds: {
    field: 'kinds',
    share: 2_500,
    selection: 'kinds',
    answer: (on, code) => ({ kinds: kinds(on, code) }),
  },
  relationships: {
    field: 'relationships',
    share: 500,
    types: { direction: 'LinkDirection', includeInactive: 'Boolean!' },
    draw: (random) => ({ direction: pick(random, ['UP', 'DOWN', null]), includeInactive: random() < 0.5 }),
    selection: `relationships(@, first: ${PAGE}) { totalCount nodes { id type { code } source { code } target { code } status isActive basisUsed } }`,
    answer: (on, code, given: { direction: string | null; includeInactive: boolean }) => ({
      relationships: relationshipsOf(on, code, given),
    }),
  },
  parents: {
    field: 'parents',
    share: 4_000,
    types: { view: 'HierarchyView!' },
    draw: drawUp,
    selection: 'parents(@) { code isActive }',
    answer: (on, code, { view }: Viewed) => ({
      parents: parents(on, code, view).map((parent) => ({ code: parent, isActive: isActive(on, parent) })),
    }),
  },
  children: {
    field: 'children',
    share: 1_000,
    types: { view: 'HierarchyView!', kinds: '[OrganisationKind!]', includeInactive: 'Boolean!' },
    about: 'above',
    draw: (random, asked) => ({
      ...drawDown(random, asked),
      kinds: drawKinds(random),
      includeInactive: random() < 0.3,
    }),
    selection: `children(@, first: ${PAGE}) { totalCount nodes { code } }`,
    answer: (on, code, { view, ...wanted }: Viewed) => ({ children: page(children(on, code, view, wanted)) }),
  },
  childCount: {
    field: 'childCount',
    share: 1_000,
    types: { view: 'HierarchyView!', kinds: '[OrganisationKind!]' },
    about: 'above',
    draw: (random, asked) => ({ ...drawDown(random, asked), kinds: drawKinds(random) }),
    selection: 'childCount(@)',
    answer: (on, code, { view, kinds }: Viewed) => ({ childCount: children(on, code, view, { kinds }).length }),
  },
  networks: {
    field: 'networks',
    share: 2_000,
    about: 'member',
    selection: 'networks { code }',
    answer: (on, code) => ({ networks: codes(networks(on, code)) }),
  },
  members: {
    field: 'members',
    share: 1_500,
    about: 'above',
    types: { includeInactive: 'Boolean!' },
    draw: (random) => ({ includeInactive: random() < 0.3 }),
    selection: `members(@, first: ${PAGE}) { totalCount nodes { code } }`,
    answer: (on, code, wanted: Viewed) => ({ members: page(members(on, code, wanted)) }),
  },
  successions: {
    field: 'successors',
    about: 'succeeded',
    share: 2_000,
    selection: 'predecessors { organisation { code } date forward } successors { organisation { code } date forward }',
    answer: (on, code) => ({
      predecessors: predecessors(on, code).map((one) => succession(one, one.predecessor)),
      successors: successors(on, code).map((one) => succession(one, one.successor)),
    }),
  },
  becameNow: {
    field: 'becameNow',
    about: 'succeeded',
    share: 2_000,
    selection: 'becameNow { code }',
    answer: (on, code) => ({ becameNow: codes(resolve(on, code).current) }),
  },
  ancestors: {
    field: 'ancestors',
    share: 1_500,
    types: { view: 'HierarchyView!', maxDepth: 'Int!' },
    draw: (random, asked) => ({ ...drawUp(random, asked), maxDepth: pick(random, [1, 2, 3, 12, 25]) }),
    selection: 'ancestors(@) { code }',
    answer: (on, code, { view, maxDepth }: Viewed) => ({ ancestors: codes(ancestors(on, code, view, maxDepth)) }),
  },
  descendants: {
    field: 'descendants',
    share: 500,
    types: { view: 'HierarchyView!', kinds: '[OrganisationKind!]', maxDepth: 'Int!' },
    about: 'above',
    draw: (random, asked) => ({
      ...drawDown(random, asked),
      kinds: drawKinds(random),
      maxDepth: pick(random, [1, 2, 3, 12, 25]),
    }),
    selection: `descendants(@, first: ${PAGE}) { totalCount nodes { code } }`,
    answer: (on, code, { view, ...wanted }: Viewed) => ({ descendants: page(descendants(on, code, view, wanted)) }),
  },
  descendantCodes: {
    field: 'descendantCodes',
    share: 200,
    types: { view: 'HierarchyView!', kinds: '[OrganisationKind!]' },
    about: 'above',
    draw: (random, asked) => ({ ...drawDown(random, asked), kinds: drawKinds(random) }),
    selection: 'descendantCodes(@)',
    answer: (on, code, { view, kinds }: Viewed) => ({ descendantCodes: descendants(on, code, view, { kinds }) }),
  },
  belongsTo: {
    field: 'belongsTo',
    share: 4_000,
    types: { kind: 'OrganisationKind!', view: 'HierarchyView!' },
    draw: (random, asked) => ({
      kind: pick(random, random() < 0.6 ? (['STP', 'ICB', 'REGION', 'SUB_ICB_LOCATION', 'PCN'] as const) : KINDS),
      view: random() < 0.4 ? 'REPORTING' : drawUp(random, asked).view,
    }),
    selection: 'belongsTo(@) { organisations { code } reason stoppedAt { code } paths { length } }',
    answer: (on, code, { kind, view }: Viewed) => ({ belongsTo: belongingOf(on, code, kind, view) }),
  },
  payment: {
    field: 'payment',
    share: 2_000,
    selection:
      'payment { payees { organisation { code } rule path { length hops { type { code } } } } reason stoppedAt { code } }',
    answer: (on, code) => ({ payment: paymentOf(on, code) }),
  },
  tree: {
    field: 'tree',
    share: 300,
    types: { view: 'HierarchyView!', direction: 'LinkDirection!', kinds: '[OrganisationKind!]', maxDepth: 'Int!' },
    about: 'above',
    draw: (random, asked) => ({
      ...pick(random, [
        { ...drawUp(random, asked), direction: 'UP' },
        { ...drawDown(random, asked), direction: 'DOWN' },
        { ...drawDown(random, asked), direction: 'DOWN' },
      ]),
      kinds: drawKinds(random),
      maxDepth: pick(random, [1, 2, 12]),
    }),
    selection:
      'tree(@) { nodes { organisation { code } depth parentCodes childCount } edges { id } truncated hasCycle }',
    answer: (on, code, given: TreeQuestion) => ({ tree: treeOf(on, code, given) }),
    read: ({ tree: { edges, ...tree } }: { tree: { edges: { id: string }[] } }) => ({
      tree: { ...tree, edges: edges.map(({ id }) => id).sort(compare) },
    }),
  },
  resolveCodes: {
    field: 'resolveCodes',
    root: 'resolveCodes(codes: [#], asOf: %)',
    share: 1_500,
    about: 'succeeded',
    selection: 'code outcome organisation { code } current { code }',
    answer: (on, code) => {
      const { outcome, current } = resolve(on, code);
      return [{ code, outcome, organisation: outcome === 'UNKNOWN' ? null : { code }, current: codes(current) }];
    },
  },
  paths: {
    field: 'paths',
    root: 'paths(from: #, asOf: %, @)',
    share: 1_000,
    types: { to: 'ID!', view: 'HierarchyView!', limit: 'Int!' },
    draw: (random, asked) => {
      const { view } = drawUp(random, asked);
      const above = ancestors(asked, asked.code, view);
      const below = children(asked, asked.code, view).slice(0, 20);
      const near = [...above, ...below];
      const to = near.length > 0 && random() < 0.9 ? pick(random, near) : pick(random, ['Y59', 'QNX', '97R', 'P08F']);
      return { to, view, limit: 20 };
    },
    selection: 'length hops { source { code } target { code } }',
    answer: (on, code, { to, view, limit }: { to: string; view: View; limit: number }) =>
      paths(on, code, to, view, limit).map((way) => ({ length: way.length - 1, hops: hopsOf(on, way, view) })),
  },
};

function belongingOf(on: Ground, code: string, kind: Kind, view: View) {
  const { organisations, reason, stoppedAt, lengths } = belongsTo(on, code, kind, view);
  return {
    organisations: codes(organisations),
    reason,
    stoppedAt: stoppedAt === null ? null : { code: stoppedAt },
    paths: lengths.map((length) => ({ length })),
  };
}

function paymentOf(on: Ground, code: string) {
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

function treeOf(on: Ground, code: string, given: TreeQuestion) {
  const { nodes, edges, truncated } = tree(on, code, given);
  const listed = nodes.map(({ code: listed, ...node }) => ({ organisation: { code: listed }, ...node }));
  return { nodes: listed, edges, truncated, hasCycle: false };
}

/** Each step of a way as stored: from the lower to the upper organisation. */
function hopsOf(on: Ground, way: readonly string[], view: View) {
  return way.slice(1).map((next, at) => {
    const [one, other] = [{ code: way[at] }, { code: next }];
    const isUp = parents(on, way[at] as string, view).includes(next);
    return isUp ? { source: one, target: other } : { source: other, target: one };
  });
}

const succession = ({ date, forward }: Succession, code: string) => ({ organisation: { code }, date, forward });

/** Where a thing has two periods of one basis, the one that covers the date, else the last. */
function periodsShown({ operational, legal }: Dated, date: string) {
  const shown = (own: readonly Period[]) => own.find((period) => covers(period, date)) ?? own.at(-1) ?? null;
  return { operational: shown(operational), legal: shown(legal) };
}

function recordOf(on: Ground, code: string) {
  const { name, recordClass, status, lastChanged, refOnly, unresolved, primaryRole, contacts, address } = entry(
    on,
    code,
  );
  return {
    name,
    recordClass,
    status,
    lastChanged,
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

function rolesOf(on: Ground, code: string, includeInactive: boolean) {
  const { roles, primaryRole } = entry(on, code);
  const isPrimary = (held: (typeof roles)[number]) => held.isPrimary && held.code === primaryRole;
  return roles
    .filter((held) => includeInactive || active(held, on))
    .sort((a, b) => Number(isPrimary(b)) - Number(isPrimary(a)) || compare(a.code, b.code) || compare(a.id, b.id))
    .map((held) => ({
      id: held.id,
      role: { code: held.code },
      isPrimary: isPrimary(held),
      status: held.status,
      isActive: active(held, on),
      ...periodsShown(held, on.date),
    }));
}

function relationshipsOf(on: Ground, code: string, given: { direction: string | null; includeInactive: boolean }) {
  const up = given.direction === 'DOWN' ? [] : entry(on, code).links;
  const down = given.direction === 'UP' ? [] : (on.release.incoming.get(code) ?? []);
  const keyed = [
    ...up.map((link) => [link.target, link] as const),
    ...down.map((link) => [link.source, link] as const),
  ];
  const listed = keyed
    .filter(([, link]) => given.includeInactive || active(link, on))
    .sort(([a, one], [b, other]) => byTypeOtherStartId(a, one, b, other));
  return {
    totalCount: listed.length,
    nodes: listed.slice(0, PAGE).map(([, link]) => ({
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
  const start = ({ operational, legal }: Link) => (operational[0] ?? legal[0])?.start ?? '';
  return (
    Number(one.type.slice(2)) - Number(other.type.slice(2)) ||
    compare(a, b) ||
    compare(start(one), start(other)) ||
    compare(one.id, other.id)
  );
}
