import { badInput } from '../../errors';
import type { AffiliationFilter } from './search-affiliations';
import type { OrganisationFilter } from './organisation-filter';
import { elementsOf, SUMMARIES, wantedElements, type ResourceType, type WantedElements } from './elements';
import { includes, type Include } from './include';
import { AFFILIATION_KEYS, ORGANIZATION_KEYS, sortKeys, type AffiliationOrder, type OrganizationOrder } from './sort';
import type { within } from '../../domain/moment';
import { SYSTEMS } from './systems';
import {
  allOf,
  anyOfAll,
  bounds,
  codesOf,
  count,
  flags,
  organisations,
  plainText,
  relationships,
  searchText,
  searchTexts,
} from './query-values';
import {
  BASES,
  date,
  oneOf,
  parseParameters,
  omitUndefined,
  text,
  type ParametersOf,
  type ParameterTable,
  type Query,
} from '../http/query-string';

type AsOf = NonNullable<Parameters<typeof within>[1]>;

/** Parameters of the form of every response. */
const FORM = { _format: text, _pretty: oneOf(['true', 'false']), _summary: oneOf(SUMMARIES) };
/** Parameters of every resource. */
const READ = { date, basis: oneOf(BASES), release: text, knownOn: date, ...FORM };
const PAGE = { _count: count, _total: oneOf(['none', 'estimate', 'accurate']), _page: text };
const SEARCH = { ...READ, ...PAGE };
/** Parameters of the page and of the form of the result, which are no search parameters. */
export type ResultParameter = keyof typeof FORM | keyof typeof PAGE | '_sort' | '_elements' | '_include';
/** Parameters of the page and of the form, which FHIR clients may send without a value. */
const MAY_BE_BLANK = [...Object.keys(FORM), ...Object.keys(PAGE), '_sort', '_elements', '_include'];

/** Parameters of the CapabilityStatement, which is no search. */
export const CAPABILITIES = {
  mode: oneOf(['full', 'normative']),
  ...FORM,
  _summary: oneOf(SUMMARIES.filter((summary) => summary !== 'count')),
};

const ORGANIZATION_READ = { ...READ, _elements: elementsOf('Organization') };
const AFFILIATION_READ = { ...READ, _elements: elementsOf('OrganizationAffiliation') };

export const ORGANIZATION_SEARCH = {
  _id: organisations,
  identifier: organisations,
  name: searchText,
  'name:contains': searchText,
  'name:exact': plainText,
  active: flags,
  'address-postalcode': searchTexts,
  'address-postalcode:exact': searchTexts,
  'address-city': searchText,
  'address-city:contains': searchText,
  'address-city:exact': searchText,
  'address-country': searchTexts,
  'address-country:contains': searchText,
  'address-country:exact': searchTexts,
  roleCode: allOf(SYSTEMS.role),
  'roleCode:not': allOf(SYSTEMS.role),
  activeRoleCode: allOf(SYSTEMS.role),
  'activeRoleCode:not': allOf(SYSTEMS.role),
  lastChangeDate: bounds,
  ...SEARCH,
  _sort: sortKeys(ORGANIZATION_KEYS),
  _elements: elementsOf('Organization'),
};

export const AFFILIATION_SEARCH = {
  _id: relationships,
  identifier: relationships,
  'primary-organization': organisations,
  'participating-organization': organisations,
  role: anyOfAll(codesOf(SYSTEMS.relationship)),
  active: flags,
  ...SEARCH,
  _sort: sortKeys(AFFILIATION_KEYS),
  _elements: elementsOf('OrganizationAffiliation'),
  _include: includes,
};

/** A parsed read. */
export interface FhirRead {
  readonly asOf: AsOf;
  readonly elements: WantedElements;
}

/** A parsed search. */
export interface FhirSearch<Filter, Order = unknown> extends FhirRead {
  readonly filter: Filter;
  /** Absent: the order of the documentation. */
  readonly sort?: Order;
  /** Whether the Bundle has the number of all results. */
  readonly isCounted: boolean;
  /** Results per page; 0 for the total only. */
  readonly count: number;
  /** Cursor of the page; absent for the first page. */
  readonly page?: string;
}

