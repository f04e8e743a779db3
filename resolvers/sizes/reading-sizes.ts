import type { ArgumentOf } from './argument-of';
import { kindsBound, type MeasuredBound } from './measured-lists';

/** What a field reads beyond the objects that it returns, as shares of the organisations of a release. */
export interface Reading {
  /** For one parent. */
  readonly each: number;
  /** For all parents of a list together. Equal computations are done once, and most organisations are below few others. */
  readonly all: number;
  /** For the `totalCount` of the connection that the field returns; it reads the whole list. */
  readonly counted?: number;
  /** Points for one parent, whatever the size of the release. */
  readonly points?: number;
  /** What bounds the organisations that are read for one parent, if sizes were measured. */
  readonly bound?: MeasuredBound;
  /** How often each of them is read. Default 1. */
  readonly times?: number;
  /** Whether relationships of a parent are read that lead to nothing: an area has tens of thousands of them, most of them ended. */
  readonly passesLinks?: boolean;
  /** The organisation below which everything is read too, at so many moments, and bounds the total count. */
  readonly within?: Within;
  /** The longest list of scalars for one parent, as a share; at most `mostScalars`. */
  readonly scalars?: number;
  readonly mostScalars?: number;
}

interface Within {
  readonly code: string;
  readonly list: string;
  readonly moments: number;
  /** Whether a page reads nothing else. */
  readonly boundsPage: boolean;
}

/**
 * The organisations whose reading costs as much as one object of a response: traversing a region of 18,000 takes about as
 * long as writing 2,000 objects.
 */
export const ORGANISATIONS_PER_POINT = 8;
/** The relationships that are read and lead to nothing, and cost as much as one organisation. Few of them cost nothing. */
export const LINKS_PER_ORGANISATION = 2;
export const FEW_LINKS = 1_000;
/** The scalars of a list that cost as much as one object. */
export const SCALARS_PER_POINT = 8;

/** Everything below one organisation: a region has up to a quarter of all organisations below it. */
export const BELOW: Reading = { each: 0.25, all: 1.5 };
/** The neighbours of one organisation: few, and tens of thousands for the largest. */
const NEIGHBOURS: Reading = { each: 0.01, all: 0.5 };
const NOTHING: Reading = { each: 0, all: 0 };
/** Comparing one item with the records that it may mean takes about as long as writing so many objects. */
export const MATCH_POINTS = 40;

type ReadingOf = Reading | ((argument: ArgumentOf) => Reading);

const READINGS: Readonly<Record<string, ReadingOf>> = {
  'Organisation.descendants': (argument) => ({ ...BELOW, ...down('below', argument) }),
  'Organisation.descendantCodes': (argument) => ({
    ...BELOW,
    ...down('below', argument),
    scalars: 0.25,
    mostScalars: 10_000,
  }),
  'Organisation.tree': (argument) => ({
    ...BELOW,
    ...(argument('direction') === 'UP' ? { bound: inView('above', argument) } : down('below', argument)),
  }),
  'Organisation.total': (argument) =>
    argument('view')
      ? { ...BELOW, ...down('below', argument) }
      : { each: 0.002, all: 0.2, bound: { list: 'children NETWORK', plus: 1 }, times: 5 },
  'Organisation.children': (argument) => ({ ...NEIGHBOURS, ...down('children', argument) }),
  'Organisation.childCount': (argument) => ({ ...NEIGHBOURS, ...down('children', argument) }),
  'Organisation.relationships': { ...NEIGHBOURS, bound: { list: 'relationships', plus: 1 } },
  'HierarchyNode.childCount': { each: 0.01, all: 0.25 },
  'Organisation.ancestors': { ...NOTHING, points: 2 },
  'Organisation.belongsTo': { ...NOTHING, points: 2 },
  'Organisation.payment': { ...NOTHING, points: 3 },
  'Organisation.networkMembership': { ...NOTHING, points: 2 },
  'Organisation.becameNow': { ...NOTHING, points: 1 },
  'Query.resolveCodes': (argument) => ({ ...NOTHING, points: [argument('codes')].flat().length }),
  'Query.matchOrganisations': (argument) => ({
    ...NOTHING,
    points: MATCH_POINTS * [argument('items') ?? []].flat().length,
  }),
  'Query.paths': { ...NOTHING, points: 50 },
  'Query.suggest': { each: 0.02, all: 0.02 },
  'Query.search': (argument) =>
    withinOf(argument, {
      ...once(readBySearch(argument)),
      counted: 0.5,
      bound: kindsBound(argument('kinds')),
    }),
  'Query.findings': (argument) => once(isFromEnd(argument) ? 0.1 : 0.01),
  'Query.changes': (argument) =>
    withinOf(argument, { ...once(readByChanges(argument)), counted: 1 }, { moments: 2, boundsPage: true }),
  'Query.rollUp': (argument) =>
    withinOf(
      argument,
      argument('of') === 'OTHER' ? once(2.3) : { ...once(0.65), bound: kindsBound(argument('of')), times: 5 },
    ),
};

