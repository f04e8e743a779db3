import type { OrganisationKey } from '../../graph/keys';
import { active } from '../../ods/periods';
import { readDate } from '../../ods/written/dates';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Context } from '../context';
import { within, type Moment } from '../moment';
import { keyOf, OrganisationAt } from '../records/organisation';
import { findCodes, quoted, type FoundCode } from './codes';
import type { EnrichCell, EnrichColumn } from './columns';
import type { DamagedCodesOfReleases } from './known-codes';
import { addParts, readersOf, type RowParts } from './parts';

/** The code and the day of one row, as they are written in the file. */
export interface EnrichItem {
  readonly code: string;
  /** Null if the file has no column of dates: the day of the moment. */
  readonly date: string | null;
}

export interface EnrichPlan {
  readonly columns: readonly EnrichColumn[];
  /** The basis, the release and the day of rows without a date of their own. */
  readonly at: Moment;
  readonly damaged: DamagedCodesOfReleases;
}

/** The cells that are added to a row: those of the columns, the code used, the day used and the reason. */
export type AddedCells = readonly EnrichCell[];

/** Separates several values in one cell of a CSV file, and the parts of a reason. */
export const SEPARATOR = '; ';

/** Returns the added cells of each item, in order. The number of batch queries does not depend on how many days there are. */
export async function enrichItems(
  items: readonly EnrichItem[],
  { columns, at, damaged }: EnrichPlan,
  { releases, loaders }: Pick<Context, 'releases' | 'loaders'>,
): Promise<AddedCells[]> {
  const found = await findCodes(
    items.map(({ code }) => code),
    at,
    loaders,
    damaged,
  );
  const days = items.map(({ date }) => dayOf(date, at));
  await readAhead(found, days, at, { loaders });
  const moments = { releases, used: new Map<string, Moment>() };
  const readers = readersOf(columns);
  return loaders.work.mapTogether(days, (day, index): MaybePromise<AddedCells> => {
    const { state, reason } = found[index]!;
    const reasons = [...(reason === null ? [] : [reason]), ...(day.reason === null ? [] : [day.reason])];
    const row: RowParts = { cells: {}, reasons };
    const closing = () => cellsOf(row, [state?.code ?? null, day.date], columns);
    if (state === null || day.date === null) return closing();
    const organisation = new OrganisationAt(state, within(at, { date: day.date }, moments));
    return when(addParts(readers, organisation, row, loaders), closing);
  });
}

/** Reads what most rows need in one batch for each kind of fact. */
async function readAhead(
  found: readonly FoundCode[],
  days: readonly Day[],
  at: Moment,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<void> {
  const isInactive = ({ state }: FoundCode, index: number) =>
    state !== null && !active(state, days[index]!.date ?? at.date, at.basis);
  const keys = keysOf(found, at);
  const keysOfInactive = keysOf(found.filter(isInactive), at);
  await Promise.all([
    loaders.roles.loadMany(keys),
    loaders.outgoing.loadMany(keys),
    loaders.successors.loadMany(keysOfInactive),
  ]);
}

function keysOf(found: readonly FoundCode[], at: Moment): OrganisationKey[] {
  return [...new Set(found.flatMap(({ state }) => state?.code ?? []))].map((code) => keyOf(code, at));
}

interface Day {
  /** Null if there is none. */
  readonly date: string | null;
  readonly reason: string | null;
}

function dayOf(written: string | null, at: Moment): Day {
  if (written === null) return { date: at.date, reason: null };
  if (written.trim() === '') return { date: null, reason: 'NO_DATE: the cell is empty' };
  const read = readDate(written);
  if (read) return { date: read.date, reason: read.note && `DATE: ${quoted(written)} ${read.note}` };
  return { date: null, reason: `UNREADABLE_DATE: ${quoted(written)} is no date such as 2021-03-31 or 31/03/2021` };
}

function cellsOf(
  { cells, reasons }: RowParts,
  used: readonly (string | null)[],
  columns: readonly EnrichColumn[],
): AddedCells {
  const reason = reasons.length === 0 ? null : reasons.join(SEPARATOR);
  return [...columns.map((column) => cells[column] ?? null), ...used, reason];
}
