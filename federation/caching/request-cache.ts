import { when, type MaybePromise } from '../../maybe-promise';
import { telemetryOf, type FetchCaching } from '../../telemetry/request-telemetry';
import { parseExactly, stringifyExactly } from '../exact-json';
import { isJsonObject, type JsonObject } from '../json-object';
import { headersFor, mayCarry, variesBy, type HeaderRules } from '../subgraphs/http/header-forwarding';
import type { HttpExecutorSettings } from '../subgraphs/http/settings';
import { varyOf } from '../subgraphs/subgraph-caching';
import type { CacheHints, SubgraphRequest, SubgraphResult } from '../subgraphs/subgraph-executor';
import type { AnswerCache } from './answer-cache';
import { keepingOf, type Keeping } from './cache-hints';
import { digestOf, keyOf, KnownVary } from './cache-keys';
import type { Entry } from './entry';

export interface CachingSettings {
  readonly subgraph: Pick<HttpExecutorSettings, 'name' | 'url' | 'headers' | 'responseHeaders' | 'cache'>;
  /** Changes with the supergraph: a response of another one is never used. */
  readonly version: string;
  readonly answers: AnswerCache;
}

/** The keys of one request: of its response, or of an entity of a type in it. */
export type KeyOf = (type: string, ...parts: string[]) => string;

/** The cache as one request to one subgraph sees it. */
export interface RequestCache {
  readonly subgraph: string;
  readonly request: SubgraphRequest;
  /** The keys by what is known of the header `Vary` so far. */
  keys(): KeyOf;
  /** Returns the known values in the order of the keys; undefined for those that are not known. */
  find(keys: readonly string[]): MaybePromise<readonly (KnownValue | undefined)[]>;
  /** Records that a part of the response was known. */
  recordKnown(values: readonly KnownValue[]): void;
  /** Keeps what a response allows. `valuesOf` returns its values by key, with the position of entities. */
  keep(result: SubgraphResult, valuesOf: (keyOf: KeyOf) => Iterable<KeptValue>): void;
}

export interface KnownValue {
  readonly data: JsonObject | null;
  readonly entry: Entry;
}

export interface KeptValue {
  readonly key: string;
  readonly data: JsonObject | null;
  /** Position of an entity in the only list of the response. */
  readonly position?: number;
}

/** Returns a function that opens the cache for a request to the subgraph. */
export function openRequestCaches({
  subgraph,
  version,
  answers,
}: CachingSettings): (request: SubgraphRequest) => RequestCache {
  const { name, url, cache: given, responseHeaders = {} } = subgraph;
  const rules = [subgraph.headers ?? []].flat() as readonly HeaderRules[];
  const scope = digestOf([version, name, url]);
  const vary = new KnownVary(rules);
  const forwarded = variesBy(rules);
  const varyBy = varyOf(forwarded ?? []);
  const defaultMaxAge = given === false ? undefined : given?.defaultMaxAge;
  /** A kept response could not pass its headers on to clients. */
  const hasHeadersForClients = ({ header }: CacheHints) =>
    Object.keys(responseHeaders).some((each) => header(each.toLowerCase()) !== '');
  return (asked) => {
    const { operation, context } = asked;
    const { removals } = answers;
    const request = { ...asked, epoch: removals };
    const headers = headersFor(rules, request);
    const identity = answers.identityOf?.(context, (header) => mayCarry(rules, header, headers)) ?? '';
    return {
      subgraph: name,
      request,
      keys() {
        const common = digestOf([scope, operation.query, identity, vary.textOf(operation, headers)]);
        return (type, ...parts) => keyOf(name, type, [common, ...parts]);
      },
      find: (keys) => when(answers.find(name, keys), (entries) => entries.map(valueOf)),
      recordKnown(values) {
        const lifetime = forwarded && lifetimeOf(values, answers.now());
        telemetryOf(context)?.recordCached(name, request, { lifetime, varyBy });
      },
      keep(result, valuesOf) {
        if (!result.hints || result.errors?.length || hasHeadersForClients(result.hints)) return;
        vary.learn(operation, result.hints.header('vary'));
        const keeping = keepingOf(result.hints, defaultMaxAge);
        if (!keeping) return;
        const expiresAt = answers.now() + keeping.maxAge * 1_000;
        const entries = [...valuesOf(this.keys())].map(
          (value) => [value.key, toEntry(value, keeping, expiresAt)] as const,
        );
        answers.keep(new Map(entries), removals);
      },
    };
  };
}

function toEntry({ data, position }: KeptValue, keeping: Keeping, expiresAt: number): Entry {
  const { immutable, tags } = keeping;
  const own = position === undefined ? [] : keeping.entityTags(position);
  return { text: stringifyExactly(data), expiresAt, immutable, tags: [...new Set([...tags, ...own])] };
}

/** Each use gets data of its own, because the caller changes it. Undefined for a text that is no object. */
function valueOf(entry: Entry | undefined): KnownValue | undefined {
  if (!entry) return undefined;
  try {
    const data = parseExactly(entry.text);
    return data === null || isJsonObject(data) ? { data, entry } : undefined;
  } catch {
    return undefined;
  }
}

/** How long clients may keep what was known: as long as the first of its parts. */
function lifetimeOf(values: readonly KnownValue[], now: number): FetchCaching['lifetime'] {
  const endsAt = Math.min(...values.map(({ entry }) => entry.expiresAt));
  const immutable = values.every(({ entry }) => entry.immutable);
  return { maxAge: Math.max(0, Math.floor((endsAt - now) / 1_000)), immutable, isPrivate: false };
}
