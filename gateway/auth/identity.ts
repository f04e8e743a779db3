import { hash } from 'node:crypto';
import type { Identity } from '../../federation/authorization/requirement';
import type { VerifiedToken } from './verify-token';

/** Who sent a request: the client of a verified token, or nobody. */
export interface RequestIdentity extends Identity {
  /** The issuer and the subject, for example for rate limits. Undefined for a client without a token. */
  readonly client: string | undefined;
  /** The verified claims; {} for a client without a token. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The values of the headers that are made from claims, by lower-case name; null where there is none to send. */
  readonly headers: ReadonlyMap<string, string | null>;
  /** The lower-case name of the header that holds tokens, which no pattern of names may find. */
  readonly tokenHeader: string;
}

/** Decides policies for a client. */
export type DecidePolicies = (
  names: readonly string[],
  client: Pick<RequestIdentity, 'isAuthenticated' | 'claims' | 'scopes'>,
) => Promise<ReadonlySet<string>> | ReadonlySet<string>;

export interface IdentitySettings {
  /** The claim by the name of the header. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tokenHeader: string;
  readonly decidePolicies: DecidePolicies;
}

/** Returns the identity of a client without a token. A header that is made from claims is never taken from a client. */
export function anonymous({ headers, tokenHeader, decidePolicies }: IdentitySettings): RequestIdentity {
  const client = { isAuthenticated: false, scopes: new Set<string>(), claims: {} };
  return {
    ...client,
    client: undefined,
    headers: new Map(Object.keys(headers).map((name) => [name, null])),
    tokenHeader,
    allowedBy: (names) => decidePolicies(names, client),
  };
}

/** Returns the identity of the client of a token. */
export function identityOf({ claims, issuer }: VerifiedToken, settings: IdentitySettings): RequestIdentity {
  const client = { isAuthenticated: true, scopes: scopesOf(claims, issuer.scopes), claims };
  const headers = Object.entries(settings.headers);
  return {
    ...client,
    client: `${issuer.issuer} ${subjectOf(claims)}`,
    headers: new Map(headers.map(([name, claim]) => [name, headerValue(claimAt(claims, claim))])),
    tokenHeader: settings.tokenHeader,
    allowedBy: (names) => settings.decidePolicies(names, client),
  };
}

/** Tokens of programs may have no subject; then the program counts, and otherwise each set of claims. */
function subjectOf({ sub, client_id: program, azp, ...claims }: Readonly<Record<string, unknown>>): string {
  const subject = sub ?? program ?? azp;
  return typeof subject === 'string' ? subject : `#${hash('sha256', JSON.stringify(claims), 'base64url')}`;
}

function scopesOf(claims: object, names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => {
      const value = claimAt(claims, name);
      const scopes: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(' ') : [];
      return scopes.filter((scope): scope is string => typeof scope === 'string' && scope !== '');
    }),
  );
}

/** A claim by its whole name, or by a path such as 'realm_access.roles'. */
function claimAt(claims: object, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name as keyof typeof claims];
  return name.split('.').reduce<unknown>((value, key) => {
    const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    return isObject ? value[key as keyof typeof value] : undefined;
  }, claims);
}

const PLAIN = /^[\x21-\x24\x26-\x7e]+(?: [\x21-\x24\x26-\x7e]+)*$/;

/** The text of a claim in a header: lists with commas, objects as JSON, and what a header cannot hold percent-encoded. */
function headerValue(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  const isList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  const text = isList ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return PLAIN.test(text) ? text : encodeURIComponent(text.toWellFormed());
}
