import type { Address } from '../../graphql/types';

/** The lines of an address as on an envelope, with town, county, postcode and country. */
export function addressLines(address: Address | null): string[] {
  if (!address) return [];
  const { lines, town, county, postcode, country } = address;
  return [...lines, town, county, postcode, country].filter((line) => line !== null && line !== '') as string[];
}
