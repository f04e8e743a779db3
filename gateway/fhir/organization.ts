import type { Address, CodeableConcept, ContactPoint, Extension, Organization } from 'fhir/r4';
import { isActive } from './active';
import type { OrganisationRecord, NamedRole } from './read-organizations';
import type { Moment } from '../../domain/moment';
import type { OrganisationAt } from '../../domain/records/organisation';
import { EXTENSIONS, PROFILES, SYSTEMS } from './systems';
import { typedPeriods } from './periods';

/** Converts a record to an Organization of the official API. Omits elements that the release does not have. */
export function toOrganization({ organisation, recordClass, roles }: OrganisationRecord): Organization {
  const { code, name, state, moment } = organisation;
  const extension = [...roles.map((role) => toRole(role, moment)), ...lastChanged(organisation)];
  return {
    resourceType: 'Organization',
    id: code,
    meta: { versionId: moment.release.id, profile: [...PROFILES.Organization] },
    extension: omitEmpty(extension),
    identifier: [{ use: 'official', system: SYSTEMS.code, value: code }],
    active: isActive(state, moment),
    type: [recordUse(state.refOnly), ...(recordClass ? [concept(SYSTEMS.recordClass, recordClass)] : [])],
    name,
    telecom: omitEmpty(organisation.contacts.flatMap(toContact)),
    address: toAddress(organisation),
  };
}

/** Returns a code with its name in the code list. */
export function concept(system: string, { code, name }: { code: string; name: string }): CodeableConcept {
  return { coding: [{ system, code, display: name }] };
}

const HIGHEST_INTEGER = 2 ** 31 - 1;

function toRole({ held, role }: NamedRole, at: Moment): Extension {
  const extension: Extension[] = [
    { url: 'roleCode', valueCodeableConcept: concept(SYSTEMS.role, role) },
    ...typedPeriods(held),
    { url: 'active', valueBoolean: isActive(held, at) },
  ];
  const isInteger = /^\d+$/.test(held.id) && Number(held.id) <= HIGHEST_INTEGER;
  if (isInteger) extension.unshift({ url: 'instanceID', valueInteger: Number(held.id) });
  return { url: EXTENSIONS.role, extension };
}

function lastChanged({ lastChanged: date }: OrganisationAt): Extension[] {
  if (date === null) return [];
  const valueCoding = { system: SYSTEMS.dateTime, code: 'LastChangeDate', display: 'Last Change Date' };
  const extension = [
    { url: 'type', valueCoding },
    { url: 'dateTime', valueDateTime: date },
  ];
  return [{ url: EXTENSIONS.typedDateTime, extension }];
}

function recordUse(refOnly: boolean): CodeableConcept {
  const code = refOnly ? 'RefOnly' : 'Full';
  return concept(SYSTEMS.recordUse, { code, name: code });
}

const CONTACTS: Readonly<Record<string, NonNullable<ContactPoint['system']>>> = {
  tel: 'phone',
  http: 'url',
  mailto: 'email',
  fax: 'fax',
};

function toContact({ type, value }: { readonly type: string; readonly value: string }): ContactPoint[] {
  return value === '' ? [] : [{ system: CONTACTS[type] ?? 'other', value }];
}

function toAddress({ address }: OrganisationAt): Address[] | undefined {
  if (address === null) return undefined;
  const { lines, town, county, postcode, country, uprn } = address;
  const given: Address = {
    extension: uprn ? [addressKey(uprn)] : undefined,
    line: omitEmpty(lines),
    city: town ?? undefined,
    district: county ?? undefined,
    postalCode: postcode ?? undefined,
    country: country ?? undefined,
  };
  return [given];
}

function addressKey(uprn: string): Extension {
  const type = concept(SYSTEMS.addressKey, { code: 'UPRN', name: 'Unique Property Reference Number' });
  const extension = [
    { url: 'type', valueCodeableConcept: type },
    { url: 'value', valueString: uprn },
  ];
  return { url: EXTENSIONS.addressKey, extension };
}

/** FHIR does not allow empty arrays. */
function omitEmpty<Item>(items: readonly Item[]): Item[] | undefined {
  return items.length > 0 ? [...items] : undefined;
}
