/**
 * How long the lists of a release are, measured when it is loaded. A list is long enough for every day and both bases, because
 * relationships count whatever their dates are.
 */
export interface MeasuredSizes {
  /** Lists by name, for example 'children OPERATION'. */
  readonly lists: Readonly<Record<string, MeasuredList>>;
  /** How many organisations have held each role at some time, by the code of the role. */
  readonly holders: Readonly<Record<string, number>>;
  /**
   * The primary roles of all organisations at which a relationship of a type ends, '' for one without, by type. Absent for a
   * release that an older version loaded.
   */
  readonly targets?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** The lengths of one list over all organisations. */
export interface MeasuredList {
  /** The longest list of all organisations that are not in `longer`. */
  readonly usual: number;
  /** Organisations with a longer list. */
  readonly longer: ReadonlyMap<string, number>;
}

const VERSION = 1;

interface StoredSizes {
  readonly version: number;
  /** `usual`, then 'CODE:length CODE:length …'. */
  readonly lists: Readonly<Record<string, readonly [number, string]>>;
  readonly holders: Readonly<Record<string, number>>;
  readonly targets?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Returns the text in which sizes are kept with their release. */
export function formatSizes({ lists, holders, targets }: MeasuredSizes): string {
  const stored: StoredSizes = {
    version: VERSION,
    lists: Object.fromEntries(
      Object.entries(lists).map(([name, { usual, longer }]) => [
        name,
        [usual, [...longer].map(([code, length]) => `${code}:${length}`).join(' ')] as const,
      ]),
    ),
    holders,
    targets,
  };
  return JSON.stringify(stored);
}

/** Reads what `formatSizes` wrote; null for a text of another version or without one. */
export function parseSizes(text: string | null): MeasuredSizes | null {
  if (text === null) return null;
  const { version, lists, holders, targets } = JSON.parse(text) as StoredSizes;
  if (version !== VERSION) return null;
  return {
    lists: Object.fromEntries(
      Object.entries(lists).map(([name, [usual, longer]]) => [name, { usual, longer: parseLonger(longer) }]),
    ),
    holders,
    targets,
  };
}

function parseLonger(text: string): ReadonlyMap<string, number> {
  const entries = text === '' ? [] : text.split(' ');
  return new Map(
    entries.map((entry) => {
      const colon = entry.lastIndexOf(':');
      return [entry.slice(0, colon), Number(entry.slice(colon + 1))] as const;
    }),
  );
}

/** Returns sizes that hold for every one of several releases. */
export function largestSizes(releases: readonly MeasuredSizes[]): MeasuredSizes {
  const [first, ...others] = releases;
  if (first === undefined || others.length === 0) return first ?? { lists: {}, holders: {} };
  const names = Object.keys(first.lists).filter((name) => releases.every(({ lists }) => name in lists));
  const roles = new Set(releases.flatMap(({ holders }) => Object.keys(holders)));
  return {
    lists: Object.fromEntries(names.map((name) => [name, longestList(releases.map(({ lists }) => lists[name]!))])),
    holders: Object.fromEntries(
      [...roles].map((role) => [role, Math.max(...releases.map(({ holders }) => holders[role] ?? 0))]),
    ),
  };
}

function longestList(lists: readonly MeasuredList[]): MeasuredList {
  const longer = new Map<string, number>();
  for (const list of lists)
    for (const [code, length] of list.longer) longer.set(code, Math.max(length, longer.get(code) ?? 0));
  return { usual: Math.max(...lists.map(({ usual }) => usual)), longer };
}
