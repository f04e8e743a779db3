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
import { paginate, toSearchset, type RequestUrl } from './bundle';
import { toOrganization } from './organization';
import { FHIR_ID } from './operation-outcome';
import { parseAffiliations, parseOrganizations, parseRead } from './query';
import { quoteValue } from '../http/query-string';

/** A parsed request. */
export interface FhirRequest {
  /** The id in the path; '' if the path has none. */
  readonly code: string;
  readonly url: RequestUrl;
  readonly context: Context;
}

/** Returns the resource of a response and its moment. */
export type FhirHandler = (request: FhirRequest) => Promise<{ readonly at: Moment; readonly resource: FhirResource }>;

const readOrganization: FhirHandler = async ({ code: given, url, context }) => {
  const at = within(context.root, parseRead(url.query), context);
  const code = toId(given, 'Organization').toUpperCase();
  const [record] = await loadOrganisationRecords([code], at, context.loaders);
  if (!record) throw unknown('Organization', code, at);
  return { at, resource: toOrganization(record) };
};

const searchOrganizations: FhirHandler = async ({ url, context }) => {
  const search = parseOrganizations(url.query);
  const at = within(context.root, search.asOf, context);
  const codes = await findOrganisationCodes(search.filter, at, context);
  const page = paginate(codes, 'Organization', search, at, context);
  const records = await loadOrganisationRecords(page.items, at, context.loaders);
  const resources = await context.loaders.work.flatMap(records, (record) => (record ? [toOrganization(record)] : []));
  return { at, resource: toSearchset(resources, page, at, url) };
};

const searchAffiliations: FhirHandler = async ({ url, context }) => {
  const search = parseAffiliations(url.query);
  const at = within(context.root, search.asOf, context);
  const relationships = await findAffiliations(search.filter, at, context);
  const page = paginate(relationships, 'OrganizationAffiliation', search, at, context);
  const named = await loadTypes(page.items, at, context);
  const resources = await context.loaders.work.map(named, toAffiliation);
  return { at, resource: toSearchset(resources, page, at, url) };
};

const readAffiliation: FhirHandler = async ({ code, url, context }) => {
  const at = within(context.root, parseRead(url.query), context);
  const id = toId(code, 'OrganizationAffiliation');
  const [first, ...others] = await affiliationsById([id], at, context);
  if (!first) throw unknown('OrganizationAffiliation', id, at);
  if (others.length > 0) throw ambiguous(id, [first, ...others]);
  const [named] = await loadTypes([first], at, context);
  return { at, resource: toAffiliation(named!) };
};

/** The handler of each path below /fhir. */
export const FHIR_HANDLERS: Readonly<Record<string, FhirHandler>> = {
  '/Organization': searchOrganizations,
  '/Organization/:code': readOrganization,
  '/OrganizationAffiliation': searchAffiliations,
  '/OrganizationAffiliation/:code': readAffiliation,
};

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
