import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { postcodeParts } from '../../ods/postcode-parts';

/** The columns of the ONS Postcode Directory of August 2024. */
const HEADING =
  'pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,msoa11,wz11,sicbl,bua24,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21';
const COLUMNS = HEADING.split(',');
const CHUNK = 1 << 20;

/**
 * Writes a file of postcodes by rule, as large as the real one: the given postcodes, and as many others of their sectors as it takes.
 * Every sector has a place in England, and its postcodes are within 2 km of it. Returns the postcodes that were given and written.
 */
export async function writePostcodeFile(path: string, given: readonly string[], rows: number): Promise<number> {
  const sectors = new Map<string, Set<string>>();
  for (const text of given) {
    const parts = postcodeParts(text);
    if (!parts) continue;
    const units = sectors.get(parts.sector) ?? new Set();
    sectors.set(parts.sector, units.add(parts.unit));
  }
  const kept = [...sectors.values()].reduce((sum, { size }) => sum + size, 0);
  await pipeline(Readable.from(chunks(sectors, Math.max(rows - kept, 0))), createWriteStream(path));
  return kept;
}

function* chunks(sectors: ReadonlyMap<string, ReadonlySet<string>>, others: number): Generator<string> {
  let text = `${HEADING}\r\n`;
  let left = others;
  let sectorsLeft = sectors.size;
  for (const [sector, units] of [...sectors].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const added = Math.ceil(left / sectorsLeft--);
    const all = new Set(units);
    for (let number = 0; all.size < units.size + added && number < 676; number++) all.add(unitOf(number));
    left -= all.size - units.size;
    for (const unit of all) text += rowOf(sector, unit);
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  yield text;
}

function rowOf(sector: string, unit: string): string {
  const [of, at] = [hash(sector), hash(sector + unit)];
  const latitude = 50.5 + (of % 4_500) / 1_000 + (at % 200) / 10_000;
  const longitude = -3 + ((of >>> 12) % 3_500) / 1_000 + ((at >>> 10) % 300) / 10_000;
  const lsoa = String((of % 3_000) * 10 + (at % 10)).padStart(6, '0');
  const [outward = '', digit = ''] = sector.split(' ');
  const values: Readonly<Record<string, string>> = {
    pcd: `"${outward.padEnd(4)}${digit}${unit}"`,
    pcd2: `"${outward.padEnd(5)}${digit}${unit}"`,
    pcds: `"${sector}${unit}"`,
    dointr: '"198001"',
    doterm: at % 3 === 0 ? '"201405"' : '""',
    lat: latitude.toFixed(6),
    long: longitude.toFixed(6),
    ctry: '"E92000001"',
    rgn: `"E1200000${of % 9}"`,
  };
  return `${COLUMNS.map((name) => values[name] ?? `"E01${lsoa}"`).join(',')}\r\n`;
}

function unitOf(number: number): string {
  return String.fromCharCode(65 + Math.floor(number / 26), 65 + (number % 26));
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16_777_619);
  value = Math.imul(value ^ (value >>> 15), 2_246_822_507);
  return (value ^ (value >>> 13)) >>> 0;
}
