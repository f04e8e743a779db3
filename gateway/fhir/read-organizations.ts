import type { CodeListRow, HoldingRow, StateRow } from '../../graph/keys';
import type { Loaders } from '../../graph/loaders';
import { recordClassNamed, roleNamed } from '../../domain/records/code-lists';
import type { Moment } from '../../domain/moment';
import { keyOf, OrganisationAt, recordsOf } from '../../domain/records/organisation';

/** What a FHIR Organization is made of. */
export interface FhirRecord {
  readonly organisation: OrganisationAt;
  /** Null when the record has none. */
  readonly recordClass: CodeListRow | null;
  /** Every role ever held, primary first, then by code. */
  readonly roles: readonly NamedRole[];
}

export interface NamedRole {
  readonly held: HoldingRow;
  readonly role: CodeListRow;
}

/** The records of codes, in their order; null where the release has neither record nor stub. */
export async function fhirRecords(
  codes: readonly string[],
  at: Moment,
  loaders: Loaders,
): Promise<(FhirRecord | null)[]> {
  const [records, held] = await Promise.all([
    recordsOf(codes, at, loaders),
    loaders.roles.loadMany(codes.map((code) => keyOf(code, at))),
  ]);
  return Promise.all(records.map((record, index) => record && described(record, held[index]!, at, loaders)));
}

async function described(
  organisation: OrganisationAt,
  held: readonly HoldingRow[],
  at: Moment,
  loaders: Loaders,
): Promise<FhirRecord> {
  const [recordClass, roles] = await Promise.all([
    classOf(organisation.state, at, loaders),
    Promise.all(held.map(async (row) => ({ held: row, role: await roleNamed(row.code, at, loaders) }))),
  ]);
  return { organisation, recordClass, roles };
}

function classOf({ recordClass }: StateRow, at: Moment, loaders: Loaders) {
  return recordClass && recordClassNamed(recordClass === 'SITE' ? 'RC2' : 'RC1', at, loaders);
}
