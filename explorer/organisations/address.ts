/** The moment that a page is about, as its query string has it: empty for what is not said. */
export interface Moment {
  readonly date: string;
  readonly basis: '' | 'legal' | 'operational';
  readonly release: string;
}

/** Pages beside those of organisations, by path; 'nowhere' is any address that has no page. */
const PAGES = { '/roll-up': 'roll-up', '/changes': 'changes' } as const;

export type PageName = (typeof PAGES)[keyof typeof PAGES] | 'nowhere';

/** What an address asks for: an organisation, a search, another page, or the start. */
export interface Place {
  readonly code: string | null;
  readonly text: string;
  readonly moment: Moment;
  readonly page?: PageName;
  /** What else the query string says, for example which view is shown. */
  readonly choices?: Readonly<Record<string, string>>;
}

const COMMON = new Set(['q', 'date', 'basis', 'release']);

export function placeOf({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Place {
  const params = new URLSearchParams(search);
  const code = /^\/organisation\/([^/]+)\/?$/.exec(pathname)?.[1];
  const basis = params.get('basis')?.toLowerCase();
  const page = code === undefined && pathname !== '/' ? pageOf(pathname) : undefined;
  const choices = Object.fromEntries([...params].filter(([name]) => !COMMON.has(name)));
  return {
    code: code === undefined ? null : decoded(code).trim().toUpperCase(),
    text: params.get('q')?.trim() ?? '',
    moment: {
      date: params.get('date') ?? '',
      basis: basis === 'legal' || basis === 'operational' ? basis : '',
      release: params.get('release') ?? '',
    },
    ...(page === undefined ? {} : { page }),
    ...(Object.keys(choices).length === 0 ? {} : { choices }),
  };
}

function pageOf(pathname: string): PageName {
  return (PAGES as Record<string, PageName>)[pathname.replace(/\/$/, '')] ?? 'nowhere';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function addressOf({ code, text, moment, page, choices }: Place): string {
  const given = Object.entries({ q: text, ...choices, ...moment }).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given).toString();
  return pathOf(code, page) + (query === '' ? '' : `?${query}`);
}

function pathOf(code: string | null, page: PageName | undefined): string {
  if (code !== null) return `/organisation/${encodeURIComponent(code)}`;
  return page === undefined || page === 'nowhere' ? '/' : `/${page}`;
}

/** The argument `asOf`; null when nothing is said. */
export function asOf({ date, basis, release }: Moment): Record<string, string> | null {
  const given = Object.entries({ date, basis: basis.toUpperCase(), release }).filter(([, value]) => value !== '');
  return given.length === 0 ? null : Object.fromEntries(given);
}

/** The same as the header `ods-as-of`, which other teams' subgraphs may be sent. */
export function asOfHeader(moment: Moment): Record<string, string> {
  const given = Object.entries(asOf(moment) ?? {}).map(([name, value]) => `${name}=${value}`);
  return given.length === 0 ? {} : { 'ods-as-of': given.join(';') };
}

/** The address of a search as a file, at a moment. */
export function exportAddressOf(filter: Readonly<Record<string, string>>, { date, basis, release }: Moment): string {
  const moment = { date, basis: basis.toUpperCase(), release };
  const given = Object.entries({ ...filter, ...moment }).filter(([, value]) => value !== '');
  return `/export/organisations.csv?${new URLSearchParams(given).toString()}`;
}
