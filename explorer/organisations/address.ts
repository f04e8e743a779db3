/** The moment that a page is about, as its query string has it: empty for what is not said. */
export interface Moment {
  readonly date: string;
  readonly basis: '' | 'legal' | 'operational';
  readonly release: string;
}

/** What an address asks for: an organisation, a search, or the start. */
export interface Place {
  readonly code: string | null;
  readonly text: string;
  readonly moment: Moment;
}

export function placeOf({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Place {
  const params = new URLSearchParams(search);
  const code = /^\/organisation\/([^/]+)\/?$/.exec(pathname)?.[1];
  const basis = params.get('basis')?.toLowerCase();
  return {
    code: code === undefined ? null : decoded(code).trim().toUpperCase(),
    text: params.get('q')?.trim() ?? '',
    moment: {
      date: params.get('date') ?? '',
      basis: basis === 'legal' || basis === 'operational' ? basis : '',
      release: params.get('release') ?? '',
    },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function addressOf({ code, text, moment }: Place): string {
  const given = Object.entries({ q: text, ...moment }).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given).toString();
  return (code === null ? '/' : `/organisation/${encodeURIComponent(code)}`) + (query === '' ? '' : `?${query}`);
}

/** The argument `asOf`; null when nothing is said. */
export function asOf({ date, basis, release }: Moment): Record<string, string> | null {
  const given = Object.entries({ date, basis: basis.toUpperCase(), release }).filter(([, value]) => value !== '');
  return given.length === 0 ? null : Object.fromEntries(given);
}
