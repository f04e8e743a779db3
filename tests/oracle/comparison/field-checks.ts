import { basisUsed } from '../dates';
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
} from '../hierarchy';
import { KINDS, type Kind } from '../kinds';
import { predecessors, resolve, successors } from '../succession';
import { paths, type TreeArguments } from '../tree';
import type { View } from '../views';
import { pick, type DrawnCase, type Random } from './draw';
import {
  belongingOf,
  codes,
  hopsOf,
  page,
  PAGE,
  paymentOf,
  periodsOn,
  recordOf,
  relationshipsOf,
  rolesOf,
  succession,
  treeOf,
} from './expected-values';
import { drawDown, drawKinds, drawUp, type FieldCheck } from './field-check';

interface ViewArguments {
  readonly view: View;
  readonly kinds: readonly Kind[];
  readonly includeInactive: boolean;
  readonly maxDepth: number;
  readonly kind: Kind;
}

/** Draws an organisation that probably has nothing to do with another: of the real releases, or that one itself. */
function farFrom(random: Random, { release, code }: DrawnCase): string {
  const far = ['Y59', 'QNX', '97R', 'P08F', 'ZXR1', 'ZXI01', 'ZXS004'].filter(
    (each) => release.entries.get(each)?.unresolved === false,
  );
  return far.length > 0 ? pick(random, far) : code;
}

