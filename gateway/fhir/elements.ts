import type { Coding, FhirResource } from 'fhir/r4';
import { badInput } from '../../errors';
import { listOf, quoteValue, text, type ParameterReader } from '../http/query-string';

/** The types of resources that are read and searched. */
export type ResourceType = 'Organization' | 'OrganizationAffiliation';

/** How much of each resource a client wants. */
export type Summary = 'true' | 'text' | 'data' | 'count' | 'false';
export const SUMMARIES: readonly Summary[] = ['true', 'text', 'data', 'count', 'false'];

const EVERY_TYPE = ['id', 'meta', 'implicitRules', 'language', 'text', 'contained', 'extension', 'modifierExtension'];

/** Elements of FHIR R4 by type; those of a summary first. */
const ELEMENTS: Readonly<
  Record<ResourceType, { readonly summary: readonly string[]; readonly others: readonly string[] }>
> = {
  Organization: {
    summary: ['identifier', 'active', 'type', 'name', 'partOf'],
    others: ['alias', 'telecom', 'address', 'contact', 'endpoint'],
  },
  OrganizationAffiliation: {
    summary: [
      ...['identifier', 'active', 'period', 'organization', 'participatingOrganization', 'network', 'code'],
      ...['specialty', 'location'],
    ],
    others: ['healthcareService', 'telecom', 'endpoint'],
  },
};

/** Always present in a part of a resource. */
const ALWAYS = ['resourceType', 'id', 'meta'];

/** Marks a resource that is not complete. */
const SUBSETTED: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
};

/** Reads the elements of a type, separated by commas, each also as `Type.element`. */
export function elementsOf(type: ResourceType): ParameterReader<string[]> {
  const { summary, others } = ELEMENTS[type];
  const known = [...EVERY_TYPE, ...summary, ...others];
  return (name, given) =>
    listOf(text)(name, given)?.map((part) => {
      const element = part.startsWith(`${type}.`) ? part.slice(type.length + 1) : part;
      if (known.includes(element)) return element;
      throw badInput(`${name} takes elements of ${type}: ${known.join(', ')}; got ${quoteValue(part)}.`);
    });
}

/** The parts of a resource that a client wants; null for all. */
export type WantedElements = readonly string[] | null;

/** Returns the wanted elements. Throws BAD_USER_INPUT if both parameters restrict them. */
export function wantedElements(type: ResourceType, elements?: readonly string[], summary?: Summary): WantedElements {
  const restricts = summary === 'true' || summary === 'text';
  if (elements && restricts) throw badInput('_elements and _summary exclude each other.');
  if (elements) return elements;
  if (!restricts) return null;
  return summary === 'text' ? ['text'] : ['implicitRules', ...ELEMENTS[type].summary];
}

/** Returns a resource with the wanted elements only, marked as incomplete. */
export function onlyElements<Resource extends FhirResource>(resource: Resource, wanted: WantedElements): Resource {
  if (wanted === null) return resource;
  const left = Object.entries(resource).filter(([name]) => ALWAYS.includes(name) || wanted.includes(name));
  const meta = { ...resource.meta, tag: [...(resource.meta?.tag ?? []), SUBSETTED] };
  return { ...(Object.fromEntries(left) as unknown as Resource), meta };
}
