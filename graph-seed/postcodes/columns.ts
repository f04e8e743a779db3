import { LoadRefused } from '../errors';

/** Positions of the columns of a file of postcodes. */
export interface PostcodeColumns {
  readonly postcode: number;
  readonly latitude: number;
  readonly longitude: number;
  /** The month in which a postcode was terminated; -1 if the file does not have it. */
  readonly terminated: number;
  /** The areas that the file has, by type. */
  readonly areas: readonly (readonly [type: string, position: number])[];
}

/**
 * The headings of the columns in the ONS Postcode Directory and the National Statistics Postcode Lookup, of all editions: names
 * have changed ('oslaua', 'laua', 'lad25cd'). The first heading that a file has counts, so the newest census comes first.
 */
const POSTCODES = ['pcds', 'pcd', 'pcd7', 'pcd8', 'pcd2', 'postcode'];
const AREAS: readonly (readonly [type: string, headings: readonly RegExp[]])[] = [
  ['country', [/^ctry(\d\d)?(cd)?$/]],
  ['region', [/^(rgn|gor)(\d\d)?(cd)?$/]],
  ['county', [/^(os)?cty(\d\d)?(cd)?$/]],
  ['local_authority', [/^(oslaua|laua|lad)(\d\d)?(cd)?$/]],
  ['ward', [/^(osward|ward|wd)(\d\d)?(cd)?$/]],
  ['constituency', [/^pcon(\d\d)?(cd)?$/]],
  ['nhs_region', [/^(nhser|nhsrgn)(\d\d)?(cd)?$/]],
  ['icb', [/^icb(\d\d)?(cd)?$/, /^stp(\d\d)?(cd)?$/]],
  ['sub_icb', [/^sicbl?(\d\d)?(cd)?$/, /^ccg(\d\d)?(cd)?$/]],
  ['lsoa', [/^lsoa21(cd)?$/, /^lsoa11(cd)?$/, /^lsoa\d*(cd)?$/]],
  ['msoa', [/^msoa21(cd)?$/, /^msoa11(cd)?$/, /^msoa\d*(cd)?$/]],
];

/** Finds the columns by their headings. Returns null when the postcode or a coordinate is missing. */
export function postcodeColumns(headings: readonly string[]): PostcodeColumns | null {
  const names = headings.map((heading) => heading.trim().toLowerCase());
  const postcode = POSTCODES.map((name) => names.indexOf(name)).find((at) => at >= 0);
  const [latitude, longitude] = [oneOf(names, ['lat', 'latitude']), oneOf(names, ['long', 'longitude'])];
  if (postcode === undefined || latitude < 0 || longitude < 0) return null;
  const areas = AREAS.map(([type, patterns]) => [type, firstMatch(names, patterns)] as const);
  const found = areas.filter(([, at]) => at >= 0);
  return { postcode, latitude, longitude, terminated: names.indexOf('doterm'), areas: found };
}

/** Throws LoadRefused that names the columns of a file without the needed ones. */
export function missingColumns(label: string, headings: readonly string[]): LoadRefused {
  const found = headings.slice(0, 20).map((heading) => heading.replace(/[^\x20-\x7e]/g, ' ').slice(0, 40));
  return new LoadRefused(
    `${label} is refused: a file of postcodes has the columns pcds (or pcd), lat and long. It has: ${found.join(', ')}.`,
  );
}

function oneOf(names: readonly string[], wanted: readonly string[]): number {
  return names.findIndex((name) => wanted.includes(name));
}

function firstMatch(names: readonly string[], patterns: readonly RegExp[]): number {
  return patterns.map((pattern) => names.findIndex((name) => pattern.test(name))).find((at) => at >= 0) ?? -1;
}
