/** A response to a query, or one entity of it, that is kept. */
export interface Entry {
  /** Its data as JSON. */
  readonly text: string;
  /** When it ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly immutable: boolean;
  readonly tags: readonly string[];
}

/** Which entries to remove: those with a tag, or all of a subgraph, or of a type in it. */
export type Selection =
  | { readonly tag: string; readonly subgraphs: readonly string[] }
  | { readonly subgraph: string; readonly type?: string | undefined };

/** Keys of these entries begin with one of `prefixes`, and have the tag, if any. */
export interface Removal {
  readonly prefixes: readonly string[];
  readonly tag?: string | undefined;
}

/** What is kept outside of this process, for all that share it. Nothing of it rejects, and nothing takes longer than its bound. */
export interface SharedEntries {
  /** Returns the values in the order of the keys; undefined for those that are not known, or not known in time. */
  get(keys: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Keeps entries without waiting. */
  set(entries: readonly SharedEntry[]): void;
  /** Removes entries here and tells the other processes. Resolves with how many were removed; undefined if that failed. */
  remove(removal: Removal): Promise<number | undefined>;
  /** The listener is called when another process removes entries; without a removal when such news may have been missed. */
  onRemoved(listener: (removal: Removal | undefined) => void): void;
}

export interface SharedEntry {
  readonly key: string;
  readonly value: string;
  readonly ttlMs: number;
  readonly tags: readonly string[];
}

/** Writes an entry as text for a process that may have another version of this program. */
export function writeEntry({ text, expiresAt, immutable, tags }: Entry): string {
  return JSON.stringify({ expiresAt, immutable, tags, text });
}

/** Undefined for a value that is no entry. */
export function readEntry(value: string): Entry | undefined {
  try {
    const { text, expiresAt, immutable, tags } = JSON.parse(value) as Record<keyof Entry, unknown>;
    const isEntry = typeof text === 'string' && typeof expiresAt === 'number' && Array.isArray(tags);
    return isEntry ? { text, expiresAt, immutable: immutable === true, tags: tags.map(String) } : undefined;
  } catch {
    return undefined;
  }
}
