import type { SuccessionRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Succession } from '../../schema/succession';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { toDate } from '../records/dated';
import { keyOf, type OrganisationAt } from '../records/organisation';

/** A succession as one of its two organisations shows it. */
export interface SuccessionAt extends Succession {
  /** The code of the organisation at the other end. */
  readonly other: string;
  /** The moment at which the other organisation is shown. */
  readonly moment: Moment;
}

/** Returns the direct predecessors of an organisation, ordered by date, then code. */
export function predecessorsOf(
  { code, moment }: OrganisationAt,
  { loaders }: Pick<Context, 'loaders'>,
): MaybePromise<SuccessionAt[]> {
  return when(loaders.predecessors.load(keyOf(code, moment)), (rows) => successionsAt(rows, moment));
}

/** Returns the direct successors of an organisation, ordered by date, then code. */
export function successorsOf(
  { code, moment }: OrganisationAt,
  { loaders }: Pick<Context, 'loaders'>,
): MaybePromise<SuccessionAt[]> {
  return when(loaders.successors.load(keyOf(code, moment)), (rows) => successionsAt(rows, moment));
}

function successionsAt(rows: readonly SuccessionRow[], moment: Moment): SuccessionAt[] {
  return rows.map(({ other, date, forward }) => ({ other, date: toDate(date), forward, moment }));
}
