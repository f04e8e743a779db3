import { isHeaderValue } from './header-forwarding';
import type { HttpResponse } from './http-response';

/** Which value of a header the client receives, if several responses of subgraphs have it: in the order of their arrival. */
export type Merging = 'first' | 'last' | 'append';

/** The headers of a subgraph's responses that clients receive, by lower-case name. */
export type ResponseHeaderRules = Readonly<Record<string, Merging>>;

/** Headers that belong to the gateway's own response or connection. */
const OWN = new Set([
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'host', 'via', 'server', 'date'],
  ...['cache-control', 'expires', 'pragma', 'age', 'etag', 'vary', 'last-modified', 'retry-after', 'server-timing'],
  ...['set-cookie', 'location', 'allow', 'www-authenticate', 'alt-svc', 'clear-site-data', 'refresh', 'link'],
  ...['x-request-id', 'strict-transport-security', 'referrer-policy', 'permissions-policy', 'origin-agent-cluster'],
  ...['x-content-type-options', 'x-frame-options', 'x-dns-prefetch-control', 'x-download-options', 'x-xss-protection'],
  ...['x-permitted-cross-domain-policies', 'timing-allow-origin', 'nel', 'report-to', 'reporting-endpoints'],
]);
const OWN_PREFIX = /^(access-control-|content-|cross-origin-|proxy-|sec-|x-ods-|accept)/;

/** Whether clients may receive this header of a subgraph. */
export function mayReturn(name: string): boolean {
  const lower = name.toLowerCase();
  return /^[a-z0-9-]+$/.test(lower) && !OWN.has(lower) && !OWN_PREFIX.test(lower);
}

/** The longest value of one header. */
const LONGEST_VALUE = 2_000;

/** Collects the headers of subgraphs' responses for the response to one client. */
export class ResponseHeaders {
  private readonly values = new Map<string, string>();

  add(rules: ResponseHeaderRules, response: Pick<HttpResponse, 'headers'>): void {
    for (const [name, merging] of Object.entries(rules)) {
      const value = String([response.headers[name] ?? ''].flat().join(', '));
      if (value === '' || !mayReturn(name) || !isHeaderValue(value)) continue;
      const before = this.values.get(name);
      const next = merge(before, value, merging);
      if (next.length <= LONGEST_VALUE) this.values.set(name, next);
    }
  }

  entries(): Iterable<readonly [name: string, value: string]> {
    return this.values.entries();
  }
}

function merge(before: string | undefined, value: string, merging: Merging): string {
  if (before === undefined || merging === 'last') return value;
  return merging === 'first' ? before : `${before}, ${value}`;
}
