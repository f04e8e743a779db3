import { isInterned } from './intern';

/**
 * Facts kept within a bound of bytes. Facts of a release never change, so nothing is ever invalidated; what has not
 * been asked again since it came is dropped first (the SIEVE rule: a long walk does not wash out what is in demand).
 */
export class FactCache {
  private newest: Entry | null = null;
  private oldest: Entry | null = null;
  private hand: Entry | null = null;
  private used = 0;
  private count = 0;
  private hits = 0;
  private misses = 0;

  constructor(private readonly limit: number) {}

  /** Spaces of the cache for one question, by a name; made when first asked for. */
  spaces<Name>(): (name: Name) => Space {
    const spaces = new Map<Name, Space>();
    return (name) => {
      let space = spaces.get(name);
      if (space === undefined)
        spaces.set(
          name,
          (space = new Space(
            (entry) => this.admit(entry),
            () => void this.hits++,
          )),
        );
      return space;
    };
  }

  /** Forgets everything. */
  clear(): void {
    for (let entry = this.oldest; entry; entry = entry.newer) entry.home.delete(entry.id);
    this.newest = this.oldest = this.hand = null;
    this.used = this.count = 0;
  }

  /** Bytes in use, estimated, and facts held. */
  get size(): { readonly bytes: number; readonly entries: number } {
    return { bytes: this.used, entries: this.count };
  }

  /** Facts that were here when they were asked for, and those that had to be brought. */
  get uses(): { readonly hits: number; readonly misses: number } {
    return { hits: this.hits, misses: this.misses };
  }

  private admit(entry: Entry): void {
    this.misses++;
    entry.older = this.newest;
    if (this.newest) this.newest.newer = entry;
    this.newest = entry;
    this.oldest ??= entry;
    this.used += entry.bytes;
    this.count++;
    while (this.used > this.limit && this.oldest) this.evict();
  }

  private evict(): void {
    let entry = this.hand ?? this.oldest;
    while (entry?.asked) {
      entry.asked = false;
      entry = entry.newer ?? this.oldest;
    }
    if (!entry) return;
    this.hand = entry.newer;
    this.unlink(entry);
    entry.home.delete(entry.id);
  }

  private unlink(entry: Entry): void {
    if (entry.newer) entry.newer.older = entry.older;
    else this.newest = entry.older;
    if (entry.older) entry.older.newer = entry.newer;
    else this.oldest = entry.newer;
    this.used -= entry.bytes;
    this.count--;
  }
}

/** The facts of one question at one epoch, by key. */
export class Space {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly admit: (entry: Entry) => void,
    private readonly hit: () => void,
  ) {}

  /** The fact, null or [] for known absence; undefined when it is not here. */
  get(id: string): unknown {
    const entry = this.entries.get(id);
    if (entry === undefined) return undefined;
    entry.asked = true;
    this.hit();
    return entry.value;
  }

  set(id: string, value: unknown): void {
    if (this.entries.has(id)) return;
    const entry: Entry = {
      id,
      value,
      bytes: ENTRY_BYTES + bytesOf(value),
      asked: false,
      home: this.entries,
      newer: null,
      older: null,
    };
    this.entries.set(id, entry);
    this.admit(entry);
  }
}

interface Entry {
  readonly id: string;
  readonly value: unknown;
  readonly bytes: number;
  asked: boolean;
  readonly home: Map<string, Entry>;
  newer: Entry | null;
  older: Entry | null;
}

/** An entry and its place in a Map, measured on V8. */
const ENTRY_BYTES = 136;
const OBJECT_BYTES = 24;

/** An estimate of the bytes a fact holds: 8 for each field, texts by their length unless they are shared. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return isInterned(value) ? 0 : 16 + ((value.length + 7) & ~7);
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value) && value.length === 0) return 0;
  let bytes = Array.isArray(value) ? 2 * OBJECT_BYTES : OBJECT_BYTES;
  for (const part of Object.values(value)) bytes += 8 + bytesOf(part);
  return bytes;
}
