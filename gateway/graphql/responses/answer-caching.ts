import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isFixed } from '../../../domain/dependencies';
import { lifetimeOf, type CachingSettings, type Lifetime } from '../../http/caching/cache-control';
import { tagsIn } from '../../http/caching/etag';
import type { FetchCaching } from '../../../telemetry/request-telemetry';
import { OWN_SUBGRAPH } from '../../own-subgraph';
import type { RequestContext } from '../request-context';

/** How a response may be kept by clients and shared caches. */
export interface AnswerCaching {
  readonly lifetime: Lifetime;
  /** The first letter of its entity tag, which tells how the tag is computed. */
  readonly kind: AnswerKind;
  /** Further request headers that the response depends on. */
  readonly varyBy: readonly string[];
}

/**
 * `f` and `c`: a response of our own graph, from named releases alone, or from what is current. Its tag is known before it is
 * computed. `x`: a response with data of other subgraphs, whose tag is the hash of its bytes.
 */
export type AnswerKind = 'f' | 'c' | 'x';

/** Request headers that every GraphQL response depends on. */
export const VARY = ['accept', 'accept-encoding', 'authorization', 'ods-as-of'];

const INTROSPECTION = /\b__(?:schema|type)\b/;

/** Returns how a response may be kept; undefined if it must not be: it has an error, a query plan, or data of a subgraph that does not allow it. */
export function answerCaching(
  { request, dependencies }: RequestContext,
  document: string,
  settings: CachingSettings,
): AnswerCaching | undefined {
  const { telemetry, hasNoErrors, headers, isPersonal = false } = request;
  if (!hasNoErrors || telemetry.fetches) return undefined;
  const fixed = isFixed(dependencies) && !INTROSPECTION.test(document);
  const own = lifetimeOf(fixed, settings);
  if (telemetry.fetchedOnlyFrom(OWN_SUBGRAPH)) {
    // The tag of a response to one client is the hash of its bytes: it is known only when this client was given it.
    if (isPersonal) return { lifetime: { ...own, isPrivate: true }, kind: 'x', varyBy: [] };
    return { lifetime: own, kind: fixed ? 'f' : 'c', varyBy: [] };
  }
  const others = telemetry.cachingExcept(OWN_SUBGRAPH);
  const limits = dependencies.namedRelease || dependencies.currentContent ? [own] : [];
  const lifetime = shortest([...limits, ...others.map((caching) => caching?.lifetime)]);
  if (!lifetime) return undefined;
  const varyBy = others.flatMap((caching) => caching?.varyBy ?? []);
  return {
    lifetime: { ...lifetime, isPrivate: lifetime.isPrivate || isPersonal || sendsCookie(varyBy, headers) },
    kind: 'x',
    varyBy,
  };
}

/** The lifetime of what is made of several parts. Undefined if a part must not be kept. */
function shortest(parts: readonly (FetchCaching['lifetime'] | Lifetime)[]): Lifetime | undefined {
  const stated = parts.filter((part) => part !== undefined);
  if (stated.length < parts.length || stated.length === 0) return undefined;
  return {
    maxAge: Math.min(...stated.map(({ maxAge }) => maxAge)),
    immutable: stated.every(({ immutable }) => immutable),
    isPrivate: stated.some(({ isPrivate }) => isPrivate),
  };
}

function sendsCookie(varyBy: readonly string[], { cookie }: IncomingHttpHeaders): boolean {
  return cookie !== undefined && varyBy.includes('cookie');
}

/** Everything that a response of our own graph depends on. */
export interface TagParts {
  /** Of the program, its settings and the schema. */
  readonly service: string;
  /** Of the graph. */
  readonly content: string;
  readonly asOf: string | undefined;
  readonly mediaType: string;
  /** The query string. */
  readonly search: string;
}

/** Returns the part of the entity tag that identifies the content of a response before it is computed. */
export function requestTag({ service, content, asOf = '', mediaType, search }: TagParts): string {
  return shortHash([service, content, asOf, mediaType, search].join('\n'));
}

/** Returns the entity tag of a response. `tag` is that of its request. */
export function answerTag(kind: AnswerKind, tag: string, bytes: Buffer): string {
  return `"${kind}${kind === 'x' ? shortHash(bytes) : tag}"`;
}

/** Returns the kind of the response with this tag that the client has; undefined if it has none. */
export function keptKind(tag: string, ifNoneMatch: string | undefined): Exclude<AnswerKind, 'x'> | undefined {
  if (ifNoneMatch === undefined) return undefined;
  const tags = tagsIn(ifNoneMatch);
  return (['f', 'c'] as const).find((kind) => tags.includes(`"${kind}${tag}"`));
}

function shortHash(content: string | Buffer): string {
  return hash('sha256', content, 'base64url').slice(0, 22);
}
