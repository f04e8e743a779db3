import type { Bundle, Extension, Organization, OrganizationAffiliation } from 'fhir/r4';
import { bodyOf, inParts, queryOf, type Channel, type Service } from './channel';
import { distinct, sorted, type Facts } from './facts';

const ROLE = /England-OrganisationRole$/;
const PART = 50;

/** FHIR says name, postcode, `active`, active roles and active relationships. */
export const fhir =
  ({ url }: Service): Channel =>
  (codes, asked) =>
    inParts(codes, PART, async (part) => {
      const search = async <T extends Organization | OrganizationAffiliation>(path: string): Promise<T[]> => {
        const found: T[] = [];
        for (let next: string | undefined = `${url}/fhir/${path}&${queryOf(asked)}`; next;) {
          const bundle = JSON.parse(await bodyOf(await fetch(next))) as Bundle<T>;
          found.push(...(bundle.entry ?? []).map(({ resource }) => resource!));
          const link = bundle.link?.find(({ relation }) => relation === 'next')?.url;
          next = link && new URL(new URL(link, url).search, `${url}/fhir/${path.split('?')[0]}`).href;
        }
        return found;
      };
      const list = part.map(encodeURIComponent).join(',');
      const all = await search<Organization>(`Organization?_id=${list}&active=true,false&_count=200`);
      const links = await search<OrganizationAffiliation>(
        `OrganizationAffiliation?primary-organization=${list}&active=true&_count=200`,
      );
      return new Map(all.map((each) => [each.id!, factsIn(each, links)]));
    });

function factsIn(of: Organization, links: readonly OrganizationAffiliation[]): Partial<Facts> {
  const roles = (of.extension ?? [])
    .filter(({ url }) => ROLE.test(url))
    .filter((role) => part(role, 'active')?.valueBoolean);
  const own = links.filter(({ organization }) => codeIn(organization) === of.id);
  return {
    name: of.name!,
    postcode: of.address?.[0]?.postalCode ?? '',
    isActive: String(of.active),
    roles: sorted(distinct(roles.map((role) => part(role, 'roleCode')!.valueCodeableConcept!.coding![0]!.code!))),
    links: sorted(
      own.map(
        ({ code, participatingOrganization }) => `${code![0]!.coding![0]!.code} ${codeIn(participatingOrganization)}`,
      ),
    ),
  };
}

const part = (of: Extension, name: string) => of.extension?.find(({ url }) => url === name);
const codeIn = (of: OrganizationAffiliation['organization']) =>
  of?.identifier?.value ?? of?.reference?.split('/').at(-1);