/** One check for each field of an organisation, and for resolveCodes and paths. */
export const FIELD_CHECKS: Readonly<Record<string, FieldCheck>> = {
  isActive: {
    field: 'isActive',
    share: 2_000,
    selection: 'isActive basisUsed operational { start end } legal { start end }',
    expected: (on, code) => ({
      isActive: isActive(on, code),
      basisUsed: basisUsed(entry(on, code), on.basis),
      ...periodsOn(entry(on, code), on.date),
    }),
  },
  record: {
    field: 'name',
    share: 1_500,
    selection:
      'name recordClass status lastChanged isReferenceOnly isUnresolved primaryRole { code } contacts { type value } address { lines town county postcode country uprn }',
    expected: (on, code) => recordOf(on, code),
  },
  roles: {
    field: 'roles',
    share: 1_500,
    types: { includeInactive: 'Boolean!' },
    draw: (random) => ({ includeInactive: random() < 0.5 }),
    selection:
      'roles(@) { id: uniqueRoleId role { code } isPrimary status isActive operational { start end } legal { start end } }',
    expected: (on, code, { includeInactive }: ViewArguments) => ({ roles: rolesOf(on, code, includeInactive) }),
  },
  kinds: {
    field: 'kinds',
    share: 2_500,
    selection: 'kinds',
    expected: (on, code) => ({ kinds: kinds(on, code) }),
  },
  relationships: {
    field: 'relationships',
    share: 500,
    types: { direction: 'LinkDirection', includeInactive: 'Boolean!' },
    draw: (random) => ({ direction: pick(random, ['UP', 'DOWN', null]), includeInactive: random() < 0.5 }),
    selection: `relationships(@, first: ${PAGE}) { totalCount nodes { id: uniqueRelId type { code } source { code } target { code } status isActive basisUsed } }`,
    expected: (on, code, args: { direction: string | null; includeInactive: boolean }) => ({
      relationships: relationshipsOf(on, code, args),
    }),
  },
  parents: {
    field: 'parents',
    share: 4_000,
    types: { view: 'HierarchyView!' },
    draw: drawUp,
    selection: 'parents(@) { code isActive }',
    expected: (on, code, { view }: ViewArguments) => ({
      parents: parents(on, code, view).map((parent) => ({ code: parent, isActive: isActive(on, parent) })),
    }),
  },
  children: {
    field: 'children',
    share: 1_000,
    types: { view: 'HierarchyView!', kinds: '[OrganisationKind!]', includeInactive: 'Boolean!' },
    population: 'above',
    draw: (random, drawn) => ({
      ...drawDown(random, drawn),
      kinds: drawKinds(random),
      includeInactive: random() < 0.3,
    }),
    selection: `children(@, first: ${PAGE}) { totalCount nodes { code } }`,
    expected: (on, code, { view, ...wanted }: ViewArguments) => ({ children: page(children(on, code, view, wanted)) }),
  },
  childCount: {
    field: 'childCount',
    share: 1_000,
    types: { view: 'HierarchyView!', kinds: '[OrganisationKind!]' },
    population: 'above',
    draw: (random, drawn) => ({ ...drawDown(random, drawn), kinds: drawKinds(random) }),
    selection: 'childCount(@)',
    expected: (on, code, { view, kinds }: ViewArguments) => ({
      childCount: children(on, code, view, { kinds }).length,
    }),
  },
  networks: {
    field: 'networks',
    share: 2_000,
    population: 'member',
    selection: 'networks { code }',
    expected: (on, code) => ({ networks: codes(networks(on, code)) }),
  },
  members: {
    field: 'members',
    share: 1_500,
    population: 'above',
    types: { includeInactive: 'Boolean!' },
    draw: (random) => ({ includeInactive: random() < 0.3 }),
    selection: `members(@, first: ${PAGE}) { totalCount nodes { code } }`,
    expected: (on, code, wanted: ViewArguments) => ({ members: page(members(on, code, wanted)) }),
  },
  successions: {
    field: 'successors',
    population: 'succeeded',
    share: 2_000,
    selection: 'predecessors { organisation { code } date forward } successors { organisation { code } date forward }',
    expected: (on, code) => ({
      predecessors: predecessors(on, code).map((one) => succession(one, one.predecessor)),
      successors: successors(on, code).map((one) => succession(one, one.successor)),
    }),
  },
  becameNow: {
    field: 'becameNow',
    population: 'succeeded',
    share: 2_000,
    selection: 'becameNow { code }',
    expected: (on, code) => ({ becameNow: codes(resolve(on, code).current) }),
  },
  ancestors: {
    field: 'ancestors',
    share: 1_500,
    types: { view: 'HierarchyView!', maxDepth: 'Int!' },
    draw: (random, drawn) => ({ ...drawUp(random, drawn), maxDepth: pick(random, [1, 2, 3, 12, 25]) }),
    selection: 'ancestors(@) { code }',
    expected: (on, code, { view, maxDepth }: ViewArguments) => ({
      ancestors: codes(ancestors(on, code, view, maxDepth)),
    }),
  },
  descendants: {
    field: 'descendants',
    share: 500,
    types: { view: 'HierarchyView!', kinds: '[OrganisationKind!]', maxDepth: 'Int!' },
    population: 'above',
    draw: (random, drawn) => ({
      ...drawDown(random, drawn),
      kinds: drawKinds(random),
      maxDepth: pick(random, [1, 2, 3, 12, 25]),
    }),
    selection: `descendants(@, first: ${PAGE}) { totalCount nodes { code } }`,
    expected: (on, code, { view, ...wanted }: ViewArguments) => ({
      descendants: page(descendants(on, code, view, wanted)),
    }),
  },
  descendantCodes: {
    field: 'descendantCodes',
    share: 200,
    types: { view: 'HierarchyView!', kinds: '[OrganisationKind!]' },
    population: 'above',
    draw: (random, drawn) => ({ ...drawDown(random, drawn), kinds: drawKinds(random) }),
    selection: 'descendantCodes(@)',
    expected: (on, code, { view, kinds }: ViewArguments) => ({
      descendantCodes: descendants(on, code, view, { kinds }),
    }),
  },
  belongsTo: {
    field: 'belongsTo',
    share: 4_000,
    types: { kind: 'OrganisationKind!', view: 'HierarchyView!' },
    draw: (random, drawn) => ({
      kind: pick(random, random() < 0.6 ? (['STP', 'ICB', 'REGION', 'SUB_ICB_LOCATION', 'PCN'] as const) : KINDS),
      view: random() < 0.4 ? 'REPORTING' : drawUp(random, drawn).view,
    }),
    selection: 'belongsTo(@) { organisations { code } reason stoppedAt { code } paths { length } }',
    expected: (on, code, { kind, view }: ViewArguments) => ({ belongsTo: belongingOf(on, code, kind, view) }),
  },
  payment: {
    field: 'payment',
    share: 2_000,
    selection:
      'payment { payees { organisation { code } rule path { length hops { type { code } } } } reason stoppedAt { code } }',
    expected: (on, code) => ({ payment: paymentOf(on, code) }),
  },
  tree: {
    field: 'tree',
    share: 300,
    types: { view: 'HierarchyView!', direction: 'LinkDirection!', kinds: '[OrganisationKind!]', maxDepth: 'Int!' },
    population: 'above',
    draw: (random, drawn) => ({
      ...pick(random, [
        { ...drawUp(random, drawn), direction: 'UP' },
        { ...drawDown(random, drawn), direction: 'DOWN' },
        { ...drawDown(random, drawn), direction: 'DOWN' },
      ]),
      kinds: drawKinds(random),
      maxDepth: pick(random, [1, 2, 12]),
    }),
    selection:
      'tree(@) { nodes { organisation { code } depth parentCodes childCount } edges { id: uniqueRelId } truncated hasCycle }',
    expected: (on, code, args: TreeArguments) => ({ tree: treeOf(on, code, args) }),
    normalise: ({ tree: { edges, ...tree } }: { tree: { edges: { id: string }[] } }) => ({
      tree: { ...tree, edges: edges.map(({ id }) => id).sort(compare) },
    }),
  },
  resolveCodes: {
    field: 'resolveCodes',
    root: 'resolveCodes(codes: [#], asOf: %)',
    share: 1_500,
    population: 'succeeded',
    selection: 'code outcome organisation { code } current { code }',
    expected: (on, code) => {
      const { outcome, current } = resolve(on, code);
      return [{ code, outcome, organisation: outcome === 'UNKNOWN' ? null : { code }, current: codes(current) }];
    },
  },
  paths: {
    field: 'paths',
    root: 'paths(from: #, asOf: %, @)',
    share: 1_000,
    types: { to: 'ID!', view: 'HierarchyView!', limit: 'Int!' },
    draw: (random, drawn) => {
      const { view } = drawUp(random, drawn);
      const above = ancestors(drawn, drawn.code, view);
      const below = children(drawn, drawn.code, view).slice(0, 20);
      const near = [...above, ...below].filter((each) => !entry(drawn, each).unresolved);
      const to = near.length > 0 && random() < 0.9 ? pick(random, near) : farFrom(random, drawn);
      return { to, view, limit: 20 };
    },
    selection: 'length hops { source { code } target { code } }',
    expected: (on, code, { to, view, limit }: { to: string; view: View; limit: number }) =>
      paths(on, code, to, view, limit).map((path) => ({ length: path.length - 1, hops: hopsOf(on, path, view) })),
  },
};
