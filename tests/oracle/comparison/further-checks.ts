import {
  ancestors,
  children,
  compare,
  entry,
  isActive,
  isOf,
  kinds,
  parents,
  reached,
  type Moment,
} from '../hierarchy';
import { active, basisUsed } from '../dates';
import type { Kind } from '../kinds';
import { LEVELS, type Level } from '../levels';
import { networkMembership } from '../network-membership';
import type { Link } from '../reading/record';
import { upLinks, VIEWS, type View } from '../views';
import { drawDate, pick, type DrawnCase, type Random } from './draw';
import { codes, levelOf, linksOf, PAGE, periodsOn, type LinkArguments } from './expected-values';
import { drawDown, drawKinds, drawUp, type Arguments, type FieldCheck } from './field-check';

const RELATIONSHIP = `uniqueRelId type { code name } source { code isActive } target { code isActive } status isActive basisUsed
  operational { start end } legal { start end }`;

interface ViewArguments {
  readonly view: View;
  readonly kinds: readonly Kind[];
}

/** The moment of a field below another one: what is absent or null is that of the other. */
interface Inner {
  readonly date?: string | null;
  readonly basis?: Moment['basis'] | null;
}

interface SearchArguments {
  readonly kinds: readonly Kind[];
  readonly roles: readonly string[];
  readonly recordClass: 'ORGANISATION' | 'SITE' | null;
  readonly changedSince: string | null;
  readonly includeInactive: boolean;
  readonly within: { readonly code: string; readonly view: View } | null;
}

/** Fields of an organisation that FIELD_CHECKS does not have, and searches by filters. */
export const FURTHER_CHECKS: Readonly<Record<string, FieldCheck>> = {
  networkMembership: {
    field: 'networkMembership',
    population: 'member',
    share: 1_500,
    selection: `networkMembership { memberships { network { code } rule through { code } path { length hops { type { code } } } }
      reason stoppedAt { code } }`,
    expected: (on, code) => ({ networkMembership: networksOf(on, code) }),
  },
  'belongsTo a level': {
    field: 'belongsTo',
    share: 2_000,
    types: { level: 'OrganisationLevel!', view: 'HierarchyView!' },
    draw: (random, drawn) => ({
      level: pick(random, LEVELS),
      view: random() < 0.4 ? 'REPORTING' : drawUp(random, drawn).view,
    }),
    selection:
      'belongsTo(@) { organisations { code } reason stoppedAt { code } paths { length } reachedPath { hops { source { code } } } }',
    expected: (on, code, { level, view }: { level: Level; view: View }) => {
      const { stoppedAt, ...found } = levelOf(on, code, level, view);
      return { belongsTo: { ...found, stoppedAt } };
    },
    normalise: ({
      belongsTo: { reachedPath, ...rest },
    }: {
      belongsTo: { reachedPath: Reached; stoppedAt: unknown };
    }) => {
      if ((reachedPath === null) !== (rest.stoppedAt === null))
        throw new Error('A path and no end, or an end and no path.');
      return { belongsTo: rest };
    },
  },
  'relationships of types': {
    field: 'relationships',
    share: 500,
    types: { types: '[ID!]', direction: 'LinkDirection', includeInactive: 'Boolean!' },
    draw: (random, { release, code }) => {
      const all = [...release.entries.get(code)!.links, ...(release.incoming.get(code) ?? []).slice(0, 50)];
      const used = all.length > 0 ? pick(random, all).type : 'RE4';
      return {
        types: pick(random, [[used], [used, 'RE8'], ['RE6', 'RE4'], []]),
        direction: pick(random, ['UP', 'DOWN', null]),
        includeInactive: random() < 0.5,
      };
    },
    selection: `relationships(@, first: ${PAGE}) { totalCount nodes { ${RELATIONSHIP} } }`,
    expected: (on, code, args: LinkArguments) => {
      const links = linksOf(on, code, args);
      const nodes = links.slice(0, PAGE).map((link) => relationshipOf(on, link));
      return { relationships: { totalCount: links.length, nodes } };
    },
  },
  'edges of children': {
    field: 'children',
    share: 500,
    types: { view: 'HierarchyView!', kinds: '[OrganisationKind!]' },
    population: 'above',
    draw: (random, drawn) => ({ ...drawDown(random, drawn), kinds: drawKinds(random) }),
    selection: `children(@, first: ${PAGE}) { edges { node { code name } relationships { uniqueRelId } } }`,
    expected: (on, code, { view, kinds: wanted }: ViewArguments) => ({
      children: {
        edges: children(on, code, view, { kinds: wanted })
          .slice(0, PAGE)
          .map((child) => ({
            node: { code: child, name: entry(on, child).name },
            relationships: upLinks(on.release, child, view, on)
              .filter(({ target }) => target === code)
              .map(({ id }) => id)
              .sort(compare),
          })),
      },
    }),
    normalise: ({ children: { edges } }: { children: { edges: readonly Edge[] } }) => ({
      children: {
        edges: edges.map(({ node, relationships }) => ({
          node,
          relationships: relationships.map(({ uniqueRelId }) => uniqueRelId).sort(compare),
        })),
      },
    }),
  },
  'names of codes': {
    field: 'primaryRole',
    share: 500,
    selection: 'primaryRole { code name canBePrimary } isKnown moment { date basis release }',
    expected: (on, code) => {
      const { primaryRole } = entry(on, code);
      const role = primaryRole === null ? null : roleOf(on, primaryRole);
      const moment = { date: on.date, basis: on.basis, release: on.release.id };
      return { primaryRole: role, isKnown: true, moment };
    },
  },
  'fields at a moment of their own': {
    field: 'parents',
    share: 1_500,
    types: { view: 'HierarchyView!', asOf: 'AsOf' },
    draw: (random, drawn) => ({ ...drawUp(random, drawn), asOf: drawInner(random, drawn) }),
    selection: `parents(@) { code isActive kinds again: parents(@) { code } childCount(view: REPORTING) moment { date basis } }
      isActive`,
    expected: (on, code, { view, asOf }: { view: View; asOf: Inner }) => {
      const inner: Moment = { ...on, date: asOf.date ?? on.date, basis: asOf.basis ?? on.basis };
      const above = parents(inner, code, view).map((parent) => ({
        code: parent,
        isActive: isActive(inner, parent),
        kinds: kinds(inner, parent),
        again: codes(parents(inner, parent, view)),
        childCount: children(inner, parent, 'REPORTING').length,
        moment: { date: inner.date, basis: inner.basis },
      }));
      return { parents: above, isActive: isActive(on, code) };
    },
  },
  'search by filters': {
    field: 'search',
    root: 'search(@, asOf: %)',
    share: 60,
    batch: 10,
    types: {
      kinds: '[OrganisationKind!]',
      roles: '[ID!]',
      recordClass: 'RecordClass',
      changedSince: 'LocalDate',
      includeInactive: 'Boolean!',
      within: 'Within',
    },
    draw: drawSearch,
    selection: 'totalCount nodes { code }',
    expected: (on, _, args: SearchArguments) => {
      const found = searched(on, args);
      return { totalCount: found.length, nodes: codes(found.slice(0, 20)) };
    },
  },
};

