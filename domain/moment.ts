import { isDate } from '../ods/periods';
import type { DateBasis } from '../ods/periods';
import type { ReleaseRow } from '../graph/keys';
import { badInput } from '../errors';
import type { AsOf } from '../schema/as-of';

/** The day, the dates and the release a question is asked about. */
export interface Moment {
  readonly date: string;
  readonly basis: DateBasis;
  readonly release: ReleaseRow;
  /** Whether the day was asked for, here or above; otherwise it is the release's publication date. */
  readonly dated: boolean;
  /** The day, the basis and the content of the release as one text; equal for moments with equal answers. */
  readonly text: string;
}

/** The moments of one request, each of them once: equal moments are the same object. */
export interface Moments {
  /** Newest first. */
  readonly releases: readonly ReleaseRow[];
  readonly used: Map<string, Moment>;
}

/**
 * The moment of a question inside another: parts that are not given are inherited; a release without a date brings its
 * own, unless a date was given above. Errors: BAD_USER_INPUT for an unknown release, or for release and knownOn at once.
 */
export function within(above: Moment, asOf: AsOf | null | undefined, moments: Moments): Moment {
  if (!asOf) return above;
  const release = releaseAsked(above.release, asOf, moments.releases);
  const dated = above.dated || typeof asOf.date === 'string';
  const date = asOf.date ?? (above.dated ? above.date : release.publicationDate);
  return momentOf({ date, basis: asOf.basis ?? above.basis, release, dated }, moments);
}

/** The moment at the root of a request: the live release on its publication date, or what the header `ods-as-of` says. */
export function rootMoment(live: ReleaseRow, header: string | undefined, moments: Moments): Moment {
  const above = { date: live.publicationDate, basis: 'OPERATIONAL', release: live, dated: false, text: '' } as const;
  return within(above, header === undefined ? {} : parseAsOf(header), moments);
}

/** Reads `date=2021-03-31;basis=LEGAL;release=2024-10-31`, every part optional. Errors: BAD_USER_INPUT. */
export function parseAsOf(header: string): AsOf {
  const asOf: AsOf = {};
  for (const part of header.split(';').map((text) => text.trim())) {
    if (part === '') continue;
    const [name = '', value = ''] = part.split('=', 2).map((text) => text.trim());
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

/** The moment's text: 'date;basis;release'. */
export function momentKey({ date, basis, release }: Moment): string {
  return `${date};${basis};${release.id}`;
}

function momentOf(parts: Omit<Moment, 'text'>, { used }: Moments): Moment {
  const text = `${parts.date} ${parts.basis} ${parts.release.sha256}`;
  const key = `${text} ${parts.dated}`;
  let moment = used.get(key);
  if (!moment) used.set(key, (moment = { ...parts, text }));
  return moment;
}

function releaseAsked(above: ReleaseRow, { release, knownOn }: AsOf, loaded: readonly ReleaseRow[]): ReleaseRow {
  if (typeof release === 'string' && typeof knownOn === 'string')
    throw badInput('asOf takes release or knownOn, not both.');
  if (typeof release === 'string') return found(release.trim(), (row) => row.id === release.trim(), loaded);
  if (typeof knownOn === 'string')
    return found(`on or before ${knownOn}`, (row) => row.publicationDate <= knownOn, loaded);
  return above;
}

function found(asked: string, is: (row: ReleaseRow) => boolean, loaded: readonly ReleaseRow[]): ReleaseRow {
  const row = loaded.find(is);
  if (row) return row;
  throw badInput(`No release ${quoted(asked)} is loaded. Loaded: ${loaded.map(({ id }) => id).join(', ')}.`);
}

function quoted(text: string): string {
  return text.startsWith('on or before') ? text : `'${text.slice(0, 32)}'`;
}
