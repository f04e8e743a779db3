import type { CodeListRow, RoleRow, StateRow } from '../../ods/facts';
import type { Loaders } from '../../graph/loaders';
import { recordClassByCode, roleByCode } from '../../domain/records/code-lists';
import type { Moment } from '../../domain/moment';
import { keyOf, OrganisationAt, recordsOf } from '../../domain/records/organisation';

/** A record with the names that a FHIR Organization needs. */
export interface OrganisationRecord {
  readonly organisation: OrganisationAt;
  /** Null if the record has none. */
  readonly recordClass: CodeListRow | null;
  /** Every role that the organisation has or had; the primary role first, then by code. */
  readonly roles: readonly NamedRole[];
}

export interface NamedRole {
  readonly held: RoleRow;
  readonly role: CodeListRow;
}

/** Returns the records of the codes, in the same order; null for a code that is not in the release. */
export async function loadOrganisationRecords(
  codes: readonly string[],
  at: Moment,
  loaders: Loaders,
): Promise<(OrganisationRecord | null)[]> {
  const [records, held] = await Promise.all([
    recordsOf(codes, at, loaders),
    loaders.roles.loadMany(codes.map((code) => keyOf(code, at))),
  ]);
  return loaders.work.mapTogether(records, (record, index) => record && withNames(record, held[index]!, at, loaders));
}

async function withNames(
  organisation: OrganisationAt,
  held: readonly RoleRow[],
  at: Moment,
  loaders: Loaders,
): Promise<OrganisationRecord> {
  const [recordClass, roles] = await Promise.all([
    recordClassOf(organisation.state, at, loaders),
    Promise.all(held.map(async (row) => ({ held: row, role: await roleByCode(row.code, at, loaders) }))),
  ]);
  return { organisation, recordClass, roles };
}

function recordClassOf({ recordClass }: StateRow, at: Moment, loaders: Loaders) {
  return recordClass && recordClassByCode(recordClass === 'SITE' ? 'RC2' : 'RC1', at, loaders);
}