/** The names of the fields that read more than they return. */
export const READING_FIELDS: ReadonlySet<string> = new Set(Object.keys(READINGS).map((field) => field.split('.')[1]!));

/** Lists without repeats, and fields that keep the repeats of their parents. */
const WITHOUT_REPEATS = new Set([
  ...['Query.organisation', 'Query.organisations', 'Query.search'],
  ...['Organisation.children', 'Organisation.descendants'],
  ...['OrganisationConnection.nodes', 'OrganisationConnection.edges', 'OrganisationEdge.node'],
]);

/** Returns what a field of this subgraph reads; undefined for a field that reads no more than it returns. */
export function readingOf(field: string): ((argument: ArgumentOf) => Reading) | undefined {
  const reading = READINGS[field];
  return typeof reading === 'object' ? () => reading : reading;
}

/** Whether the objects of a field are as different as its parents, so that those below them are read once. */
export function isWithoutRepeats(field: string): boolean {
  return WITHOUT_REPEATS.has(field);
}

function once(share: number): Reading {
  return { each: share, all: share };
}

/** Whether the end of a list is asked for. */
function isFromEnd(argument: ArgumentOf): boolean {
  return typeof argument('last') === 'number';
}

/** The end of a search is known only when the whole of it was read, as for its `totalCount`. */
function readBySearch(argument: ArgumentOf): number {
  if (isFromEnd(argument)) return 0.5;
  return isSelective(argument) ? 0.02 : 0.25;
}

/** Whether a search reads few candidates; without such an argument a page may read many until it is full. */
function isSelective(argument: ArgumentOf): boolean {
  return ['text', 'postcode', 'uprn'].some((name) => Boolean(argument(name))) || isSmallCircle(argument('near'));
}

/** Whether `near` is a circle with few organisations; without `km` it has its default, which is small. */
function isSmallCircle(near: unknown): boolean {
  if (typeof near !== 'object' || near === null) return false;
  const { km } = near as { readonly km?: unknown };
  return typeof km !== 'number' || km <= SMALL_KM;
}

const SMALL_KM = 50;

/**
 * The group of a change is known only when everything about the organisation was compared, and its kind when its states
 * were. A page of a rare group or kind reads them of every changed organisation. Most changes are of the kind CHANGED.
 */
function readByChanges(argument: ArgumentOf): number {
  const [kinds, groups] = ['kinds', 'groups'].map((name) => [argument(name) ?? []].flat());
  if (typeof argument('code') === 'string') return 0.03;
  if (groups!.length > 0) return 1;
  return kinds!.length > 0 && !kinds!.includes('CHANGED') ? 0.25 : 0.03;
}

/** Adds what is read to find what is below the organisation of `within`. */
function withinOf(
  argument: ArgumentOf,
  reading: Reading,
  { moments, boundsPage }: Pick<Within, 'moments' | 'boundsPage'> = { moments: 1, boundsPage: false },
): Reading {
  const within = argument('within');
  if (typeof within !== 'object' || within === null) return reading;
  const { code, view } = within as { readonly code?: unknown; readonly view?: unknown };
  return { ...reading, within: { code: String(code), list: `below ${String(view)}`, moments, boundsPage } };
}

function down(list: string, argument: ArgumentOf): Pick<Reading, 'bound' | 'passesLinks'> {
  return { bound: inView(list, argument), passesLinks: true };
}

function inView(list: string, argument: ArgumentOf): MeasuredBound {
  return { list: `${list} ${String(argument('view'))}`, plus: 1 };
}
