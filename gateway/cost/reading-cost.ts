import {
  BELOW,
  FEW_LINKS,
  LINKS_PER_ORGANISATION,
  ORGANISATIONS_PER_POINT,
  SCALARS_PER_POINT,
  type Reading,
} from '../../resolvers/sizes/reading-sizes';
import type { Parents, SizeBounds } from './size-bounds';

/** The size of what can be read. */
export interface ReadSizes {
  /** Organisations of the largest loaded release. */
  readonly organisations: number;
  /** Absent: some loaded release was not measured. */
  readonly bounds?: SizeBounds | undefined;
}

/** Returns the points of what a field reads for all its parents. */
export function readingCost(reading: Reading, parents: Parents, sizes: ReadSizes): number {
  const { points = 0, scalars } = reading;
  const read = organisationsRead(reading, parents, sizes) + parents.count * belowWithin(reading, sizes);
  const written = scalars === undefined ? 0 : scalarsWritten(reading, parents, sizes);
  return parents.count * points + read / ORGANISATIONS_PER_POINT + written / SCALARS_PER_POINT;
}

/** Returns the points of the total count of the connection that a field returns for one parent. */
export function countingCost(reading: Reading, sizes: ReadSizes): number {
  const { counted = 0, bound = {}, within } = reading;
  const most = within ? belowWithin(reading, sizes) : Infinity;
  const one: Parents = { count: 1, repeats: 1, isDistinct: false };
  const held = sizes.bounds?.itemsOf(bound, one) ?? Infinity;
  return Math.min(counted * sizes.organisations, most, held) / ORGANISATIONS_PER_POINT;
}

function organisationsRead(reading: Reading, parents: Parents, sizes: ReadSizes): number {
  const { each, all, bound = {}, times = 1, within } = reading;
  const most = within?.boundsPage ? parents.count * belowWithin(reading, sizes) : Infinity;
  const assumed = Math.min(Math.min(parents.count * each, all) * sizes.organisations, most);
  const ofBound = times * (sizes.bounds?.itemsOf(bound, withoutRepeats(parents)) ?? Infinity);
  return Math.max(Math.min(assumed, ofBound), linksPassed(reading, parents, sizes) / LINKS_PER_ORGANISATION);
}

/** Returns the relationships that are read and mostly not followed, of parents whose codes are known. */
function linksPassed({ passesLinks }: Reading, parents: Parents, { bounds }: ReadSizes): number {
  if (!passesLinks || !bounds || !parents.codes) return 0;
  const lengths = [...new Set(parents.codes)].map((code) => bounds.lengthOf(code, 'relationships'));
  return lengths.reduce((sum, links) => sum + (links > FEW_LINKS && links < Infinity ? links : 0), 0);
}

function scalarsWritten(
  { all, scalars = 0, mostScalars = Infinity, bound = {} }: Reading,
  parents: Parents,
  { organisations, bounds }: ReadSizes,
): number {
  const assumed = parents.count * Math.min(scalars * organisations, mostScalars);
  const measured = bounds?.itemsOf(bound, parents, mostScalars) ?? Infinity;
  return Math.min(assumed, measured, all * organisations * parents.repeats);
}

function belowWithin({ within }: Reading, { organisations, bounds }: ReadSizes): number {
  if (!within) return 0;
  const below = Math.min(BELOW.each * organisations, 1 + (bounds?.lengthOf(within.code, within.list) ?? Infinity));
  return within.moments * below;
}

/** Equal computations are done once. */
function withoutRepeats(parents: Parents): Parents {
  if (!parents.codes) return parents;
  const codes = [...new Set(parents.codes)];
  return { ...parents, codes, count: codes.length };
}
