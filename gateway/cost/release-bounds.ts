import type { Snapshot } from '../../graph/catalog';
import { largestSizes, type MeasuredSizes } from '../../ods/measured-sizes';
import { SizeBounds } from './size-bounds';

/** Of each set of measured releases, which is another map whenever the loaded releases change. */
const known = new WeakMap<ReadonlyMap<number, MeasuredSizes | null>, SizeBounds | null>();

/** Returns what was measured of the releases that a request can read; undefined if some of them were not measured. */
export function boundsOf({ known: { sizes } }: Pick<Snapshot, 'known'>): SizeBounds | undefined {
  let bounds = known.get(sizes);
  if (bounds === undefined) {
    const measured = [...sizes.values()].filter((each) => each !== null);
    bounds = measured.length > 0 && measured.length === sizes.size ? new SizeBounds(largestSizes(measured)) : null;
    known.set(sizes, bounds);
  }
  return bounds ?? undefined;
}
