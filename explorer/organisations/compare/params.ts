import type { CommonData } from '../graphql/types';
import { asOfArgument, type Moment } from '../navigation/route';

/** The organisation and the two moments of a comparison, as in the address; '' for a default. */
export interface CompareParams {
  readonly code: string;
  readonly fromRelease: string;
  readonly fromDate: string;
  readonly fromBasis: string;
  readonly toRelease: string;
  readonly toDate: string;
  readonly toBasis: string;
  /** 'differences' for only what differs. */
  readonly show: string;
}

type Releases = readonly Pick<CommonData['releases'][number], 'id' | 'isLive'>[];

/**
 * Reads the parameters of the URL. Without a first moment it is the release before the second one, or with a single
 * release the day one year before; without a second moment it is the live release.
 */
export function compareParams(given: Readonly<Record<string, string>>, releases: Releases): CompareParams {
  const text = (name: string) => (given[name] ?? '').trim();
  const live = releases.find(({ isLive }) => isLive)?.id ?? releases[0]?.id ?? '';
  const toRelease = text('toRelease') || live;
  const hasFirst = ['fromRelease', 'fromDate', 'fromBasis'].some((name) => text(name) !== '');
  const first = hasFirst
    ? { release: text('fromRelease') || live, date: text('fromDate') }
    : before(toRelease, releases);
  return {
    code: text('code').toUpperCase(),
    fromRelease: first.release,
    fromDate: first.date,
    fromBasis: basis(text('fromBasis')),
    toRelease,
    toDate: text('toDate'),
    toBasis: basis(text('toBasis')),
    show: text('show') === 'differences' ? 'differences' : '',
  };
}

/** The release before one, or if there is none the same release a year earlier. */
function before(release: string, releases: Releases): { readonly release: string; readonly date: string } {
  const earlier = releases.map(({ id }) => id).filter((id) => id < release);
  if (earlier.length > 0) return { release: earlier.sort().at(-1)!, date: '' };
  return { release, date: release === '' ? '' : yearBefore(release) };
}

/** The same day of the year before; for 29 February the day before it. */
function yearBefore(date: string): string {
  const [year, month, day] = date.split('-') as [string, string, string];
  return `${Number(year) - 1}-${month}-${month === '02' && day === '29' ? '28' : day}`;
}

const basis = (text: string): Moment['basis'] => (text.toLowerCase() === 'legal' ? 'legal' : '');

/** The arguments `asOf` of both sides. */
export function asOfBoth(params: CompareParams) {
  const { fromRelease, fromDate, fromBasis, toRelease, toDate, toBasis } = params;
  return {
    before: asOfArgument({ release: fromRelease, date: fromDate, basis: basis(fromBasis) }),
    after: asOfArgument({ release: toRelease, date: toDate, basis: basis(toBasis) }),
  };
}
