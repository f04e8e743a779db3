import { stringify } from 'csv-stringify/sync';
import type { StateRow } from '../../ods/facts';
import type { BelongsToResult } from '../../domain/hierarchy/belongs-to';
import type { ExportRow } from '../../domain/export/row';

/** A file format of exports. */
export interface ExportFormat {
  readonly extension: 'csv' | 'ndjson';
  readonly mediaType: string;
  readonly header: string;
  formatRows(rows: readonly ExportRow[]): string;
}

type Cell = string | boolean | null | undefined;
type ColumnReader = (exported: ExportRow) => Cell;

/** The columns of the CSV, in order. Several values of a cell are separated by '; '. */
const COLUMNS: Readonly<Record<string, ColumnReader>> = {
  code: ({ organisation }) => organisation.code,
  name: ({ organisation }) => organisation.name,
  kinds: ({ kinds }) => join(kinds),
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
  roleCodes: ({ roles }) => join(roles),
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
  operatorCodes: ({ operators }) => join(operators),
  commissionerCodes: ({ commissioners }) => join(commissioners),
  icbCodes: ({ icb }) => join(icb.found.map(({ state }) => state.code)),
  icbNames: ({ icb }) => join(icb.found.map(({ state }) => state.name)),
  icbReason: ({ icb }) => icb.reason,
  regionCodes: ({ region }) => join(region.found.map(({ state }) => state.code)),
  regionNames: ({ region }) => join(region.found.map(({ state }) => state.name)),
  regionReason: ({ region }) => region.reason,
  date: ({ organisation }) => organisation.moment.date,
  basis: ({ organisation }) => organisation.moment.basis,
  release: ({ organisation }) => organisation.moment.release.id,
};

const columnReaders = Object.values(COLUMNS);

/** RFC 4180 with a header line. A cell that a spreadsheet would read as a formula gets a leading apostrophe. */
const CSV: ExportFormat = {
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  header: toCsv([Object.keys(COLUMNS)]),
  formatRows: (rows) => toCsv(rows.map((row) => columnReaders.map((cell) => cell(row)))),
};

/** One JSON object per line, with the field names of the API. */
const NDJSON: ExportFormat = {
  extension: 'ndjson',
  mediaType: 'application/x-ndjson; charset=utf-8',
  header: '',
  formatRows: (rows) => rows.map((row) => `${JSON.stringify(toJson(row))}\n`).join(''),
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

function join(values: readonly string[]): string {
  return values.join('; ');
}

function contactsOf(type: string): ColumnReader {
  return ({ organisation }) =>
    join(organisation.contacts.filter((contact) => contact.type === type).map(({ value }) => value));
}

function toJson({ organisation, ...exported }: ExportRow): object {
  const { code, name, recordClass, status, isActive, isReferenceOnly, basisUsed } = organisation;
  const { operational, legal, lastChanged, address, contacts, moment } = organisation;
  const { kinds, primaryRole, roles, operators, commissioners, icb, region } = exported;
  return {
    ...{ code, name, kinds, recordClass, status, isActive, isReferenceOnly, basisUsed },
    ...{ operational, legal, lastChanged },
    primaryRole: primaryRole && { code: primaryRole.code, name: primaryRole.name },
    ...{ roles, address, contacts, operators, commissioners },
    icb: toBelongsTo(icb),
    region: toBelongsTo(region),
    moment: { date: moment.date, basis: moment.basis, release: moment.release.id },
  };
}

function toBelongsTo({ found, reason }: BelongsToResult): object {
  return { organisations: found.map(({ state }) => codeAndName(state)), reason };
}

function codeAndName({ code, name }: StateRow) {
  return { code, name };
}
