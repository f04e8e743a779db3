import type { CentreRow, PlaceRow, PostcodeFileRow, PostcodeRow } from '../../ods/facts';
import { byText } from '../../ods/orders';
import { postcodeParts } from '../../ods/postcode-parts';
import type { FactCache } from '../cache/fact-cache';
import { generationStore, uncached } from '../cache/fact-stores';
import { intern } from '../cache/intern';
import type { Values } from '../graph';
import type { CentreKey, CodesKey, GenerationKey, LocationKey } from '../keys';
import { mapResults, type BatchFunction } from './batch-functions';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';

type PostcodeQueries = Pick<BatchQueries, 'location' | 'centre' | 'places' | 'postcodeFiles'>;

/** The batch queries for postcodes and their places. Their keys name a generation of the postcodes. */
export function postcodeQueries(cache: FactCache, { query, rows, single }: BatchQueryBuilder): PostcodeQueries {
  return {
    location: query(
      'location',
      generationStore<LocationKey, PostcodeRow | null>(cache, ({ postcode }) => postcode),
      withParts(single('location', toPostcode)),
    ),
    centre: query(
      'centre',
      generationStore<CentreKey, CentreRow | null>(cache, ({ sectors }) => sectors),
      single('centre', toCentre),
    ),
    places: query(
      'places',
      uncached<CodesKey, readonly PlaceRow[]>(({ after, release }) => `${release} ${after}`),
      rows('places', toPlace),
    ),
    postcodeFiles: query(
      'postcodeFiles',
      generationStore<GenerationKey, readonly PostcodeFileRow[]>(cache, () => ''),
      mapResults(rows<GenerationKey, PostcodeFileRow>('postcodeFiles', toFile), newestFirst),
    ),
  };
}

/** Reads the postcodes whose text has the form of one; the others are null. */
function withParts(read: BatchFunction<LocationKey, PostcodeRow | null>): PostcodeReader {
  return async (keys) => {
    const results = new Array<PostcodeRow | null>(keys.length).fill(null);
    const wellFormed = keys.flatMap((key, at) => {
      const parts = postcodeParts(key.postcode);
      return parts ? [{ at, key: { ...parts, ...key } }] : [];
    });
    if (wellFormed.length === 0) return results;
    const found = await read(wellFormed.map(({ key }) => key));
    wellFormed.forEach(({ at }, index) => (results[at] = found[index] ?? null));
    return results;
  };
}

type PostcodeReader = BatchFunction<LocationKey, PostcodeRow | null>;

/** What the files give where there are no coordinates, in millionths of a degree. */
const NOWHERE = 99_999_999;
const MILLIONTHS = 1_000_000;

function toPostcode([, latitude, longitude, terminated, types, areas]: Values): PostcodeRow {
  const isLocated = latitude !== NOWHERE;
  const month = terminated as number;
  return {
    latitude: isLocated ? (latitude as number) / MILLIONTHS : null,
    longitude: isLocated ? (longitude as number) / MILLIONTHS : null,
    terminated: month === 0 ? null : intern(`${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`),
    areas: toAreas(types as readonly string[], areas as string),
  };
}

/** `codes` has one code for each type, joined by spaces; '-' stands for none. */
function toAreas(types: readonly string[], codes: string): readonly string[] {
  return codes.split(' ').flatMap((code, at) => (code === '-' || code === '' ? [] : [types[at]!, code].map(intern)));
}

function toCentre([, latitude, longitude]: Values): CentreRow {
  return { latitude: latitude as number, longitude: longitude as number };
}

function toPlace([, code, postcode]: Values): PlaceRow {
  return { code: intern(code as string), postcode: postcode as string };
}

function toFile([, name, date, sha256, loadedAt, postcodes, areas]: Values): PostcodeFileRow {
  return {
    name: name as string,
    date: date as string,
    sha256: sha256 as string,
    loadedAt: loadedAt as string,
    postcodes: postcodes as number,
    areas: [...(areas as string[])].sort(byText),
  };
}

function newestFirst(files: readonly PostcodeFileRow[]): readonly PostcodeFileRow[] {
  return [...files].sort((a, b) => byText(b.date, a.date) || byText(a.name, b.name) || byText(a.sha256, b.sha256));
}
