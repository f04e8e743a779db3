import type { ClientRequest } from './subgraph-executor';

/** Which headers a subgraph gets. Nothing of the client's request is forwarded but what is named here. */
export interface HeaderRules {
  /** Names of client headers that are passed on. */
  readonly forward?: readonly string[];
  /** Headers with a value of their own. */
  readonly set?: Readonly<Record<string, string>>;
  /** Sent as `x-subgraph-secret`. */
  readonly secret?: string;
}

export const SECRET_HEADER = 'x-subgraph-secret';

/** Headers that belong to one connection or to our own request, whoever asks for them. */
const NEVER = new Set([
  ...['connection', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
  ...['content-length', 'content-type', 'content-encoding', 'accept', 'accept-encoding', SECRET_HEADER],
]);

/** Whether a header may stand in a rule; `proxy-` headers may not either. */
export function mayForward(name: string): boolean {
  return /^[a-z0-9-]+$/i.test(name) && !NEVER.has(name.toLowerCase()) && !name.toLowerCase().startsWith('proxy-');
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
