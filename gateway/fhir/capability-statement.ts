import type {
  CapabilityStatement,
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceSearchParam,
} from 'fhir/r4';
import { INCLUDES } from './include';
import type { ResourceType } from './elements';
import { AFFILIATION_SEARCH, ORGANIZATION_SEARCH, type ResultParameter } from './query';
import { PROFILES } from './systems';

type SearchParameter = Omit<CapabilityStatementRestResourceSearchParam, 'name'>;
/** The search parameters of a table, without modifiers such as `name:exact`. */
type NamesOf<Table> = Exclude<keyof Table & string, ResultParameter | `${string}:${string}`>;

const MOMENT = {
  date: { type: 'date', documentation: 'The day that is shown; by default, the publication date of the release.' },
  basis: { type: 'token', documentation: 'Dates that decide: OPERATIONAL (default) or LEGAL.' },
  release: { type: 'string', documentation: 'The release, by its date; by default, the live one.' },
  knownOn: { type: 'date', documentation: 'The release that was current on a day, instead of `release`.' },
} as const satisfies Record<string, SearchParameter>;

const ORGANIZATION: Readonly<Record<NamesOf<typeof ORGANIZATION_SEARCH>, SearchParameter>> = {
  _id: { type: 'token', documentation: 'Codes, in any case.' },
  identifier: { type: 'token', documentation: 'Codes, each also as system|code.' },
  name: { type: 'string', documentation: 'The beginning of the name. Modifiers: contains, exact.' },
  active: { type: 'token', documentation: 'Active or inactive on the day, or as published without a day.' },
  'address-postalcode': { type: 'string', documentation: 'The beginning of the postcode. Modifier: exact.' },
  'address-city': { type: 'string', documentation: 'The beginning of the town. Modifiers: contains, exact.' },
  'address-country': { type: 'string', documentation: 'The beginning of the country. Modifiers: contains, exact.' },
  roleCode: { type: 'token', documentation: 'A role that was held at any time. Modifier: not.' },
  activeRoleCode: { type: 'token', documentation: 'A role that is active. Modifier: not.' },
  lastChangeDate: { type: 'date', documentation: 'The day of the last change. Prefixes: eq, ne, lt, le, gt, ge.' },
  ...MOMENT,
};

const AFFILIATION: Readonly<Record<NamesOf<typeof AFFILIATION_SEARCH>, SearchParameter>> = {
  _id: { type: 'token', documentation: 'Ids: the published uniqueRelId.' },
  identifier: { type: 'token', documentation: 'Ids, each also as system|id.' },
  'primary-organization': { type: 'reference', documentation: 'The source of the relationship.' },
  'participating-organization': { type: 'reference', documentation: 'The target of the relationship.' },
  role: { type: 'token', documentation: 'The type of the relationship, for example RE4.' },
  active: { type: 'token', documentation: 'Active or inactive on the day, or as published without a day.' },
  ...MOMENT,
};

/** The day on which what the interface can do changed last. */
const CHANGED = '2026-11-30';

const DESCRIPTION = 'Organisations and relationships of the ODS on any day.';

/** Returns what the FHIR interface can do, for clients that read it first. `base` is the address of the FHIR service, '' if it is not known. */
export function capabilityStatement(base: string): CapabilityStatement {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: CHANGED,
    kind: 'instance',
    software: { name: 'Organisation graph gateway' },
    implementation: { description: DESCRIPTION, ...(base !== '' && { url: base.replace(/\/$/, '') }) },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        resource: [
          resourceOf('Organization', ORGANIZATION),
          { ...resourceOf('OrganizationAffiliation', AFFILIATION), searchInclude: [...INCLUDES] },
        ],
      },
    ],
  };
}

function resourceOf(
  type: ResourceType,
  parameters: Readonly<Record<string, SearchParameter>>,
): CapabilityStatementRestResource {
  return {
    type,
    supportedProfile: [...PROFILES[type]],
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    versioning: 'versioned',
    readHistory: false,
    updateCreate: false,
    conditionalCreate: false,
    conditionalUpdate: false,
    conditionalDelete: 'not-supported',
    referencePolicy: ['literal', 'logical'],
    searchParam: Object.entries(parameters).map(([name, parameter]) => ({ name, ...parameter })),
  };
}
