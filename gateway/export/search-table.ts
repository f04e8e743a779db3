import type { StateRow } from '../../ods/facts';
import type { BelongsToResult } from '../../domain/hierarchy/belongs-to';
import type { ExportRow } from '../../domain/export/row';
import type { FileColumn, FileTable } from './formats/format';

type ColumnReader = FileColumn<ExportRow>['read'];

/** The columns that are no texts. */
const FLAGS = ['isActive', 'isReferenceOnly'];

/** The columns of CSV and Parquet, in order. */
const COLUMNS: Readonly<Record<string, ColumnReader>> = {
  code: ({ organisation }) => organisation.code,
  name: ({ organisation }) => organisation.name,
  kinds: ({ kinds }) => kinds,
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
  roleCodes: ({ roles }) => roles,
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
  operatorCodes: ({ operators }) => operators,
  commissionerCodes: ({ commissioners }) => commissioners,
  icbCodes: ({ icb }) => icb.found.map(({ state }) => state.code),
  icbNames: ({ icb }) => icb.found.map(({ state }) => state.name),
  icbReason: ({ icb }) => icb.reason,
  regionCodes: ({ region }) => region.found.map(({ state }) => state.code),
  regionNames: ({ region }) => region.found.map(({ state }) => state.name),
  regionReason: ({ region }) => region.reason,
  date: ({ organisation }) => organisation.moment.date,
  basis: ({ organisation }) => organisation.moment.basis,
  release: ({ organisation }) => organisation.moment.release.id,
};

/** The organisations of a search at a moment. The lines of NDJSON have the field names of the API. */
export const SEARCH_TABLE: FileTable<ExportRow> = {
  columns: Object.entries(COLUMNS).map(([name, read]) => ({
    name,
    type: FLAGS.includes(name) ? 'BOOLEAN' : 'TEXT',
    read,
  })),
  toJson,
};

function contactsOf(type: string): ColumnReader {
  return ({ organisation }) =>
    organisation.contacts.filter((contact) => contact.type === type).map(({ value }) => value);
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
