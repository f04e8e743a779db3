import type { ClientRequest } from '../subgraph-executor';

/** Which headers a subgraph receives. Client headers that are not named here are not forwarded. */
export interface HeaderRules {
  /** Names of client headers to forward. */
  readonly forward?: readonly string[];
  /** Headers with a fixed value. */
  readonly set?: Readonly<Record<string, string>>;
  /** Sent as `x-subgraph-secret`. */
  readonly secret?: string;
}

export const SECRET_HEADER = 'x-subgraph-secret';

/** Headers of one connection or of the gateway's own request, which no rule may forward or set. */
const RESERVED = new Set([
  ...['connection', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
  ...['content-length', 'content-type', 'content-encoding', 'accept', 'accept-encoding', SECRET_HEADER],
]);

/** Whether a rule may name this header; reserved and `proxy-` headers are not allowed. */
export function mayForward(name: string): boolean {
  return /^[a-z0-9-]+$/i.test(name) && !RESERVED.has(name.toLowerCase()) && !name.toLowerCase().startsWith('proxy-');
}

/** The headers of a request to a subgraph, by lower-case name. */
export function headersFor(rules: HeaderRules, client: ClientRequest['headers']): Record<string, string> {
  const headers: Record<string, string> = {
    accept: 'application/graphql-response+json, application/json',
    'content-type': 'application/json',
  };
  for (const name of rules.forward ?? []) {
    const value = mayForward(name) ? client?.get(name.toLowerCase()) : undefined;
    if (value !== undefined && value !== null) headers[name.toLowerCase()] = value;
  }
  for (const [name, value] of Object.entries(rules.set ?? {})) headers[name.toLowerCase()] = value;
  if (rules.secret !== undefined) headers[SECRET_HEADER] = rules.secret;
  return headers;
}
