import { hash } from 'node:crypto';
import type { HeaderRules } from '../subgraphs/http/header-forwarding';
import type { SubgraphOperation } from '../subgraphs/subgraph-executor';

/** Headers that differ with each request, or never, so that a response depends on them only if its `Vary` names them. */
const RARELY = new Set([
  ...['accept', 'accept-encoding', 'content-type', 'user-agent', 'traceparent', 'tracestate', 'x-request-id'],
  'x-subgraph-secret',
]);
/** Headers that a response depends on, whatever its `Vary` says: who asks, and for which moment. */
const ALWAYS = /^ods-as-of$|auth|cookie|token|secret|session|api-?key|credential|user|subject|tenant/;

/**
 * The request headers that the responses to each operation depend on, as their header `Vary` says. Before the first
 * response, and for one without `Vary`, these are all that the subgraph receives.
 */
export class KnownVary {
  /** Null: all headers. */
  private readonly names = new WeakMap<SubgraphOperation, ReadonlySet<string> | null>();
  /** The names under which the subgraph receives headers that always count. */
  private readonly always: ReadonlySet<string>;

  constructor(rules: readonly HeaderRules[] = []) {
    const forwarded = rules.flatMap(({ forward = [] }) => forward).filter((rule) => typeof rule !== 'string');
    const counting = forwarded.filter(({ name = '' }) => ALWAYS.test(name.toLowerCase()));
    this.always = new Set(counting.map(({ name = '', as = name }) => as.toLowerCase()));
  }

  /** Returns the part of a key that the headers of a request make. */
  textOf(operation: SubgraphOperation, headers: Readonly<Record<string, string>>): string {
    const known = this.names.get(operation);
    const isStated = (name: string) => known?.has(name) || this.always.has(name);
    const counts = (name: string) => isStated(name) || (!RARELY.has(name) && (!known || ALWAYS.test(name)));
    const parts = Object.entries(headers).filter(([name]) => counts(name));
    return JSON.stringify([known ? [...known].sort() : null, parts.sort(([one], [other]) => (one < other ? -1 : 1))]);
  }

  /** Learns from the header `Vary` of a response. What once counted goes on counting. */
  learn(operation: SubgraphOperation, vary: string): void {
    const known = this.names.get(operation);
    const stated = vary.split(',').flatMap((name) => name.trim().toLowerCase() || []);
    if (stated.length === 0 || known === null) return void this.names.set(operation, null);
    if (!known || stated.some((name) => !known.has(name)))
      this.names.set(operation, new Set([...(known ?? []), ...stated]));
  }
}

/** Returns the part of keys that selects the entries of a subgraph, or of a type in it. */
export function keyPrefix(subgraph: string, type?: string): string {
  const name = encodeURIComponent(subgraph).replace(/[!'()*~.]/g, '_');
  return type === undefined ? `${name}:` : `${name}:${type.replace(/\W/g, '_')}:`;
}

/** Returns the key of a response, or of an entity of this type. Its parts are hashed, so it holds no value of a client. */
export function keyOf(subgraph: string, type: string, parts: readonly string[]): string {
  return keyPrefix(subgraph, type) + digestOf(parts);
}

export function digestOf(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url');
}
