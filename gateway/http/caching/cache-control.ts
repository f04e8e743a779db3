import type { IncomingHttpHeaders } from 'node:http';

/** How long clients and shared caches may keep responses. All are seconds. */
export interface CachingSettings {
  /** Of a response about what is live or loaded at the moment; 0: it must be revalidated each time. */
  readonly maxAge: number;
  /** Of a response from releases that the request names. */
  readonly fixedMaxAge: number;
  /** For which a response may still be used while it is revalidated; 0: not at all. */
  readonly staleWhileRevalidate: number;
}

export const DEFAULT_CACHING: CachingSettings = { maxAge: 10, fixedMaxAge: 86_400, staleWhileRevalidate: 0 };

/** What `Cache-Control` says of a response. Absent parts are not stated. */
export interface Lifetime {
  /** Seconds; 0: it must be revalidated each time. */
  readonly maxAge: number;
  readonly immutable?: boolean;
  readonly staleWhileRevalidate?: number;
  /** Whether shared caches must not keep it. */
  readonly isPrivate?: boolean;
}

export const NO_STORE = 'no-store';

/** The lifetime of a response from our own graph: fixed if it is from named releases alone. */
export function lifetimeOf(isFixed: boolean, settings: CachingSettings): Lifetime {
  const { maxAge, fixedMaxAge, staleWhileRevalidate } = settings;
  return isFixed ? { maxAge: fixedMaxAge, immutable: true } : { maxAge, staleWhileRevalidate };
}

/** Returns the header `Cache-Control` of a lifetime for one request: the response to a request with credentials is private. */
export function cacheControl(
  { maxAge, immutable, staleWhileRevalidate = 0, isPrivate }: Lifetime,
  headers: IncomingHttpHeaders,
): string {
  const scope = isPrivate || headers.authorization !== undefined ? 'private' : 'public';
  if (maxAge === 0) return `${scope}, no-cache`;
  const parts = [scope, `max-age=${maxAge}`];
  if (immutable) parts.push('immutable');
  else if (staleWhileRevalidate > 0) parts.push(`stale-while-revalidate=${staleWhileRevalidate}`);
  return parts.join(', ');
}

/** Adds names to the header `Vary`, each once. */
export function joinVary(given: string | readonly string[] | number | undefined, names: readonly string[]): string {
  const before = typeof given === 'number' ? [] : [given ?? []].flat().flatMap((list) => list.split(','));
  return [...new Set([...before, ...names].map((name) => name.trim().toLowerCase()))].filter(Boolean).join(', ');
}
