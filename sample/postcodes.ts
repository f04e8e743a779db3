import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../make-folder';
import { generateRecords } from './generate-records';

/** Named like an edition of the ONS Postcode Directory, whose layout it has. */
export const POSTCODE_FILE = 'ONSPD_AUG_2024_SAMPLE.csv';

/** Some of the columns of the directory, under its headings and in its order. */
const HEADING =
  'pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,osward,usertype,oseast1m,osnrth1m,ctry,rgn,pcon,lsoa11,msoa11,lat,long,sicbl,icb';

/** One postcode in so many is not in the file, one has no coordinates, and one is terminated. */
const MISSING_EVERY = 53;
const WITHOUT_COORDINATES_EVERY = 41;
const TERMINATED_EVERY = 29;

/** Writes where the postcodes of the sample's records are, as CSV in the layout of the real publication. Returns the path. */
export async function writePostcodes(folder: string, { scale = 1 }: { readonly scale?: number } = {}): Promise<string> {
  makeFolder(folder);
  const path = join(folder, POSTCODE_FILE);
  const lines = [...postcodes(scale)].map(lineOf).filter((line) => line !== null);
  await writeFile(path, `${[HEADING, ...lines].join('\r\n')}\r\n`);
  return path;
}

/** The postcodes of both releases, in order. */
function postcodes(scale: number): string[] {
  const found = new Set<string>();
  for (const release of [1, 2] as const)
    for (const { location } of generateRecords({ scale, release }))
      if (location?.postcode) found.add(location.postcode);
  return [...found].sort();
}

function lineOf(postcode: string): string | null {
  const number = numberOf(postcode);
  if (number % MISSING_EVERY === 0) return null;
  const [outward = '', inward = ''] = postcode.split(' ');
  const district = Number(outward.slice(2));
  const { latitude, longitude } = placeOf(postcode);
  const place = number % WITHOUT_COORDINATES_EVERY === 0 ? ['99.999999', '0.000000'] : [latitude, longitude];
  const terminated = number % TERMINATED_EVERY === 0 ? '201405' : '';
  const area = (letter: string, size: number) => `"X${letter}${String(Math.ceil(district / size)).padStart(6, '0')}"`;
  const lsoa = `"X01${String(district * 10 + Number(inward[0])).padStart(6, '0')}"`;
  return [
    ...[`"${outward.padEnd(4)}${inward}"`, `"${outward.padEnd(5)}${inward}"`, `"${postcode}"`, '199801', terminated],
    ...[area('10', 20), area('07', 5), area('05', 1), '0', '', '', '"X92000001"', area('12', 33), area('14', 3)],
    ...[lsoa, area('02', 2), ...place, area('38', 10), area('54', 20)],
  ].join(',');
}

/** Districts lie on a grid of about 30 km, the sectors of a district within about 10 km, and the units of a sector within 2 km. */
export function placeOf(postcode: string): { readonly latitude: string; readonly longitude: string } {
  const [outward = '', inward = ''] = postcode.split(' ');
  const district = Number(outward.slice(2)) - 1;
  const [sector, first, second] = [Number(inward[0]), inward.charCodeAt(1) - 65, inward.charCodeAt(2) - 65];
  const latitude = 50.9 + Math.floor(district / 10) * 0.3 + sector * 0.01 + first * 0.0007;
  const longitude = -3 + (district % 10) * 0.45 + ((sector * 7) % 10) * 0.012 + second * 0.001;
  return { latitude: latitude.toFixed(6), longitude: longitude.toFixed(6) };
}

/** A deterministic, widely spread number for a postcode. */
function numberOf(postcode: string): number {
  let number = 0;
  for (const character of postcode) number = (number * 131 + character.charCodeAt(0) * 7_919) % 1_000_003;
  return number;
}
