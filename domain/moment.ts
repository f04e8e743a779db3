import { isDate, type DateBasis } from '../ods/periods';
import type { ReleaseRow } from '../ods/facts';
import { badInput } from '../errors';
import type { AsOf } from '../schema/as-of';
import type { Dependencies } from './dependencies';

/** The day, the basis (which dates decide) and the release that a field is resolved for. */
export interface Moment {
  readonly date: string;
  readonly basis: DateBasis;
  readonly release: ReleaseRow;
  /** Whether the request gave the day, here or above; otherwise it is the release's publication date. */
  readonly hasOwnDate: boolean;
  /** Whether the request named the release by its id, here or above; otherwise it is the live one, or that of a day. */
  readonly namesRelease?: boolean | undefined;
  /** The day, the basis and the content hash of the release; moments with equal keys give equal results. */
  readonly cacheKey: string;
}

/** The moments of one request. Equal moments are the same object. */
export interface Moments {
  /** The loaded releases, newest first. */
  readonly releases: readonly ReleaseRow[];
  readonly used: Map<string, Moment>;
  /** Absent: nothing is noted. */
  readonly dependencies?: Dependencies;
}

/**
 * Returns the moment of a field: parts that `asOf` does not give are inherited from above. A release without a date
 * uses its publication date, unless a date was given above. Throws BAD_USER_INPUT for an unknown release, or for both
 * release and knownOn.
 */
export function within(above: Moment, asOf: AsOf | null | undefined, moments: Moments): Moment {
  const moment = changed(above, asOf, moments);
  if (moments.dependencies) moments.dependencies[moment.namesRelease ? 'namedRelease' : 'currentContent'] = true;
  return moment;
}

function changed(above: Moment, asOf: AsOf | null | undefined, moments: Moments): Moment {
  if (!asOf) return above;
  const release = selectRelease(above.release, asOf, moments.releases);
  const hasOwnDate = above.hasOwnDate || typeof asOf.date === 'string';
  const date = asOf.date ?? (above.hasOwnDate ? above.date : release.publicationDate);
  const namesRelease = typeof asOf.release === 'string' || (above.namesRelease && typeof asOf.knownOn !== 'string');
  return momentOf({ date, basis: asOf.basis ?? above.basis, release, hasOwnDate, namesRelease }, moments);
}

/** Returns the moment at the root of a request: the live release on its publication date, changed by the header `ods-as-of`. */
export function rootMoment(live: ReleaseRow, header: string | undefined, moments: Moments): Moment {
  if (header === undefined) return knownRoot(live, moments);
  const above = rootOf(live);
  return changed(above, parseAsOf(header), moments);
}

/** The moments at the root of requests without the header, each with its key among those of a request. */
const roots = new WeakMap<ReleaseRow, { readonly key: string; readonly moment: Moment }>();

function knownRoot(live: ReleaseRow, moments: Moments): Moment {
  let known = roots.get(live);
  if (!known) {
    const used = new Map<string, Moment>();
    const moment = changed(rootOf(live), {}, { releases: moments.releases, used });
    roots.set(live, (known = { key: [...used.keys()][0]!, moment }));
  }
  moments.used.set(known.key, known.moment);
  return known.moment;
}

function rootOf(live: ReleaseRow): Moment {
  return {
    date: live.publicationDate,
    basis: 'OPERATIONAL',
    release: live,
    hasOwnDate: false,
    cacheKey: '',
  };
}

/** Parses `date=2021-03-31;basis=LEGAL;release=2024-10-31`, every part optional and given once. Throws BAD_USER_INPUT. */
export function parseAsOf(header: string): AsOf {
  const asOf: AsOf = {};
  for (const part of header.split(';').map((text) => text.trim())) {
    if (part === '') continue;
    const [name = '', ...values] = part.split('=').map((text) => text.trim());
    const value = values.join('=');
    if (Object.hasOwn(asOf, name))
      throw badInput(`The header ods-as-of has several parts ${name}; each may be given once.`);
    if (name === 'date' && isDate(value)) asOf.date = value;
    else if (name === 'basis' && (value === 'OPERATIONAL' || value === 'LEGAL')) asOf.basis = value;
    else if (name === 'release' && value !== '') asOf.release = value;
    else
      throw badInput(
        'The header ods-as-of must read date=YYYY-MM-DD;basis=OPERATIONAL|LEGAL;release=YYYY-MM-DD, each part optional.',
      );
  }
  return asOf;
}

/** Returns 'date;basis;release', which identifies a moment in a response. */
export function momentKey({ date, basis, release }: Moment): string {
  return `${date};${basis};${release.id}`;
}

function momentOf(parts: Omit<Moment, 'cacheKey'>, { used }: Moments): Moment {
  const cacheKey = `${parts.date} ${parts.basis} ${parts.release.sha256}`;
  const key = `${cacheKey} ${parts.hasOwnDate} ${parts.namesRelease === true}`;
  let moment = used.get(key);
  if (!moment) used.set(key, (moment = { ...parts, cacheKey }));
  return moment;
}

function selectRelease(above: ReleaseRow, { release, knownOn }: AsOf, loaded: readonly ReleaseRow[]): ReleaseRow {
  if (typeof release === 'string' && typeof knownOn === 'string')
    throw badInput('asOf takes release or knownOn, not both.');
  if (typeof release === 'string') return findRelease(release.trim(), (row) => row.id === release.trim(), loaded);
  if (typeof knownOn === 'string')
    return findRelease(`on or before ${knownOn}`, (row) => row.publicationDate <= knownOn, loaded);
  return above;
}

function findRelease(
  description: string,
  matches: (row: ReleaseRow) => boolean,
  loaded: readonly ReleaseRow[],
): ReleaseRow {
  const row = loaded.find(matches);
  if (row) return row;
  throw badInput(`No release ${quoted(description)} is loaded. Loaded: ${loaded.map(({ id }) => id).join(', ')}.`);
}

function quoted(text: string): string {
  return text.startsWith('on or before') ? text : `'${text.slice(0, 32)}'`;
}
