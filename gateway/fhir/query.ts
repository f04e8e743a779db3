import { badInput } from '../../errors';
import type { AffiliationFilter } from './search-affiliations';
import type { OrganisationFilter } from './organisation-filter';
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
  relationships,
  searchText,
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
  type ParameterValue,
  type Query,
} from '../http/query-string';

type AsOf = NonNullable<Parameters<typeof within>[1]>;

/** Parameters of every path. */
const READ = { date, basis: oneOf(BASES), release: text, knownOn: date, _format: text };
const SEARCH = { ...READ, _count: count, _summary: oneOf(['count', 'false']), _page: text };

export const ORGANIZATION_SEARCH = {
  _id: organisations,
  identifier: organisations,
  name: searchText,
  'name:contains': searchText,
  'name:exact': text,
  active: flags,
  'address-postalcode': searchText,
  'address-city': searchText,
  'address-country': searchText,
  roleCode: allOf(SYSTEMS.role),
  'roleCode:not': allOf(SYSTEMS.role),
  activeRoleCode: allOf(SYSTEMS.role),
  lastChangeDate: bounds,
  ...SEARCH,
};

export const AFFILIATION_SEARCH = {
  _id: relationships,
  identifier: relationships,
  'primary-organization': organisations,
  'participating-organization': organisations,
  role: anyOfAll(codesOf(SYSTEMS.relationship)),
  active: flags,
  ...SEARCH,
};

/** A parsed search. */
export interface FhirSearch<Filter> {
  readonly filter: Filter;
  readonly asOf: AsOf;
  /** Results per page; 0 for the total only. */
  readonly count: number;
  /** Cursor of the page; absent for the first page. */
  readonly page?: string;
}

const DEFAULT_COUNT = 20;

/** Parses the query of a read. Throws BAD_USER_INPUT. */
export function parseRead(query: Query): AsOf {
  return asOfParameters(parseParameters(READ, query));
}

/** Parses a search for organisations. Throws BAD_USER_INPUT. */
export function parseOrganizations(query: Query): FhirSearch<OrganisationFilter> {
  const given = parseConditions(ORGANIZATION_SEARCH, query);
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
    postcode: given['address-postalcode'],
    town: given['address-city'],
    country: given['address-country'],
    withoutRoles: given['roleCode:not']?.flat(),
  };
  return { filter: omitUndefined(filter), ...pageParameters(given) };
}

/** Parses a search for relationships. Throws BAD_USER_INPUT. */
export function parseAffiliations(query: Query): FhirSearch<AffiliationFilter> {
  const given = parseConditions(AFFILIATION_SEARCH, query);
  const { role: types, active } = given;
  const [sources, targets] = [given['primary-organization'], given['participating-organization']];
  const ids = intersect(given._id, given.identifier);
  if (!sources && !targets && !ids)
    throw badInput('One of primary-organization, participating-organization and _id is required.');
  return { filter: omitUndefined({ ids, sources, targets, types, active }), ...pageParameters(given) };
}

/** Parses a search. A blank condition is refused, because without it the search would find everything. */
function parseConditions<Table extends ParameterTable>(table: Table, query: Query): ParametersOf<Table> {
  const blank = Object.keys(table).find((name) => !(name in SEARCH) && isBlank(query[name]));
  if (blank !== undefined) throw badInput(`${blank} must not be blank.`);
  return parseParameters(table, query);
}

/** Returns whether a parameter is given and one of its values holds only spaces and commas. */
function isBlank(given: ParameterValue): boolean {
  return [given ?? []].flat().some((value) => /^[\s,]*$/.test(value));
}

/** Returns the values in both lists; if only one list is given, that list. */
function intersect(one: readonly string[] | undefined, other: readonly string[] | undefined) {
  return one && other ? one.filter((value) => other.includes(value)) : (one ?? other);
}

function pageParameters(given: ParametersOf<typeof SEARCH>) {
  const { _count = DEFAULT_COUNT, _summary, _page } = given;
  return {
    asOf: asOfParameters(given),
    count: _summary === 'count' ? 0 : _count,
    ...(_page !== undefined && { page: _page }),
  };
}

function asOfParameters({ date: day, basis, release, knownOn }: ParametersOf<typeof READ>): AsOf {
  return omitUndefined({ date: day, basis, release, knownOn });
}
