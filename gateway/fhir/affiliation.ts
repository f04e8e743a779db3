import type { OrganizationAffiliation, Reference } from 'fhir/r4';
import type { TypedRelationship } from './search-affiliations';
import { isActive } from './active';
import { PROFILES, SYSTEMS } from './systems';
import { concept } from './organization';
import { periodOf, typedPeriods } from './periods';

/** Converts a relationship to an OrganizationAffiliation of the official API. Its id is the published uniqueRelId. */
export function toAffiliation({ relationship, type }: TypedRelationship): OrganizationAffiliation {
  const { uniqueRelId: id, row, moment, sourceCode, targetCode } = relationship;
  const extension = typedPeriods(row);
  return {
    resourceType: 'OrganizationAffiliation',
    id: id === '' ? undefined : id,
    meta: { versionId: moment.release.id, profile: [...PROFILES.OrganizationAffiliation] },
    extension: extension.length > 0 ? extension : undefined,
    identifier: id === '' ? undefined : [{ system: SYSTEMS.relationshipInstance, value: id }],
    active: isActive(row, moment),
    period: periodOf(row, moment),
    organization: toReference(sourceCode),
    participatingOrganization: toReference(targetCode),
    code: [concept(SYSTEMS.relationship, type)],
  };
}

function toReference(code: string): Reference {
  return { reference: `Organization/${code}`, identifier: { system: SYSTEMS.code, value: code } };
}
