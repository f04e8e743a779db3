import { latitudesWithin, metresBetween, type Point } from '../../ods/distance';
import type { PlaceRow } from '../../ods/facts';
import { byText } from '../../ods/orders';
import type { KnownFacts } from '../../graph/known-facts';
import type { Loaders } from '../../graph/loaders';
import type { WorkBudget } from '../../work-budget';
import type { Context } from '../context';
import type { Moment } from '../moment';
import type { Circle } from './centre';

/** An organisation and how far it is from the middle of a circle. */
export interface PlaceFound {
  readonly code: string;
  readonly metres: number;
}

/** Where the organisations of one release are, ordered by latitude: 16 bytes for each besides its code. */
export class Places {
  constructor(
    private readonly codes: readonly string[],
    private readonly latitudes: Float64Array,
    private readonly longitudes: Float64Array,
  ) {}

  get size(): number {
    return this.codes.length;
  }

  /** Returns the organisations in a circle, nearest first, then by code. */
  async within(circle: Circle, work: WorkBudget): Promise<readonly PlaceFound[]> {
    const { latitude, longitude, metres } = circle;
    const height = latitudesWithin(metres);
    const width = height / Math.cos(Math.min(Math.abs(latitude) + height, 90) * (Math.PI / 180));
    const first = this.firstFrom(latitude - height);
    const found: PlaceFound[] = [];
    await work.each(this.firstFrom(latitude + height) - first, (index) => {
      const at = first + index;
      const place = { latitude: this.latitudes[at]!, longitude: this.longitudes[at]! };
      const across = Math.abs(place.longitude - longitude);
      if (Math.min(across, 360 - across) > width) return;
      const distance = metresBetween(circle, place);
      if (distance <= metres) found.push({ code: this.codes[at]!, metres: distance });
    });
    return work.sort(found, (a, b) => a.metres - b.metres || byText(a.code, b.code));
  }

  /** Returns the index of the first place at or north of a latitude, by binary search. */
  private firstFrom(latitude: number): number {
    let [low, high] = [0, this.latitudes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.latitudes[middle]! < latitude) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The releases whose places are kept, those that were asked for last. */
const KEPT = 2;
const kept = new WeakMap<KnownFacts, Map<string, Promise<Places>>>();

/**
 * Returns the places of a release, by the postcodes of its records. They are read once for all requests and do not end with the
 * request that asked first.
 */
export function placesIn(
  { release }: Moment,
  { snapshot: { known, postcodes } }: Pick<Context, 'snapshot'>,
): Promise<Places> {
  let byRelease = kept.get(known);
  if (!byRelease) kept.set(known, (byRelease = new Map<string, Promise<Places>>()));
  const key = `${release.number} ${postcodes}`;
  const places = byRelease.get(key) ?? readPlaces(release.number, postcodes, known.loaders());
  byRelease.delete(key);
  byRelease.set(key, places);
  for (const oldest of byRelease.keys()) if (byRelease.size > KEPT) byRelease.delete(oldest);
  const forget = byRelease;
  places.catch(() => forget.delete(key));
  return places;
}

/** Reads the places of the request's moment before a client asks for them. Does nothing if no postcodes are loaded. */
export async function preparePlaces(context: Pick<Context, 'root' | 'snapshot'>): Promise<void> {
  if (context.snapshot.postcodes > 0) await placesIn(context.root, context);
}

/** Postcodes that are read at once: few enough to be answered within the deadline of a read. */
const POSTCODES_AT_ONCE = 4_000;

async function readPlaces(release: number, generation: number, loaders: Loaders): Promise<Places> {
  const rows = await rowsOf(release, loaders);
  const points = await pointsOf(rows, generation, loaders);
  const located = await loaders.work.filter(rows, ({ postcode }) => points.has(postcode));
  const latitudeOf = ({ postcode }: PlaceRow) => points.get(postcode)!.latitude;
  const inOrder = await loaders.work.sort(located, (a, b) => latitudeOf(a) - latitudeOf(b));
  return new Places(
    inOrder.map(({ code }) => code),
    Float64Array.from(inOrder, latitudeOf),
    Float64Array.from(inOrder, ({ postcode }) => points.get(postcode)!.longitude),
  );
}

/** Reads all organisations of a release that have a postcode. */
async function rowsOf(release: number, loaders: Loaders): Promise<readonly PlaceRow[]> {
  const rows: PlaceRow[] = [];
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: readonly PlaceRow[] = await loaders.places.load({ after, release });
    rows.push(...page);
    after = page.at(-1)?.code;
  }
  return rows;
}

/** Reads where postcodes are, in order, because those of one sector are stored together. */
async function pointsOf(
  rows: readonly PlaceRow[],
  generation: number,
  { location, work }: Loaders,
): Promise<ReadonlyMap<string, Point>> {
  const points = new Map<string, Point>();
  const postcodes = await work.sort([...new Set(rows.map(({ postcode }) => postcode))], byText);
  for (let from = 0; from < postcodes.length; from += POSTCODES_AT_ONCE) {
    const keys = postcodes.slice(from, from + POSTCODES_AT_ONCE).map((postcode) => ({ postcode, generation }));
    const found = await location.loadMany(keys);
    await work.each(found.length, (at) => {
      const { latitude = null, longitude = null } = found[at] ?? {};
      if (latitude !== null && longitude !== null) points.set(keys[at]!.postcode, { latitude, longitude });
    });
  }
  return points;
}
