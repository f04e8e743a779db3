import type { IncomingMessage } from 'node:http';
import type { TokenPlace } from './auth-file';

/** A request may have no token, one token, or something that is none. */
export type TokenGiven = { readonly token: string } | 'none' | 'malformed';

/** Finds the token of a request: in its header, or else in its cookie. Two are as wrong as none that can be read. */
export function tokenIn(
  { rawHeaders, headers }: Pick<IncomingMessage, 'rawHeaders' | 'headers'>,
  { header, scheme, cookie }: TokenPlace,
): TokenGiven {
  const given = valuesOf(header, rawHeaders);
  if (given.length > 1) return 'malformed';
  if (given.length === 1) return afterScheme(given[0]!, scheme);
  if (cookie === undefined || headers.cookie === undefined) return 'none';
  const cookies = headers.cookie.split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return pair.slice(0, at).trim() === cookie && at > 0 ? [pair.slice(at + 1).trim()] : [];
  });
  if (cookies.length === 0) return 'none';
  const [token = ''] = cookies;
  return cookies.length > 1 || token === '' ? 'malformed' : { token };
}

function valuesOf(name: string, rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((text, at) => (at % 2 === 0 && text.toLowerCase() === name ? rawHeaders[at + 1]! : []));
}

function afterScheme(value: string, scheme: string): TokenGiven {
  const [, word = '', token = ''] = /^(?:([A-Za-z0-9-]+) +)?(\S+)$/.exec(value.trim()) ?? [];
  return token !== '' && word.toLowerCase() === scheme.toLowerCase() ? { token } : 'malformed';
}
