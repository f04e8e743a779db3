import type { IncomingMessage } from 'node:http';
import { badInput, type KnownError } from '../../errors';

const MAX_HEADERS = 100;
const HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)/i;
/** Headers of which a second one could mean something else to a proxy, or to the reader of a log. */
const ONLY_ONCE = ['host', 'content-type', 'transfer-encoding', 'ods-as-of'];

/** A request before Fastify: `originalUrl` is the address as it was sent. */
type Received = IncomingMessage & { readonly originalUrl?: string };

/** Returns the error of a request whose headers contradict each other or cannot be served; undefined if they can. */
export function headerError(request: Received): KnownError | undefined {
  const { rawHeaders, headers, originalUrl = '' } = request;
  if (rawHeaders.length > 2 * MAX_HEADERS) return badInput(`The request has more than ${MAX_HEADERS} headers.`);
  const repeated = repeatedIn(rawHeaders);
  if (repeated !== undefined) return badInput(`The header ${repeated} may be given only once.`);
  const { host = '', 'transfer-encoding': encoding } = headers;
  if (!HOST.test(host)) return badInput('The Host header is not a host name.');
  const target = ABSOLUTE_FORM.exec(originalUrl)?.[1];
  if (target !== undefined && target.toLowerCase() !== host.toLowerCase())
    return badInput('The host of the request target and the Host header differ.');
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'chunked')
    return badInput('The header transfer-encoding takes only chunked.');
  return undefined;
}

/** Returns the path and query of a request target. A target in absolute form, as sent to a proxy, loses scheme and host. */
export function originForm(target = '/'): string {
  const rest = target.replace(ABSOLUTE_FORM, '');
  return rest === target || rest.startsWith('/') ? rest : `/${rest}`;
}

/** The first of the headers that may be given only once and is given again. */
function repeatedIn(rawHeaders: readonly string[]): string | undefined {
  let seen = 0;
  let again = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    if (!LENGTHS.has(name.length)) continue;
    const bit = 1 << (1 + ONLY_ONCE.indexOf(name.toLowerCase()));
    again |= seen & bit;
    seen |= bit;
  }
  return ONLY_ONCE.find((_, at) => (again >> (1 + at)) & 1);
}

const LENGTHS = new Set(ONLY_ONCE.map(({ length }) => length));