type Reached = { readonly hops: readonly unknown[] } | null;
interface Edge {
  readonly node: unknown;
  readonly relationships: readonly { readonly uniqueRelId: string }[];
}

function networksOf(on: Moment, code: string) {
  const { memberships, reason, stoppedAt } = networkMembership(on, code);
  return {
    memberships: memberships.map(({ network, rule, through, types }) => ({
      network: { code: network },
      rule,
      through: through === null ? null : { code: through },
      path: { length: types.length, hops: types.map((type) => ({ type: { code: type } })) },
    })),
    reason,
    stoppedAt: stoppedAt === null ? null : { code: stoppedAt },
  };
}

const nameOf = ({ release }: Moment, code: string) => release.concepts.get(code) ?? code;
const roleOf = (on: Moment, code: string) => ({
  code,
  name: nameOf(on, code),
  canBePrimary: on.release.primaryRoles.has(code),
});

function relationshipOf(on: Moment, link: Link) {
  const end = (code: string) => ({ code, isActive: isActive(on, code) });
  return {
    uniqueRelId: link.id,
    type: { code: link.type, name: nameOf(on, link.type) },
    source: end(link.source),
    target: end(link.target),
    status: link.status,
    isActive: active(link, on),
    basisUsed: basisUsed(link, on.basis),
    ...periodsOn(link, on.date),
  };
}

function drawInner(random: Random, { release, code }: DrawnCase): Inner {
  const date = drawDate(random, release, code);
  const basis = pick(random, ['OPERATIONAL', 'LEGAL'] as const);
  return pick(random, [{ date }, { basis }, { date, basis }, { date, basis: null }, { date: null, basis: null }]);
}

function drawSearch(random: Random, drawn: DrawnCase): Arguments {
  const { code, release } = drawn;
  const { roles, lastChanged } = release.entries.get(code)!;
  const top = pick(random, [code, ...ancestors(drawn, code, 'REPORTING')]);
  return {
    kinds: drawKinds(random),
    roles: random() < 0.4 && roles.length > 0 ? [pick(random, roles).code, 'RO76'] : [],
    recordClass: pick(random, ['ORGANISATION', 'SITE', null, null]),
    changedSince: random() < 0.3 && /^\d{4}-[01]\d-[0-2]\d$/.test(lastChanged ?? '') ? lastChanged : null,
    includeInactive: random() < 0.3,
    within: random() < 0.4 ? { code: top, view: pick(random, VIEWS) } : null,
  };
}

function searched(on: Moment, args: SearchArguments): readonly string[] {
  const { within, kinds: wanted, roles, recordClass, changedSince, includeInactive } = args;
  const among = within
    ? [...reached(within.code, (each) => children(on, each, within.view, { includeInactive: true })).keys()]
    : [...on.release.entries.keys()];
  return among
    .filter((code) => {
      const found = entry(on, code);
      if (found.unresolved || (!includeInactive && !isActive(on, code))) return false;
      if (recordClass !== null && found.recordClass !== recordClass) return false;
      if (changedSince !== null && (found.lastChanged === null || found.lastChanged < changedSince)) return false;
      const holds = found.roles.some((role) => roles.includes(role.code) && active(role, on));
      return (roles.length === 0 || holds) && isOf(on, code, wanted);
    })
    .sort(compare);
}
