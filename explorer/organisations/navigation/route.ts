/** The date, date basis and release in the query string; '' for a missing one. */
export interface Moment {
  readonly date: string;
  readonly basis: '' | 'legal' | 'operational';
  readonly release: string;
}

/** Pages by path, other than those of organisations. */
const PAGES = {
  '/roll-up': 'roll-up',
  '/changes': 'changes',
  '/compare': 'compare',
  '/enrich': 'enrich',
  '/list': 'list',
  '/help': 'help',
} as const;

export type PageName = (typeof PAGES)[keyof typeof PAGES] | 'not-found';

/** What a URL shows: an organisation (`code`), search results (`text`), another page (`page`) or the start page. */
export interface Route {
  readonly code: string | null;
  readonly text: string;
  readonly moment: Moment;
  readonly page?: PageName;
  /** The other parameters of the query string, for example the view. */
  readonly params?: Readonly<Record<string, string>>;
}

const COMMON_PARAMS = new Set(['q', 'date', 'basis', 'release']);

export function parseRoute({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Route {
  const params = new URLSearchParams(search);
  const code = /^\/organisation\/([^/]+)\/?$/.exec(pathname)?.[1];
  const basis = params.get('basis')?.toLowerCase();
  const page = code === undefined && pathname !== '/' ? pageFor(pathname) : undefined;
  const pageParams = Object.fromEntries([...params].filter(([name]) => !COMMON_PARAMS.has(name)));
  return {
    code: code === undefined ? null : decode(code).trim().toUpperCase(),
    text: params.get('q')?.trim() ?? '',
    moment: {
      date: params.get('date') ?? '',
      basis: basis === 'legal' || basis === 'operational' ? basis : '',
      release: params.get('release') ?? '',
    },
    ...(page === undefined ? {} : { page }),
    ...(Object.keys(pageParams).length === 0 ? {} : { params: pageParams }),
  };
}

function pageFor(pathname: string): PageName {
  return (PAGES as Record<string, PageName>)[pathname.replace(/\/$/, '')] ?? 'not-found';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function routeUrl({ code, text, moment, page, params }: Route): string {
  const given = Object.entries({ q: text, ...params, ...moment }).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given).toString();
  return pathFor(code, page) + (query === '' ? '' : `?${query}`);
}

function pathFor(code: string | null, page: PageName | undefined): string {
  if (code !== null) return `/organisation/${encodeURIComponent(code)}`;
  return page === undefined || page === 'not-found' ? '/' : `/${page}`;
}

/** The GraphQL argument `asOf`; null if the moment is empty. */
export function asOfArgument({ date, basis, release }: Moment): Record<string, string> | null {
  const given = Object.entries({ date, basis: basis.toUpperCase(), release }).filter(([, value]) => value !== '');
  return given.length === 0 ? null : Object.fromEntries(given);
}

/** The moment as the request header `ods-as-of`, which the gateway may forward to other teams' subgraphs. */
export function asOfHeader(moment: Moment): Record<string, string> {
  const given = Object.entries(asOfArgument(moment) ?? {}).map(([name, value]) => `${name}=${value}`);
  return given.length === 0 ? {} : { 'ods-as-of': given.join(';') };
}

/** URL of a search result as a CSV file. */
export function csvExportUrl(filter: Readonly<Record<string, string>>, { date, basis, release }: Moment): string {
  const moment = { date, basis: basis.toUpperCase(), release };
  const given = Object.entries({ ...filter, ...moment }).filter(([, value]) => value !== '');
  return `/export/organisations.csv?${new URLSearchParams(given).toString()}`;
}

/** URL of the differences of a table of stored facts between two releases, as a CSV file. */
export function csvDifferencesUrl(table: string, from: string, to: string): string {
  const parameters = { ...(table === 'organisations' ? { records: 'true' } : {}), release: to, changedSince: from };
  return `/export/${table}.csv?${new URLSearchParams(parameters).toString()}`;
}
