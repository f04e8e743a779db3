/** URLs of the official API: profiles, extensions, identifier systems and code systems. */
const ENGLAND = 'https://fhir.nhs.uk/England';
const UK_CORE = 'https://fhir.hl7.org.uk';
const ODS = 'https://digital.nhs.uk/services/organisation-data-service/CodeSystem';

export const PROFILES = {
  Organization: [
    `${UK_CORE}/StructureDefinition/UKCore-Organization`,
    `${ENGLAND}/StructureDefinition/England-Organization-ODS`,
  ],
  OrganizationAffiliation: [
    `${UK_CORE}/StructureDefinition/UKCore-OrganizationAffiliation`,
    `${ENGLAND}/StructureDefinition/England-OrganizationAffiliation-ODS`,
  ],
} as const;

export const EXTENSIONS = {
  role: `${ENGLAND}/StructureDefinition/Extension-England-OrganisationRole`,
  typedPeriod: `${ENGLAND}/StructureDefinition/Extension-England-TypedPeriod`,
  typedDateTime: `${ENGLAND}/StructureDefinition/Extension-England-TypedDateTime`,
  addressKey: `${UK_CORE}/StructureDefinition/Extension-UKCore-AddressKey`,
} as const;

export const SYSTEMS = {
  code: 'https://fhir.nhs.uk/Id/ods-organization-code',
  relationshipInstance: `${ODS}/organization-relationship-instance`,
  role: `${ODS}/ODSOrganisationRole`,
  relationship: `${ODS}/ODSRelationship`,
  recordClass: `${ODS}/ODSRecordClass`,
  recordUse: `${ENGLAND}/CodeSystem/England-ODSRecordUseType`,
  periodType: `${ENGLAND}/CodeSystem/England-PeriodType`,
  dateTime: `${ENGLAND}/CodeSystem/England-ODSDateTime`,
  addressKey: `${UK_CORE}/CodeSystem/UKCore-AddressKeyType`,
} as const;
