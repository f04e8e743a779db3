import { byText } from '../../ods/orders';
import type { PostcodeParts } from '../../ods/postcode-parts';

/** The postcodes of one sector, as one node stores them: item `n` of each list belongs to the postcode `n` of `units`. */
export interface StoredSector {
  readonly sector: string;
  /** A space and two letters for each postcode, in order. */
  readonly units: string;
  /** In millionths of a degree. */
  readonly latitudes: readonly number[];
  readonly longitudes: readonly number[];
  /** The months of termination as numbers, for example 201405; 0 for a postcode in use. */
  readonly terminated: readonly number[];
  /** The distinct codes of areas, and which of them each postcode has. */
  readonly areas: readonly string[];
  readonly areasOf: readonly number[];
  /** How many postcodes the middle is computed from; 0 if none has coordinates. */
  readonly located: number;
  readonly latitude: number;
  readonly longitude: number;
}

/** One postcode of a file. */
export interface ReadPostcode extends PostcodeParts {
  readonly latitude: number;
  readonly longitude: number;
  readonly terminated: number;
  /** The codes of its areas, joined by spaces. */
  readonly areas: string;
}

/** Latitude of a postcode without coordinates, in millionths of a degree, as the files give it. */
export const NOWHERE = 99_999_999;
const MILLION = 1_000_000;
/** Numbers for each postcode: unit, latitude, longitude, termination, areas. */
const WIDTH = 5;

/** Collects the postcodes of a file by area and sector: about twenty bytes for each. */
export class SectorCollector {
  private readonly areas = new Map<string, Map<string, PackedSector>>();
  private readonly texts = new Map<string, number>();
  private readonly textOf: string[] = [];

  add({ area, sector, unit, latitude, longitude, terminated, areas }: ReadPostcode): void {
    let sectors = this.areas.get(area);
    if (sectors === undefined) this.areas.set(area, (sectors = new Map()));
    let packed = sectors.get(sector);
    if (packed === undefined) sectors.set(sector, (packed = new PackedSector()));
    packed.add(numberOf(unit), latitude, longitude, terminated, this.numberOfText(areas));
  }

  /** The postcode areas with their number of rows, in order. */
  get sizes(): readonly (readonly [area: string, rows: number])[] {
    const rowsOf = (sectors: ReadonlyMap<string, PackedSector>) =>
      [...sectors.values()].reduce((sum, { rows }) => sum + rows, 0);
    return [...this.areas].map(([area, sectors]) => [area, rowsOf(sectors)] as const).sort(([a], [b]) => byText(a, b));
  }

  /** Yields the sectors of an area. Returns, through `onRepeat`, each postcode that a sector has more than once. */
  *sectorsOf(area: string, onRepeat: (sector: string, unit: string) => void): Generator<StoredSector> {
    for (const [sector, packed] of this.areas.get(area) ?? [])
      yield toStored(
        sector,
        packed.inOrder((unit) => onRepeat(sector, textOfUnit(unit))),
        this.textOf,
      );
  }

  private numberOfText(text: string): number {
    let number = this.texts.get(text);
    if (number === undefined) {
      this.texts.set(text, (number = this.textOf.length));
      this.textOf.push(text);
    }
    return number;
  }
}

type Packed = readonly [unit: number, latitude: number, longitude: number, terminated: number, areas: number];

class PackedSector {
  private numbers = new Int32Array(64 * WIDTH);
  private used = 0;

  get rows(): number {
    return this.used / WIDTH;
  }

  add(...values: Packed): void {
    if (this.used + WIDTH > this.numbers.length) {
      const larger = new Int32Array(2 * this.numbers.length);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers.set(values, this.used);
    this.used += WIDTH;
  }

  /** Returns the postcodes by unit. Of a repeated unit the last row counts. */
  inOrder(onRepeat: (unit: number) => void): Packed[] {
    const byUnit = new Map<number, Packed>();
    for (let at = 0; at < this.used; at += WIDTH) {
      const values = [...this.numbers.subarray(at, at + WIDTH)] as unknown as Packed;
      if (byUnit.has(values[0])) onRepeat(values[0]);
      byUnit.set(values[0], values);
    }
    return [...byUnit.values()].sort(([a], [b]) => a - b);
  }
}

function toStored(sector: string, postcodes: readonly Packed[], textOf: readonly string[]): StoredSector {
  const places = new Map<number, number>();
  for (const [, , , , areas] of postcodes) if (!places.has(areas)) places.set(areas, places.size);
  return {
    sector,
    units: postcodes.map(([unit]) => ` ${textOfUnit(unit)}`).join(''),
    latitudes: postcodes.map(([, latitude]) => latitude),
    longitudes: postcodes.map(([, , longitude]) => longitude),
    terminated: postcodes.map(([, , , terminated]) => terminated),
    areas: [...places.keys()].map((number) => textOf[number]!),
    areasOf: postcodes.map(([, , , , areas]) => places.get(areas)!),
    ...middleOf(postcodes),
  };
}

/** The mean of the postcodes in use that have coordinates; of the terminated ones where none is in use. */
function middleOf(postcodes: readonly Packed[]): Pick<StoredSector, 'located' | 'latitude' | 'longitude'> {
  const withPlace = postcodes.filter(([, latitude]) => latitude !== NOWHERE);
  const inUse = withPlace.filter(([, , , terminated]) => terminated === 0);
  const used = inUse.length > 0 ? inUse : withPlace;
  const mean = (sum: number) => (used.length === 0 ? 0 : sum / used.length / MILLION);
  return {
    located: used.length,
    latitude: mean(used.reduce((sum, [, latitude]) => sum + latitude, 0)),
    longitude: mean(used.reduce((sum, [, , longitude]) => sum + longitude, 0)),
  };
}

function numberOf(unit: string): number {
  return unit.charCodeAt(0) * 256 + unit.charCodeAt(1);
}

function textOfUnit(number: number): string {
  return String.fromCharCode(number >> 8, number & 255);
}
