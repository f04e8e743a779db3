import type { Dated } from '../../ods/periods';
import type { RecordStatus } from '../../ods/facts';
import { activeAt } from '../../domain/records/dated';
import type { Moment } from '../../domain/moment';

/** The published status and dates of a record, role or relationship. */
export interface PublishedStatus extends Dated {
  readonly status: RecordStatus | null;
}

/** Whether `active` depends on dates: if the request states a date or the legal basis. */
export function usesDates({ hasOwnDate, basis }: Moment): boolean {
  return hasOwnDate || basis === 'LEGAL';
}

/** Returns `active`: by dates if the request states a date or the legal basis, otherwise the published status. */
export function isActive(published: PublishedStatus, at: Moment): boolean {
  return usesDates(at) ? activeAt(published, at) : published.status === 'ACTIVE';
}

/** Returns the values of `active` that match; null for any. A search by date finds active ones unless it states otherwise. */
export function activeFilter(given: readonly boolean[] | undefined, at: Moment): readonly boolean[] | null {
  return given ?? (usesDates(at) ? [true] : null);
}
