import type { RedisClient } from './client';

export interface StoredEntry {
  readonly key: string;
  readonly value: string;
  readonly ttlMs: number;
  readonly tags: readonly string[];
}

/** Entries whose keys begin with one of `prefixes` and that have the tag, if any. */
export interface StoredRemoval {
  readonly prefixes: readonly string[];
  readonly tag?: string | undefined;
}

/** Keys that one command looks through or removes. */
const BATCH = 1_000;

/**
 * Writes entries, each with the time when the store drops it. A tag is a sorted set of keys with the times when they end; it
 * ends with the last of them.
 */
export async function writeEntries(
  client: RedisClient,
  prefix: string,
  entries: readonly StoredEntry[],
): Promise<void> {
  const now = Date.now();
  const multi = client.multi();
  const byTag = new Map<string, { value: string; score: number }[]>();
  for (const { key, value, ttlMs, tags } of entries) {
    multi.set(prefix + key, value, { expiration: { type: 'PX', value: Math.ceil(ttlMs) } });
    for (const tag of tags) {
      const members = byTag.get(tag) ?? [];
      byTag.set(tag, members);
      members.push({ value: key, score: now + ttlMs });
    }
  }
  for (const [tag, members] of byTag) {
    const key = tagKey(prefix, tag);
    const seconds = Math.ceil(Math.max(...members.map(({ score }) => score - now)) / 1_000);
    multi.zRemRangeByScore(key, '-inf', now).zAdd(key, members);
    multi.expire(key, seconds, 'NX').expire(key, seconds, 'GT');
  }
  await multi.execAsPipeline();
}

/** Returns how many entries were removed. */
export async function removeEntries(client: RedisClient, prefix: string, removal: StoredRemoval): Promise<number> {
  const { prefixes, tag } = removal;
  let removed = 0;
  if (tag === undefined) {
    for (const each of prefixes)
      for await (const keys of client.scanIterator({ MATCH: `${escaped(prefix + each)}*`, COUNT: BATCH }))
        if (keys.length > 0) removed += await client.unlink(keys);
    return removed;
  }
  const key = tagKey(prefix, tag);
  const tagged = (await client.zRange(key, 0, -1)).filter((each) => prefixes.some((start) => each.startsWith(start)));
  for (let at = 0; at < tagged.length; at += BATCH) {
    const keys = tagged.slice(at, at + BATCH);
    removed += await client.unlink(keys.map((each) => prefix + each));
    await client.zRem(key, keys);
  }
  return removed;
}

function tagKey(prefix: string, tag: string): string {
  return `${prefix}#tag:${tag}`;
}

/** A text as a pattern that only this text matches. */
function escaped(text: string): string {
  return text.replace(/[\\*?[\]^]/g, '\\$&');
}
