import type { IncomingHttpHeaders } from 'node:http';
import { KnownError } from '../../errors';

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
