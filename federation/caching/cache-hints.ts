import { readLifetime } from '../subgraphs/subgraph-caching';
import type { CacheHints } from '../subgraphs/subgraph-executor';
import { isJsonObject } from '../json-object';

/** How the parts of a response are kept. */
export interface Keeping {
  /** Seconds, at least 1. */
  readonly maxAge: number;
  readonly immutable: boolean;
  /** Tags of the whole response, by which it is removed. */
  readonly tags: readonly string[];
  /** Further tags of the entity at a position of `_entities`. */
  entityTags(position: number): readonly string[];
}

/** An entry with more tags could not be removed by all of them, so it is not kept. */
const MAX_TAGS = 100;
const MAX_TAG_LENGTH = 256;

/**
 * Returns how a response may be kept; undefined if it must not be: it is private, states no lifetime, or depends on more
 * than its request. `defaultMaxAge` is for a response that states nothing.
 */
export function keepingOf({ header, extensions }: CacheHints, defaultMaxAge?: number): Keeping | undefined {
  if (header('vary').includes('*') || header('set-cookie') !== '') return undefined;
  const stated = header('cache-control');
  const lifetime = stated === '' ? statedByHints(extensions, defaultMaxAge) : readLifetime(stated, header('age'));
  if (!lifetime || lifetime.isPrivate || lifetime.maxAge < 1) return undefined;
  const found = isJsonObject(extensions) ? extensions : {};
  const tags = [...split(header('cache-tag'), ','), ...split(header('surrogate-key'), ' ')];
  const all = [...tags, ...texts(found.apolloCacheTags)];
  const byEntity = Array.isArray(found.apolloEntityCacheTags) ? found.apolloEntityCacheTags : [];
  if ([all, ...byEntity].some(isTooMuch)) return undefined;
  const { maxAge, immutable } = lifetime;
  return { maxAge, immutable, tags: all, entityTags: (position) => texts(byEntity[position]) };
}

/** The lifetime by `extensions.cacheControl` of Apollo Server: the shortest of its hints. */
function statedByHints(extensions: unknown, defaultMaxAge: number | undefined): ReturnType<typeof readLifetime> {
  const policy = isJsonObject(extensions) ? extensions.cacheControl : undefined;
  const hints = isJsonObject(policy) && Array.isArray(policy.hints) ? policy.hints.filter(isJsonObject) : [];
  const ages = hints.map(({ maxAge }) => maxAge).filter((age) => age !== undefined);
  const isPrivate = hints.some(({ scope }) => scope === 'PRIVATE');
  if (ages.length > 0) {
    const maxAge = ages.every((age) => typeof age === 'number') ? Math.floor(Math.min(...ages)) : 0;
    return { maxAge, immutable: false, isPrivate };
  }
  return defaultMaxAge === undefined ? undefined : { maxAge: defaultMaxAge, immutable: false, isPrivate };
}

function split(header: string, separator: string): string[] {
  return header.split(separator).flatMap((tag) => tag.trim() || []);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((tag) => typeof tag === 'string') : [];
}

function isTooMuch(tags: unknown): boolean {
  return Array.isArray(tags) && (tags.length > MAX_TAGS || texts(tags).some(({ length }) => length > MAX_TAG_LENGTH));
}
