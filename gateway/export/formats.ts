import { stringify } from 'csv-stringify/sync';
import type { StateRow } from '../../graph/keys';
import type { Belonged } from '../../domain/hierarchy/belongs-to';
import type { Exported } from '../../domain/export/row';

/** A way to write an export: its media type, what stands before the first row, and rows as text. */
export interface ExportFormat {
  readonly extension: 'csv' | 'ndjson';
  readonly mediaType: string;
  readonly head: string;
  text(rows: readonly Exported[]): string;
}

type Cell = string | boolean | null | undefined;
type Column = (exported: Exported) => Cell;

/** The columns of the CSV, in their order; several values of a cell stand with '; ' between them. */
const COLUMNS: Readonly<Record<string, Column>> = {
  code: ({ organisation }) => organisation.code,
  name: ({ organisation }) => organisation.name,
  kinds: ({ kinds }) => joined(kinds),
  recordClass: ({ organisation }) => organisation.recordClass,
  status: ({ organisation }) => organisation.status,
  isActive: ({ organisation }) => organisation.isActive,
  isReferenceOnly: ({ organisation }) => organisation.isReferenceOnly,
  basisUsed: ({ organisation }) => organisation.basisUsed,
  operationalStart: ({ organisation }) => organisation.operational?.start,
  operationalEnd: ({ organisation }) => organisation.operational?.end,
  legalStart: ({ organisation }) => organisation.legal?.start,
  legalEnd: ({ organisation }) => organisation.legal?.end,
  lastChanged: ({ organisation }) => organisation.lastChanged,
  primaryRoleCode: ({ primaryRole }) => primaryRole?.code,
  primaryRoleName: ({ primaryRole }) => primaryRole?.name,
  roleCodes: ({ roles }) => joined(roles),
  addressLine1: ({ organisation }) => organisation.state.line1,
  addressLine2: ({ organisation }) => organisation.state.line2,
  addressLine3: ({ organisation }) => organisation.state.line3,
  town: ({ organisation }) => organisation.state.town,
  county: ({ organisation }) => organisation.state.county,
  postcode: ({ organisation }) => organisation.state.postcode,
  country: ({ organisation }) => organisation.state.country,
  uprn: ({ organisation }) => organisation.state.uprn,
  telephone: contactsOf('tel'),
  email: contactsOf('mailto'),
  website: contactsOf('http'),
  fax: contactsOf('fax'),
  operatorCodes: ({ operators }) => joined(operators),
  commissionerCodes: ({ commissioners }) => joined(commissioners),
  icbCodes: ({ icb }) => joined(icb.found.map(({ state }) => state.code)),
  icbNames: ({ icb }) => joined(icb.found.map(({ state }) => state.name)),
  icbReason: ({ icb }) => icb.reason,
  regionCodes: ({ region }) => joined(region.found.map(({ state }) => state.code)),
  regionNames: ({ region }) => joined(region.found.map(({ state }) => state.name)),
  regionReason: ({ region }) => region.reason,
  date: ({ organisation }) => organisation.moment.date,
  basis: ({ organisation }) => organisation.moment.basis,
  release: ({ organisation }) => organisation.moment.release.id,
};

const cells = Object.values(COLUMNS);

/** RFC 4180 with a line of headings; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
const CSV: ExportFormat = {
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  head: toCsv([Object.keys(COLUMNS)]),
  text: (rows) => toCsv(rows.map((row) => cells.map((cell) => cell(row)))),
};

/** One JSON object a line, its names those of the API's fields. */
const NDJSON: ExportFormat = {
  extension: 'ndjson',
  mediaType: 'application/x-ndjson; charset=utf-8',
  head: '',
  text: (rows) => rows.map((row) => `${JSON.stringify(toJson(row))}\n`).join(''),
};

export const EXPORT_FORMATS: readonly ExportFormat[] = [CSV, NDJSON];

function toCsv(rows: readonly (readonly Cell[])[]): string {
  return stringify(rows as Cell[][], {
    cast: { boolean: String },
    escape_formulas: true,
    quoted_match: /[\r\n]/,
    record_delimiter: 'windows',
  });
}

function joined(values: readonly string[]): string {
  return values.join('; ');
}

function contactsOf(type: string): Column {
  return ({ organisation }) =>
    joined(organisation.contacts.filter((contact) => contact.type === type).map(({ value }) => value));
}

function toJson({ organisation, ...exported }: Exported): object {
  const { code, name, recordClass, status, isActive, isReferenceOnly, basisUsed } = organisation;
  const { operational, legal, lastChanged, address, contacts, moment } = organisation;
  const { kinds, primaryRole, roles, operators, commissioners, icb, region } = exported;
  return {
    ...{ code, name, kinds, recordClass, status, isActive, isReferenceOnly, basisUsed },
    ...{ operational, legal, lastChanged },
    primaryRole: primaryRole && { code: primaryRole.code, name: primaryRole.name },
    ...{ roles, address, contacts, operators, commissioners },
    icb: toBelonging(icb),
    region: toBelonging(region),
    moment: { date: moment.date, basis: moment.basis, release: moment.release.id },
  };
}

function toBelonging({ found, reason }: Belonged): object {
  return { organisations: found.map(({ state }) => codeAndName(state)), reason };
}

function codeAndName({ code, name }: StateRow) {
  return { code, name };
}
