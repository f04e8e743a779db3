import { badInput } from '../../errors';
import type { AffiliationsAsked } from './search-affiliations';
import type { OrganisationsAsked } from './search-organizations';
import type { within } from '../../domain/moment';
import { SYSTEMS } from './systems';
import { allOf, bounds, codesOf, count, flags, organisations, relationships, words } from './query-values';
import { BASES, date, oneOf, parametersIn, present, text, type ParametersOf, type Query } from '../http/query-string';

type AsOf = NonNullable<Parameters<typeof within>[1]>;

/** The moment, and the form of the answer: of every address. */
const READ = { date, basis: oneOf(BASES), release: text, knownOn: date, _format: text };
const SEARCH = { ...READ, _count: count, _summary: oneOf(['count', 'false']), _page: text };

export const ORGANIZATION_SEARCH = {
  _id: organisations,
  identifier: organisations,
  name: words,
  'name:exact': text,
  active: flags,
  'address-postalcode': words,
  'address-city': words,
  'address-country': words,
  roleCode: allOf(SYSTEMS.role),
  'roleCode:not': codesOf(SYSTEMS.role),
  activeRoleCode: allOf(SYSTEMS.role),
  lastChangeDate: bounds,
  ...SEARCH,
};

export const AFFILIATION_SEARCH = {
  _id: relationships,
  identifier: relationships,
  'primary-organization': organisations,
  'participating-organization': organisations,
  role: codesOf(SYSTEMS.relationship),
  active: flags,
  ...SEARCH,
};

/** A search as it was asked for. */
export interface Search<Asked> {
  readonly asked: Asked;
  readonly asOf: AsOf;
  /** Results a page; 0 for their number alone. */
  readonly count: number;
  readonly page?: string;
}

const COUNT = 20;

/** What is asked about one resource. Errors: BAD_USER_INPUT. */
export function parseRead(query: Query): AsOf {
  return asOfIn(parametersIn(READ, query));
}

/** What is asked about organisations. Errors: BAD_USER_INPUT. */
export function parseOrganizations(query: Query): Search<OrganisationsAsked> {
  const given = parametersIn(ORGANIZATION_SEARCH, query);
  const { _id, identifier, name, active, roleCode, activeRoleCode, lastChangeDate } = given;
  const asked = {
    ...{
      codes: common(_id, identifier),
      name,
      active,
      activeRoles: activeRoleCode,
      roles: roleCode,
      changed: lastChangeDate,
    },
    exactName: given['name:exact'],
    postcode: given['address-postalcode'],
    town: given['address-city'],
    country: given['address-country'],
    withoutRoles: given['roleCode:not'],
  };
  return { asked: present(asked), ...pageIn(given) };
}

/** What is asked about relationships. Errors: BAD_USER_INPUT. */
export function parseAffiliations(query: Query): Search<AffiliationsAsked> {
  const given = parametersIn(AFFILIATION_SEARCH, query);
  const { role: types, active } = given;
  const [sources, targets] = [given['primary-organization'], given['participating-organization']];
  const ids = common(given._id, given.identifier);
  if (!sources && !targets && !ids)
    throw badInput('primary-organization, participating-organization or _id is needed; got none of them.');
  return { asked: present({ ids, sources, targets, types, active }), ...pageIn(given) };
}

/** What is in both of two lists, or in the one that is given. */
function common(one: readonly string[] | undefined, other: readonly string[] | undefined) {
  return one && other ? one.filter((value) => other.includes(value)) : (one ?? other);
}

function pageIn(given: ParametersOf<typeof SEARCH>) {
  const { _count = COUNT, _summary, _page } = given;
  return { asOf: asOfIn(given), count: _summary === 'count' ? 0 : _count, ...(_page !== undefined && { page: _page }) };
}

function asOfIn({ date: day, basis, release, knownOn }: ParametersOf<typeof READ>): AsOf {
  return present({ date: day, basis, release, knownOn });
}
