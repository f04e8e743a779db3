import type { ClientRequest } from '../subgraph-executor';

/** A header of the client, or a value of its request, that a subgraph receives. */
export interface ForwardRule {
  /** The name of a header of the client. */
  readonly name?: string;
  /** The name of a value of the request that is no header, such as a claim of its token. */
  readonly value?: string;
  /** The header that the subgraph receives. Default: `name`. */
  readonly as?: string;
  /** What it receives if the client sends none. */
  readonly default?: string;
}

/** Which headers a subgraph receives: in the order of these rules. Client headers that no rule names are not forwarded. */
export interface HeaderRules {
  /** Names of client headers, patterns of names with `*`, and rules. */
  readonly forward?: readonly (string | ForwardRule)[];
  /** Headers with a fixed value. */
  readonly set?: Readonly<Record<string, string>>;
  /** Names and patterns of headers that are left out after all. */
  readonly remove?: readonly string[];
  readonly secret?: string | undefined;
  /** The header of the secret. Default `x-subgraph-secret`. */
  readonly secretHeader?: string;
  /** What stands before the secret, for example `Bearer `. */
  readonly secretPrefix?: string;
}

export const SECRET_HEADER = 'x-subgraph-secret';
const USER_AGENT = 'organisation-graph-gateway';

/** Headers of one connection or of the gateway's own request, which no rule may forward or set. */
const RESERVED = new Set([
  ...['connection', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
  ...['content-length', 'content-type', 'content-encoding', 'accept', 'accept-encoding', SECRET_HEADER],
]);

/** Headers that only a rule with their name forwards, never a pattern. Nor does a pattern replace a header that is set. */
const CREDENTIALS = new Set(['authorization', 'cookie']);

/** Whether a rule may name this header; reserved and `proxy-` headers are not allowed. */
export function mayForward(name: string): boolean {
  return /^[a-z0-9-]+$/i.test(name) && !RESERVED.has(name.toLowerCase()) && !name.toLowerCase().startsWith('proxy-');
}

/** Whether this is a pattern of header names, for example `x-team-*`. */
export function isPattern(name: string): boolean {
  return /^[a-z0-9*-]+$/i.test(name) && name.includes('*');
}

/** The parts of a client's request that rules read. */
type Client = Pick<ClientRequest, 'headers' | 'values'>;

/** The headers of a request to a subgraph, by lower-case name. Later rules replace the headers of earlier ones. */
export function headersFor(rules: HeaderRules | readonly HeaderRules[], client: Client): Record<string, string> {
  const list = [rules].flat();
  const headers: Record<string, string> = idsOf(client);
  for (const { forward = [], set = {}, remove = [] } of list) {
    for (const rule of forward) forwardTo(headers, rule, client);
    for (const [name, value] of Object.entries(set)) headers[name.toLowerCase()] = value;
    for (const name of remove) for (const found of namesLike(name, Object.keys(headers))) delete headers[found];
  }
  headers.accept = 'application/graphql-response+json, application/json';
  headers['content-type'] = 'application/json';
  for (const { secret, secretHeader = SECRET_HEADER, secretPrefix = '' } of list)
    if (secret !== undefined) headers[secretHeader.toLowerCase()] = secretPrefix + secret;
  return headers;
}

/** The headers that every subgraph receives, so that a request can be found in all logs and traces. */
function idsOf({ headers }: Client): Record<string, string> {
  const id = headers?.get('x-request-id');
  const trace = headers?.get('traceparent');
  const ids: Record<string, string> = { 'user-agent': USER_AGENT };
  if (id) ids['x-request-id'] = id;
  if (trace && TRACE.test(trace)) ids.traceparent = trace;
  return ids;
}

const TRACE = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

function forwardTo(into: Record<string, string>, rule: string | ForwardRule, { headers, values }: Client): void {
  if (typeof rule === 'string') {
    const isNamed = !rule.includes('*');
    for (const name of namesLike(rule, headers?.names?.())) {
      const isAllowed = mayForward(name) && (isNamed || (!CREDENTIALS.has(name) && !Object.hasOwn(into, name)));
      const value = isAllowed ? headers?.get(name) : undefined;
      if (value !== undefined && value !== null) into[name] = value;
    }
    return;
  }
  const { name = '', value: key, as = name } = rule;
  if (!mayForward(as) || (key === undefined && !mayForward(name))) return;
  const value = (key === undefined ? headers?.get(name.toLowerCase()) : values?.get(key)) ?? rule.default;
  if (value !== undefined && isHeaderValue(value)) into[as.toLowerCase()] = value;
}

/** Whether a header that the subgraph receives may have the value of the client's header `name`, under any name. */
export function mayCarry(rules: readonly HeaderRules[], name: string, sent: Readonly<Record<string, string>>): boolean {
  const carries = (rule: string | ForwardRule) =>
    typeof rule === 'string'
      ? namesLike(rule, [name]).includes(name) && Object.hasOwn(sent, name)
      : rule.name?.toLowerCase() === name && Object.hasOwn(sent, (rule.as ?? rule.name).toLowerCase());
  return rules.some(({ forward = [] }) => forward.some(carries));
}

/** The header with a name, or those of `present` that match a pattern. */
function namesLike(name: string, present: Iterable<string> = []): string[] {
  if (!name.includes('*')) return [name.toLowerCase()];
  const pattern = new RegExp(`^${name.toLowerCase().replaceAll('*', '.*')}$`);
  return [...present].filter((each) => pattern.test(each));
}

/** Whether a header may have this value: without line breaks, control characters, and characters beyond Latin-1. */
export function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

/**
 * The client's headers that a response may depend on, in lower case; undefined if they are not known, because a rule has a
 * pattern or a value that is no header.
 */
export function variesBy(rules: readonly HeaderRules[]): readonly string[] | undefined {
  const forwarded = rules.flatMap(({ forward = [] }) => forward);
  const names = forwarded.map((rule) =>
    typeof rule === 'string' ? rule : rule.value === undefined ? rule.name! : '*',
  );
  return names.some((name) => name.includes('*')) ? undefined : names.map((name) => name.toLowerCase());
}
