/** Deterministic pseudo-random values: each is a pure function of its arguments, so every run gives the same sample. */

/** A pseudo-random integer from 0 to 2^32 - 1. */
export function hash(...parts: readonly number[]): number {
  let h = 0x9e3779b9;
  for (const part of parts) {
    h = Math.imul(h ^ part, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

export function pick<T>(list: readonly T[], ...parts: readonly number[]): T {
  return list[hash(...parts) % list.length] as T;
}

const two = (n: number) => (n < 10 ? `0${n}` : `${n}`);
const LAST_DAY = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The first day of a month in a range of years, both inclusive. */
export function firstOfMonth(fromYear: number, toYear: number, ...parts: readonly number[]): string {
  const h = hash(11, ...parts);
  return `${fromYear + (h % (toYear - fromYear + 1))}-${two(1 + ((h >>> 8) % 12))}-01`;
}

/** The last day of a month in a range of years, both inclusive. February always ends on the 28th. */
export function endOfMonth(fromYear: number, toYear: number, ...parts: readonly number[]): string {
  const h = hash(12, ...parts);
  const month = (h >>> 8) % 12;
  return `${fromYear + (h % (toYear - fromYear + 1))}-${two(month + 1)}-${LAST_DAY[month]}`;
}

/** Adds days to an ISO date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const TOWN_STARTS =
  'EXAMPLE SAMPLE SPECIMEN MODEL MOCK FABLE FANCY PRETEND DUMMY FICTION MYTH LEGEND DREAM STORY RIDDLE PARABLE'.split(
    ' ',
  );
const TOWN_ENDS = 'TON FORD BURY HAM BY WICK LEY MOUTH STEAD COMBE FIELD BRIDGE CASTER WORTH MINSTER POOL'.split(' ');
const TREES =
  'ALDER ASPEN BEECH BIRCH BRIAR BROOM CEDAR CHERRY CLOVER CYPRESS DAMSON ELDER ELM FERN FIR GORSE HAWTHORN HAZEL HEATHER HOLLY HORNBEAM IVY JUNIPER LARCH LAUREL LIME MAPLE MEDLAR MULBERRY MYRTLE OAK OLIVE PEAR PINE PLANE POPLAR QUINCE ROWAN SPRUCE SYCAMORE WALNUT WILLOW YEW TEASEL THISTLE'.split(
    ' ',
  );
const PLACES =
  'OLD MILL,NEW BRIDGE,STATION ROAD,CHURCH LANE,HIGH STREET,MARKET SQUARE,ORCHARD,RIVERSIDE,HILLSIDE,PARK VIEW,THE GROVE,CASTLE STREET,LIGHTHOUSE,WATERMILL,MEADOW,FOUNTAIN,ABBEY,QUAYSIDE,VALLEY,CROSSROADS,WINDMILL,COBBLE LANE,BELL TOWER,GREEN DOOR'.split(
    ',',
  );
const STREETS =
  'MILL LANE,STATION ROAD,CHURCH LANE,HIGH STREET,MARKET SQUARE,ORCHARD WAY,RIVER WALK,HILL RISE,PARK AVENUE,GROVE ROAD,CASTLE STREET,HARBOUR ROAD,MEADOW CLOSE,FOUNTAIN STREET,ABBEY GATE,QUAY STREET'.split(
    ',',
  );
const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';

/** One of 256 invented towns; number 0 is EXAMPLETON. */
export function town(number: number): string {
  return `${TOWN_STARTS[(number >> 4) & 15]}${TOWN_ENDS[number & 15]}`;
}

/** One of 45 invented counties. */
export function shire(number: number): string {
  return `${TREES[number % TREES.length]}SHIRE`;
}

/** A place name for practices, pharmacies and care homes, for example 'OLD MILL'. */
export function place(...parts: readonly number[]): string {
  return pick(PLACES, 21, ...parts);
}

/** An address in the postcode area ZZ, which does not exist, and a telephone number that Ofcom reserves for fiction. */
export function address(townNumber: number, county: number, ...parts: readonly number[]) {
  const h = hash(31, ...parts);
  const unit = `${LETTERS[(h >>> 4) % 20]}${LETTERS[(h >>> 9) % 20]}`;
  return {
    location: {
      line1: `${1 + (h % 120)} ${STREETS[(h >>> 7) % STREETS.length]}`,
      town: town(townNumber),
      county: shire(county),
      postcode: `ZZ${1 + ((townNumber & 255) % 99)} ${h % 10}${unit}`,
      country: 'ENGLAND',
    },
    contacts: [{ type: 'tel', value: `01632 960${String(h % 1000).padStart(3, '0')}` }],
  };
}
