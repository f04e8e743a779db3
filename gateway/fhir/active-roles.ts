import { KnownError } from '../../errors';
import { holdersOf, toSet } from '../../domain/search/candidates';
import type { Moment } from '../../domain/moment';
import { keyOf } from '../../domain/records/organisation';
import type { Loaders } from '../../graph/loaders';
import type { RoleRow } from '../../ods/facts';
import { isActive } from './active';
import type { RecordTest } from './organisation-filter';

/** Records that are read and filtered at once. */
const BATCH_SIZE = 1_000;

/** Reading so many names or roles from the database takes about a second of its processor time and ours. */
const MOST_READ = 100_000;

/** Throws TOO_MANY_RESULTS if so much would have to be read. */
export function refuseLong(what: 'names' | 'roles', { length }: readonly string[]): void {
  if (length > MOST_READ)
    throw new KnownError(
      'TOO_MANY_RESULTS',
      `The search would compare the ${what} of ${length} organisations, more than the limit of ${MOST_READ}.`,
      { next: 'Add a condition, for example address-city, roleCode or active.' },
    );
}

/** Returns the codes of the organisations whose roles pass a test. */
export function withActiveRoles(
  codes: readonly string[],
  holdsRoles: NonNullable<RecordTest['holdsRoles']>,
  at: Moment,
  { roles, work }: Loaders,
): Promise<readonly string[]> {
  return inBatches(codes, async (batch) => {
    const held = await roles.loadMany(batch.map((code) => keyOf(code, at)));
    return work.filter(batch, (_, index) => holdsRoles(held[index]!));
  });
}

/** Returns the codes of the organisations that hold none of some roles actively. Only those that ever held one are read. */
export async function withoutActiveRoles(
  codes: readonly string[],
  excluded: readonly string[],
  at: Moment,
  loaders: Loaders,
): Promise<readonly string[]> {
  const { work } = loaders;
  const holders = await toSet(await holdersOf(excluded, at.release.number, loaders), work);
  const read = await work.filter(codes, (code) => holders.has(code));
  refuseLong('roles', read);
  const isExcluded = (held: readonly RoleRow[]) =>
    held.some((role) => excluded.includes(role.code) && isActive(role, at));
  const active = new Set(await withActiveRoles(read, isExcluded, at, loaders));
  return work.filter(codes, (code) => !active.has(code));
}

/** Calls `filter` with the codes, some at once, and returns those that it returns. */
export async function inBatches(
  codes: readonly string[],
  filter: (batch: readonly string[]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (let from = 0; from < codes.length; from += BATCH_SIZE)
    for (const code of await filter(codes.slice(from, from + BATCH_SIZE))) left.push(code);
  return left;
}