const DEFAULT_COUNT = 20;

/** Parses the query of a read. Throws BAD_USER_INPUT. */
export function parseRead(type: ResourceType, query: Query): FhirRead {
  const table = type === 'Organization' ? ORGANIZATION_READ : AFFILIATION_READ;
  const { _elements, _summary, ...given } = parseQuery(table, query);
  if (_summary === 'count') throw badInput('_summary=count is for searches only.');
  return { asOf: asOfParameters(given), elements: wantedElements(type, _elements, _summary) };
}

/** Parses a search for organisations. Throws BAD_USER_INPUT. */
export function parseOrganizations(query: Query): FhirSearch<OrganisationFilter, OrganizationOrder> {
  const given = parseQuery(ORGANIZATION_SEARCH, query);
  const { _id, identifier, name, active, roleCode, activeRoleCode, lastChangeDate } = given;
  const filter = {
    ...{
      codes: intersect(_id, identifier),
      name,
      active,
      activeRoles: activeRoleCode,
      roles: roleCode,
      changed: lastChangeDate,
    },
    exactName: given['name:exact'],
    containedName: given['name:contains'],
    postcodes: given['address-postalcode'],
    exactPostcodes: given['address-postalcode:exact'],
    town: given['address-city'],
    containedTown: given['address-city:contains'],
    exactTown: given['address-city:exact'],
    countries: given['address-country'],
    containedCountry: given['address-country:contains'],
    exactCountries: given['address-country:exact'],
    withoutRoles: given['roleCode:not']?.flat(),
    withoutActiveRoles: given['activeRoleCode:not']?.flat(),
  };
  const { _sort: sort } = given;
  return { filter: omitUndefined(filter), ...(sort && { sort }), ...pageParameters('Organization', given) };
}

/** A parsed search for relationships. */
export interface AffiliationSearch extends FhirSearch<AffiliationFilter, AffiliationOrder> {
  readonly include: readonly Include[];
}

/** Parses a search for relationships. Throws BAD_USER_INPUT. */
export function parseAffiliations(query: Query): AffiliationSearch {
  const given = parseQuery(AFFILIATION_SEARCH, query);
  const { role: types, active, _sort: sort, _include: include = [] } = given;
  const [sources, targets] = [given['primary-organization'], given['participating-organization']];
  const ids = intersect(given._id, given.identifier);
  if (!sources && !targets && !ids)
    throw badInput('One of primary-organization, participating-organization and _id is required.');
  const filter = omitUndefined({ ids, sources, targets, types, active });
  return { filter, include, ...(sort && { sort }), ...pageParameters('OrganizationAffiliation', given) };
}

/** Parses a query. A blank condition or moment is refused. */
export function parseQuery<Table extends ParameterTable>(table: Table, query: Query): ParametersOf<Table> {
  return parseParameters(table, query, MAY_BE_BLANK);
}

/** Returns the values in both lists; if only one list is given, that list. */
function intersect(one: readonly string[] | undefined, other: readonly string[] | undefined) {
  return one && other ? one.filter((value) => other.includes(value)) : (one ?? other);
}

function pageParameters(type: ResourceType, given: ParametersOf<typeof SEARCH> & { readonly _elements?: string[] }) {
  const { _count = DEFAULT_COUNT, _summary, _page, _elements, _total } = given;
  const size = _summary === 'count' ? 0 : _count;
  return {
    asOf: asOfParameters(given),
    elements: wantedElements(type, _elements, _summary),
    count: size,
    isCounted: _total !== 'none' || size === 0,
    ...(_page !== undefined && { page: _page }),
  };
}

function asOfParameters(given: Pick<ParametersOf<typeof READ>, 'date' | 'basis' | 'release' | 'knownOn'>): AsOf {
  const { date: day, basis, release, knownOn } = given;
  return omitUndefined({ date: day, basis, release, knownOn });
}
