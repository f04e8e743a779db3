/** The handlers of the FHIR routes: read and search of Organization and of OrganizationAffiliation. */
import type { FhirResource } from 'fhir/r4';
import { badInput, KnownError } from '../../errors';
import { findAffiliations, loadTypes, affiliationsById } from './search-affiliations';
import type { Context } from '../../domain/context';
import { loadOrganisationRecords } from './read-organizations';
import { findOrganisationCodes } from './search-organizations';
import { within, type Moment } from '../../domain/moment';
import type { RelationshipAt } from '../../domain/records/relationship';
import { toAffiliation } from './affiliation';
import { paginate, toSearchset, withQuery, type RequestUrl } from './bundle';
import { onlyElements } from './elements';
import { includedOrganizations } from './include';
import { toOrganization } from './organization';
import { FHIR_ID } from './operation-outcome';
import { withoutUnknown, type Handling } from './preferences';
import { AFFILIATION_SEARCH, ORGANIZATION_SEARCH, parseAffiliations, parseOrganizations, parseRead } from './query';
import { quoteValue, type ParameterTable } from '../http/query-string';

/** A parsed request. */
export interface FhirRequest {
  /** The id in the path; '' if the path has none. */
  readonly code: string;
  readonly url: RequestUrl;
  /** What to do with unknown parameters of a search. */
  readonly handling: Handling;
  readonly context: Context;
  /** Takes points from the client. Rejects with RATE_LIMITED. */
  charge(points: number): Promise<void>;
  /** The most points for which a search may read. */
  readonly mostPoints: number;
}

/** Returns the resource of a response and its moment. */
export type FhirHandler = (request: FhirRequest) => Promise<{ readonly at: Moment; readonly resource: FhirResource }>;

const readOrganization: FhirHandler = async ({ code: given, url, context }) => {
  const { asOf, elements } = parseRead('Organization', url.query);
  const at = within(context.root, asOf, context);
  const code = toId(given, 'Organization').toUpperCase();
  const [record] = await loadOrganisationRecords([code], at, context.loaders);
  if (!record) throw unknown('Organization', code, at);
  return { at, resource: onlyElements(toOrganization(record), elements) };
};

const searchOrganizations: FhirHandler = async ({ url: given, handling, context, charge, mostPoints }) => {
  const { url, ignored } = knownParameters(ORGANIZATION_SEARCH, given, handling);
  const search = parseOrganizations(url.query);
  const at = within(context.root, search.asOf, context);
  const codes = await findOrganisationCodes(search, at, { ...context, charge, mostPoints });
  const page = paginate(codes, 'Organization', search, at, context);
  const records = await loadOrganisationRecords(page.items, at, context.loaders);
  const matches = await context.loaders.work.flatMap(records, (record) =>
    record ? [onlyElements(toOrganization(record), search.elements)] : [],
  );
  return { at, resource: toSearchset({ matches, ignored }, page, at, url) };
};

const searchAffiliations: FhirHandler = async ({ url: given, handling, context, charge }) => {
  const { url, ignored } = knownParameters(AFFILIATION_SEARCH, given, handling);
  const search = parseAffiliations(url.query);
  const at = within(context.root, search.asOf, context);
  const relationships = await findAffiliations(search, at, { ...context, charge });
  const page = paginate(relationships, 'OrganizationAffiliation', search, at, context);
  const named = await loadTypes(page.items, at, context);
  const matches = await context.loaders.work.map(named, (one) => onlyElements(toAffiliation(one), search.elements));
  const included = await includedOrganizations(page.items, search.include, at, context);
  return { at, resource: toSearchset({ matches, included, ignored }, page, at, url) };
};

const readAffiliation: FhirHandler = async ({ code, url, context }) => {
  const { asOf, elements } = parseRead('OrganizationAffiliation', url.query);
  const at = within(context.root, asOf, context);
  const id = toId(code, 'OrganizationAffiliation');
  const [first, ...others] = await affiliationsById([id], at, context);
  if (!first) throw unknown('OrganizationAffiliation', id, at);
  if (others.length > 0) throw ambiguous(id, [first, ...others]);
  const [named] = await loadTypes([first], at, context);
  return { at, resource: onlyElements(toAffiliation(named!), elements) };
};

/** The handler of each path below /fhir. */
export const FHIR_HANDLERS: Readonly<Record<string, FhirHandler>> = {
  '/Organization': searchOrganizations,
  '/Organization/:code': readOrganization,
  '/OrganizationAffiliation': searchAffiliations,
  '/OrganizationAffiliation/:code': readAffiliation,
};

/** The paths that also take a search by POST, at `/_search`. */
export const SEARCHED = ['/Organization', '/OrganizationAffiliation'] as const;

/** Returns the URL without unknown parameters, if the client wants that, and their names. */
function knownParameters(table: ParameterTable, url: RequestUrl, handling: Handling) {
  const { query, ignored } = withoutUnknown(table, url.query, handling);
  return { url: ignored.length > 0 ? { ...url, url: withQuery(url.url, query), query } : url, ignored };
}

/** Returns a trimmed id. Throws BAD_USER_INPUT if FHIR does not allow it. */
function toId(given: string, type: string): string {
  const id = given.trim();
  if (FHIR_ID.test(id)) return id;
  throw badInput(`${type}/{id} takes 1 to 64 letters, digits, hyphens and dots; got ${quoteValue(given)}.`);
}

function unknown(type: string, id: string, { release }: Moment): KnownError {
  return new KnownError('NOT_FOUND', `There is no ${type} ${quoteValue(id)} in the release of ${release.id}.`);
}

/** Returns the error for an id that the release uses for several relationships. */
function ambiguous(id: string, relationships: readonly RelationshipAt[]): KnownError {
  const sources = [...new Set(relationships.map(({ sourceCode }) => sourceCode))].join(', ');
  return badInput(
    `The release has ${relationships.length} relationships with the id ${quoteValue(id)}. Search for them with primary-organization=${sources}.`,
  );
}
