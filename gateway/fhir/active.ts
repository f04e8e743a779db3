import type { Dated } from '../../ods/periods';
import type { RecordStatus } from '../../graph/keys';
import { activeAt } from '../../domain/records/dated';
import type { Moment } from '../../domain/moment';

/** What `active` is answered from: the published status, or the thing's dates. */
export interface Published extends Dated {
  readonly status: RecordStatus | null;
}

/** Whether `active` is about the dates of a thing: when a day or the legal basis was asked for. */
export function byDates({ dated, basis }: Moment): boolean {
  return dated || basis === 'LEGAL';
}

/** `active` of a record, role or relationship: by its dates when a day was asked for, else the published status. */
export function isActive(published: Published, at: Moment): boolean {
  return byDates(at) ? activeAt(published, at) : published.status === 'ACTIVE';
}

/** The values of `active` that a search wants; null for any. With a day it is what held then, unless it says otherwise. */
export function activeWanted(given: readonly boolean[] | undefined, at: Moment): readonly boolean[] | null {
  return given ?? (byDates(at) ? [true] : null);
}
