import { reasonOf, type HttpAnswer, type HttpClient } from '../http/client';
import { EXIT, Unavailable, UpdateError } from '../errors';
import { retryAfterMs } from '../wait';

/** An item of TRUD, the download service of NHS England. */
export interface TrudItem {
  /** Address of the service, without a slash at its end. */
  readonly url: string;
  /** The key of the account. It is part of every path, so an address of the service is never shown. */
  readonly key: string;
  readonly item: number;
}

/** Returns the address of the list of releases. */
export function listAddress({ url, key, item }: TrudItem): URL {
  return new URL(`${url}/api/v1/keys/${key}/items/${item}/releases`);
}

/** Returns a text without the key. */
export function withoutKey(text: string, { key }: Pick<TrudItem, 'key'>): string {
  return text.replace(new RegExp(key.replace(/[^\w-]/g, '\\$&'), 'gi'), '…');
}

/**
 * Whether an address may be requested: on the host of the service, or on another one over HTTPS if the address does not
 * contain the key. A service on this machine may name other ports of this machine over HTTP.
 */
export function maySend(address: URL, { url, key }: TrudItem): boolean {
  const service = new URL(url);
  if (address.username !== '' || address.password !== '') return false;
  if (address.origin === service.origin) return true;
  if (holdsKey(address.href, key)) return false;
  return address.protocol === 'https:' || (isLoopback(service) && isLoopback(address) && address.protocol === 'http:');
}

export const isLoopback = ({ hostname }: URL) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** Whether a text contains the key, also percent-encoded, once or several times. */
function holdsKey(text: string, key: string): boolean {
  for (let at = text, depth = 0; depth < 4; depth++) {
    if (at.toLowerCase().includes(key.toLowerCase())) return true;
    at = at.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
  return false;
}

const MAX_REDIRECTS = 5;

/**
 * Sends a GET request and follows redirects that `maySend` allows. The request has no Referer. Throws Unavailable if the
 * service cannot be reached, and an UpdateError for a redirect that is not followed.
 */
export async function getFollowing(
  client: HttpClient,
  start: URL,
  item: TrudItem,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  let url = start;
  for (let redirects = 0; ; redirects++) {
    const answer = await client.send({ url, headers, signal }).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new Unavailable(withoutKey(`${url.host} cannot be reached: ${reasonOf(error)}.`, item));
    });
    if (![301, 302, 303, 307, 308].includes(answer.status)) return answer;
    answer.discard();
    const location = answer.header('location') ?? '';
    if (redirects === MAX_REDIRECTS || !URL.canParse(location, url.href))
      throw new Unavailable(`${url.host} redirects more than ${MAX_REDIRECTS} times, or to no address.`);
    url = allowed(new URL(location, url), item);
  }
}

function allowed(url: URL, item: TrudItem): URL {
  if (maySend(url, item)) return url;
  throw new UpdateError(
    withoutKey(
      `The service redirects to ${url.protocol}//${url.host}. This is not followed, because the key would be sent there or HTTPS would end.`,
      item,
    ),
    EXIT.failed,
  );
}

/** Returns the error for a status other than success. What the service writes is not shown: it repeats the key. */
export function statusError(answer: HttpAnswer, { item }: TrudItem, what: string): UpdateError {
  const { status } = answer;
  answer.discard();
  if (status === 400)
    return new UpdateError(
      'The service does not know the key (status 400). Compare TRUD_API_KEY with the key on the account page of TRUD.',
      EXIT.refused,
    );
  if (status === 401 || status === 403)
    return new UpdateError(
      `The service refuses the key (status ${status}). A new e-mail address or password of the account makes a new key: set TRUD_API_KEY to it.`,
      EXIT.refused,
    );
  if (status === 404 || status === 410)
    return new UpdateError(
      `The service has no ${what} for this account (status ${status}). Subscribe to item ${item} on TRUD, or name another one with --item.`,
      EXIT.refused,
    );
  return new Unavailable(
    `The service answers with status ${status} to the request for the ${what}.`,
    retryAfterMs(answer.header('retry-after'), Date.now()),
  );
}
