import type { IncomingHttpHeaders } from 'node:http';
import { badInput, KnownError } from '../../errors';

/** Content types that a page of another site can send without a preflight. */
const SIMPLE_TYPES = /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;
const JSON_ACCEPTED = /\bapplication\/(?:[\w.-]+\+)?json\b/i;
/** Headers that a page of another site can send only after a preflight. */
const PREFLIGHT_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name', 'graphql-require-preflight'];

/**
 * Returns the error of a GET request that may not be a query of a GraphQL client. It must accept JSON by name, have a header or a
 * content type that needs a preflight, or state in `Sec-Fetch-Mode` that a script or a person sent it.
 */
export function unintendedError(headers: IncomingHttpHeaders): KnownError | undefined {
  const { accept = '', 'content-type': type, 'sec-fetch-mode': mode } = headers;
  const isStated =
    JSON_ACCEPTED.test(accept) ||
    ['cors', 'same-origin', 'navigate'].includes(String(mode)) ||
    (type !== undefined && !SIMPLE_TYPES.test(type)) ||
    PREFLIGHT_HEADERS.some((name) => headers[name] !== undefined);
  return isStated
    ? undefined
    : badInput(
        'A query by GET needs the header `accept: application/json`, or another that pictures and scripts do not send.',
      );
}

/**
 * Returns the error of a GET request that a page of another site made the browser send as if it loaded a picture, a script or
 * a frame: such a page cannot read the response, but could measure it. Browsers state this in `Sec-Fetch-…`; a request
 * by `fetch` (mode `cors`), a link that a person follows, and a client without these headers are served.
 */
export function crossSiteError(headers: IncomingHttpHeaders): KnownError | undefined {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': target } = headers;
  if (site !== 'cross-site' && site !== 'same-site') return undefined;
  if (mode === 'cors' || (mode === 'navigate' && target === 'document')) return undefined;
  return new KnownError(
    'CROSS_SITE_REQUEST',
    'A page of another site may send queries by fetch only, in the mode cors.',
  );
}
