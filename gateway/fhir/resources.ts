import type { FhirResource } from 'fhir/r4';
import { badInput, KnownError } from '../../errors';
import { affiliationsFound, affiliationsNamed, affiliationsOf } from './search-affiliations';
import type { Context } from '../../domain/context';
import { fhirRecords } from './read-organizations';
import { organisationsFound } from './search-organizations';
import { within, type Moment } from '../../domain/moment';
import type { RelationshipAt } from '../../domain/records/relationship';
import { toAffiliation } from './affiliation';
import { pageOfResults, toSearchset, type Place } from './bundle';
import { toOrganization } from './organization';
import { FHIR_ID } from './operation-outcome';
import { parseAffiliations, parseOrganizations, parseRead } from './query';
import { shown } from '../http/query-string';

/** One request, taken apart. `signal` ends with it. */
export interface Asked {
  /** What the address names; '' where it names nothing. */
  readonly code: string;
  readonly place: Place;
  readonly context: Context;
  readonly signal: AbortSignal;
}

/** A resource, and the moment it is about. */
export type Answer = (asked: Asked) => Promise<{ readonly at: Moment; readonly resource: FhirResource }>;

const readOrganization: Answer = async ({ code: given, place, context }) => {
  const at = within(context.root, parseRead(place.query), context);
  const code = toId(given, 'Organization').toUpperCase();
  const [record] = await fhirRecords([code], at, context.loaders);
  if (!record) throw unknown('Organization', code, at);
  return { at, resource: toOrganization(record) };
};

const searchOrganizations: Answer = async ({ place, context, signal }) => {
  const search = parseOrganizations(place.query);
  const at = within(context.root, search.asOf, context);
  const codes = await organisationsFound(search.asked, at, context, signal);
  const page = pageOfResults(codes, 'Organization', search, at, context);
  const records = await fhirRecords(page.items, at, context.loaders);
  const resources = records.flatMap((record) => (record ? [toOrganization(record)] : []));
  return { at, resource: toSearchset(resources, page, at, place) };
};

const searchAffiliations: Answer = async ({ place, context }) => {
  const search = parseAffiliations(place.query);
  const at = within(context.root, search.asOf, context);
  const relationships = await affiliationsFound(search.asked, at, context);
  const page = pageOfResults(relationships, 'OrganizationAffiliation', search, at, context);
  const named = await affiliationsNamed(page.items, at, context);
  return { at, resource: toSearchset(named.map(toAffiliation), page, at, place) };
};

const readAffiliation: Answer = async ({ code, place, context }) => {
  const at = within(context.root, parseRead(place.query), context);
  const id = toId(code, 'OrganizationAffiliation');
  const [first, ...others] = await affiliationsOf([id], at, context);
  if (!first) throw unknown('OrganizationAffiliation', id, at);
  if (others.length > 0) throw ambiguous(id, [first, ...others]);
  const [named] = await affiliationsNamed([first], at, context);
  return { at, resource: toAffiliation(named!) };
};

/** What answers at each address below /fhir. */
export const FHIR_RESOURCES: Readonly<Record<string, Answer>> = {
  '/Organization': searchOrganizations,
  '/Organization/:code': readOrganization,
  '/OrganizationAffiliation': searchAffiliations,
  '/OrganizationAffiliation/:code': readAffiliation,
};

/** Errors: BAD_USER_INPUT for what FHIR does not allow as an id. */
function toId(given: string, type: string): string {
  const id = given.trim();
  if (FHIR_ID.test(id)) return id;
  throw badInput(`${type}/{id} takes 1 to 64 letters, digits, hyphens and dots; got ${shown(given)}.`);
}

function unknown(type: string, id: string, { release }: Moment): KnownError {
  return new KnownError('NOT_FOUND', `There is no ${type} ${shown(id)} in the release of ${release.id}.`);
}

/** Under one id several relationships were published: which of them is meant cannot be told. */
function ambiguous(id: string, relationships: readonly RelationshipAt[]): KnownError {
  const sources = [...new Set(relationships.map(({ sourceCode }) => sourceCode))].join(', ');
  return badInput(
    `The release has ${relationships.length} relationships with the id ${shown(id)}: search for them with primary-organization=${sources}.`,
  );
}
