import { LRUCache } from 'lru-cache';
import type { Entry, Removal } from './entry';

/** Estimated bytes of an entry without its texts, and of a tag. */
const ENTRY_OVERHEAD = 400;
const TAG_OVERHEAD = 150;

/** Entries in this process, of which the least recently used are dropped first. */
export class MemoryEntries {
  private readonly entries: LRUCache<string, Entry> | undefined;
  private readonly keysByTag = new Map<string, Set<string>>();
  private limit: number;

  /** `maxBytes` 0 keeps nothing. */
  constructor(
    maxBytes: number,
    private readonly now: () => number = Date.now,
  ) {
    this.limit = maxBytes;
    if (maxBytes > 0)
      this.entries = new LRUCache({
        maxSize: maxBytes,
        maxEntrySize: Math.max(1, Math.floor(maxBytes / 8)),
        sizeCalculation: sizeOf,
        dispose: (entry, key) => this.forgetTags(key, entry),
      });
  }

  /** Estimated bytes in use. */
  get bytes(): number {
    return this.entries?.calculatedSize ?? 0;
  }

  get size(): number {
    return this.entries?.size ?? 0;
  }

  /** Drops entries until at most so many bytes are in use, which also holds from now on. */
  resize(bytes: number): void {
    this.limit = bytes;
    this.dropToLimit();
  }

  get(key: string): Entry | undefined {
    const entry = this.entries?.get(key);
    if (!entry || entry.expiresAt > this.now()) return entry;
    this.entries!.delete(key);
    return undefined;
  }

  set(key: string, entry: Entry): void {
    if (!this.entries) return;
    this.entries.delete(key);
    this.entries.set(key, entry);
    if (!this.entries.has(key)) return;
    for (const tag of entry.tags) {
      const keys = this.keysByTag.get(tag) ?? new Set<string>();
      this.keysByTag.set(tag, keys.add(key));
    }
    this.dropToLimit();
  }

  /** Returns how many entries were removed. */
  remove({ prefixes, tag }: Removal): number {
    const candidates = tag === undefined ? [...(this.entries?.keys() ?? [])] : [...(this.keysByTag.get(tag) ?? [])];
    const removed = candidates.filter((key) => prefixes.some((prefix) => key.startsWith(prefix)));
    for (const key of removed) this.entries!.delete(key);
    return removed.length;
  }

  clear(): void {
    this.entries?.clear();
  }

  private dropToLimit(): void {
    while (this.entries && this.entries.calculatedSize > this.limit) this.entries.pop();
  }

  private forgetTags(key: string, { tags }: Entry): void {
    for (const tag of tags) {
      const keys = this.keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.keysByTag.delete(tag);
    }
  }
}

function sizeOf({ text, tags }: Entry, key: string): number {
  const tagBytes = tags.reduce((sum, { length }) => sum + TAG_OVERHEAD + 2 * length, 0);
  return ENTRY_OVERHEAD + 2 * (key.length + text.length) + tagBytes;
}
