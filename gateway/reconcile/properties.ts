import type { ExportRow } from '../../domain/export/row';
import { ANY_TYPE, typeOf, type Named } from './types';

/** A value of a property, as the data extension service returns it. */
export type PropertyValue = { readonly str: string } | { readonly date: string } | Named;

/** What the values of an organisation are taken from. */
export interface ExtendedRow extends ExportRow {
  /** The organisations that other columns name by code. */
  readonly named: ReadonlyMap<string, string>;
  readonly successors: readonly { readonly code: string; readonly name: string }[];
}

export interface Property extends Named {
  readonly description: string;
  /** The values are organisations, so that they can be extended in turn. */
  readonly isOrganisation?: boolean;
  valuesOf(row: ExtendedRow): readonly PropertyValue[];
}

/** Every property, in the order in which they are proposed. */
export const PROPERTIES: readonly Property[] = [
  text('code', 'Code', 'The ODS code', ({ organisation }) => organisation.code),
  text('name', 'Name', 'The name', ({ organisation }) => organisation.name),
  text('status', 'Status', 'active or not active, on the date', ({ organisation: { isActive } }) =>
    isActive ? 'active' : 'not active',
  ),
  {
    ...{ id: 'kinds', name: 'Kinds', description: 'The kinds on the date' },
    valuesOf: ({ kinds }) => kinds.map((kind) => ({ str: typeOf(kind).name })),
  },
  text('address', 'Address', 'The address lines', ({ organisation }) => organisation.address?.lines.join(', ')),
  text('town', 'Town', 'The town', ({ organisation }) => organisation.address?.town),
  text('county', 'County', 'The county', ({ organisation }) => organisation.address?.county),
  text('postcode', 'Postcode', 'The postcode', ({ organisation }) => organisation.address?.postcode),
  text('uprn', 'UPRN', 'The Unique Property Reference Number', ({ organisation }) => organisation.address?.uprn),
  organisations('parent', 'Parent', 'Who operates it', ({ operators, named }) => toNamed(operators, named)),
  organisations('commissioner', 'Commissioner', 'Who commissions it', ({ commissioners, named }) =>
    toNamed(commissioners, named),
  ),
  organisations('icb', 'Integrated care board (ICB)', 'The ICB that it belongs to', ({ icb }) =>
    icb.found.map(({ state }) => ({ id: state.code, name: state.name })),
  ),
  organisations('region', 'Region', 'The region of NHS England that it belongs to', ({ region }) =>
    region.found.map(({ state }) => ({ id: state.code, name: state.name })),
  ),
  organisations('successors', 'Successors', 'What it became, if it is not active', ({ successors }) =>
    successors.map(({ code: id, name }) => ({ id, name })),
  ),
  date('opened', 'Opened', 'The operational start', ({ organisation }) => organisation.operational?.start),
  date('closed', 'Closed', 'The operational end', ({ organisation }) => organisation.operational?.end),
];

/** The type of the values of a property that are organisations. */
export const VALUE_TYPE = ANY_TYPE;

/** The properties that reconciliation queries may compare. */
export const COMPARED_PROPERTIES = ['postcode', 'town', 'address', 'date'] as const;

/** All properties as suggestions: those for queries first. */
export const SUGGESTED_PROPERTIES: readonly (Named & { readonly description: string })[] = [
  {
    id: 'date',
    name: 'Date',
    description: 'For queries: the day for which a row was written down, such as 2021-01-01',
  },
  ...PROPERTIES.map(({ id, name, description }) => ({ id, name, description })),
];

function text(
  id: string,
  name: string,
  description: string,
  valueOf: (row: ExtendedRow) => string | null | undefined,
): Property {
  const valuesOf = (row: ExtendedRow) => {
    const str = valueOf(row);
    return str ? [{ str }] : [];
  };
  return { id, name, description, valuesOf };
}

function date(
  id: string,
  name: string,
  description: string,
  valueOf: (row: ExtendedRow) => string | null | undefined,
): Property {
  const valuesOf = (row: ExtendedRow) => {
    const day = valueOf(row);
    return day ? [{ date: `${day}T00:00:00` }] : [];
  };
  return { id, name, description, valuesOf };
}

function organisations(id: string, name: string, description: string, valuesOf: Property['valuesOf']): Property {
  return { id, name, description, valuesOf, isOrganisation: true };
}

function toNamed(codes: readonly string[], named: ReadonlyMap<string, string>): Named[] {
  return codes.map((id) => ({ id, name: named.get(id) ?? id }));
}
