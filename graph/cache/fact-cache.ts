import { isInterned } from './intern';
import { bytesOfLink, Link } from './link';
import { PackedRecord } from './packed-record';

/**
 * A cache of facts with a limit in bytes. The facts of a release never change, so no entry is ever invalidated.
 * Eviction is SIEVE: entries not read since they were added go first, so one large scan does not evict popular entries.
 */
export class FactCache {
  private newest: Entry | null = null;
  private oldest: Entry | null = null;
  /** Where the next eviction starts. */
  private hand: Entry | null = null;
  private bytes = 0;
  private count = 0;
  private hits = 0;
  private misses = 0;

  constructor(private limit: number) {}

  /** Returns a function that returns the partition of a name, and creates it on first use. One call per batch query. */
  partitions<Name>(): (name: Name) => CachePartition {
    const partitions = new Map<Name, CachePartition>();
    const create = () =>
      new CachePartition(
        (entry) => this.insert(entry),
        () => void this.hits++,
        (bytes) => this.refuses(bytes),
      );
    return (name) => {
      let partition = partitions.get(name);
      if (partition === undefined) partitions.set(name, (partition = create()));
      return partition;
    };
  }

  clear(): void {
    for (let entry = this.oldest; entry; entry = entry.newer) entry.partition.delete(entry.id);
    this.newest = this.oldest = this.hand = null;
    this.bytes = this.count = 0;
  }

  /** Evicts entries until the cache has at most so many bytes, which it also keeps from now on. */
  resize(limit: number): void {
    this.limit = limit;
    this.evictToLimit();
  }

  /** Estimated bytes, and entries. */
  get size(): { readonly bytes: number; readonly entries: number } {
    return { bytes: this.bytes, entries: this.count };
  }

  /** Hits, and misses, counted when the fact is added. */
  get lookups(): { readonly hits: number; readonly misses: number } {
    return { hits: this.hits, misses: this.misses };
  }

  /** Whether an entry of at least so many bytes is never kept; it counts as a miss all the same. */
  private refuses(bytes: number): boolean {
    if (bytes <= this.limit) return false;
    this.misses++;
    return true;
  }

  private insert(entry: Entry): void {
    this.misses++;
    entry.older = this.newest;
    if (this.newest) this.newest.newer = entry;
    this.newest = entry;
    this.oldest ??= entry;
    this.bytes += entry.bytes;
    this.count++;
    this.evictToLimit();
  }

  private evictToLimit(): void {
    while (this.bytes > this.limit && this.oldest) this.evict();
  }

  private evict(): void {
    let entry = this.hand ?? this.oldest;
    while (entry?.visited) {
      entry.visited = false;
      entry = entry.newer ?? this.oldest;
    }
    if (!entry) return;
    this.hand = entry.newer;
    this.unlink(entry);
    entry.partition.delete(entry.id);
  }

  private unlink(entry: Entry): void {
    if (entry.newer) entry.newer.older = entry.older;
    else this.newest = entry.older;
    if (entry.older) entry.older.newer = entry.newer;
    else this.oldest = entry.newer;
    this.bytes -= entry.bytes;
    this.count--;
  }
}

/** The facts of one batch query and one epoch, by key. */
export class CachePartition {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly insert: (entry: Entry) => void,
    private readonly countHit: () => void,
    private readonly refuses: (bytes: number) => boolean,
  ) {}

  /** Returns the fact, which is null or [] where the graph has none, or undefined when it is not cached. */
  get(id: string): unknown {
    const entry = this.entries.get(id);
    if (entry === undefined) return undefined;
    entry.visited = true;
    this.countHit();
    return entry.value;
  }

  set(id: string, value: unknown): void {
    if (this.entries.has(id) || this.refuses(ENTRY_BYTES)) return;
    const entry: Entry = {
      id,
      value,
      bytes: ENTRY_BYTES + bytesOf(value),
      visited: false,
      partition: this.entries,
      newer: null,
      older: null,
    };
    this.entries.set(id, entry);
    this.insert(entry);
  }
}

interface Entry {
  readonly id: string;
  readonly value: unknown;
  readonly bytes: number;
  visited: boolean;
  readonly partition: Map<string, Entry>;
  newer: Entry | null;
  older: Entry | null;
}

/** An entry and its slot in a Map, measured on V8. */
const ENTRY_BYTES = 136;
const OBJECT_BYTES = 24;

/** Estimates the bytes of a fact: 8 per field, plus the texts that are not interned. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return isInterned(value) ? 0 : 16 + ((value.length + 7) & ~7);
  if (typeof value !== 'object' || value === null) return 0;
  if (value instanceof Link) return bytesOfLink(value);
  if (value instanceof PackedRecord) return value.bytes;
  if (Array.isArray(value) && value.length === 0) return 0;
  if (Array.isArray(value) && value.length > MOST_MEASURED) return bytesOfLong(value);
  let bytes = Array.isArray(value) ? 2 * OBJECT_BYTES : OBJECT_BYTES;
  for (const part of Object.values(value)) bytes += 8 + bytesOf(part);
  return bytes;
}

/** Of longer lists, so many items are measured: an area has tens of thousands, which would be looked at in one turn. */
const MOST_MEASURED = 512;

/** Estimates the bytes of a long list by items at equal distances. */
function bytesOfLong(items: readonly unknown[]): number {
  const distance = Math.ceil(items.length / MOST_MEASURED);
  const count = Math.ceil(items.length / distance);
  const measured = Array.from({ length: count }, (_, at) => items[at * distance]);
  return 2 * OBJECT_BYTES + Math.round((items.length / count) * (bytesOf(measured) - 2 * OBJECT_BYTES));
}
