/** A text that somebody typed, and the code of the organisation that was meant. */
export interface TypedName {
  /** The class of what was typed, such as 'one typo'. */
  readonly kind: string;
  readonly typed: string;
  readonly code: string;
}

export interface RecallRow {
  readonly class: string;
  readonly names: number;
  /** The share of names whose organisation is among the first 1, 5 and 10 results. */
  readonly at1: number;
  readonly at5: number;
  readonly at10: number;
  /** Mean reciprocal rank: the mean of 1 divided by the place of the organisation, 0 if it is not found. */
  readonly mrr: number;
}

/** Reads a CSV with the columns class, typed and code, and a header. A typed text may be in quotes. */
export function parseTypedNames(csv: string): TypedName[] {
  const lines = csv.split(/\r?\n/).slice(1);
  return lines.filter(Boolean).map((line) => {
    const [first, last] = [line.indexOf(','), line.lastIndexOf(',')];
    const quoted = line.slice(first + 1, last);
    const typed = quoted.startsWith('"') ? quoted.slice(1, -1).replaceAll('""', '"') : quoted;
    return { kind: line.slice(0, first), typed, code: line.slice(last + 1).trim() };
  });
}

/** Counts at which places organisations were found, by class. */
export class RecallTable {
  private readonly places = new Map<string, number[]>();

  /** `place` counts from 0; -1 for not found. */
  add(kind: string, place: number): void {
    for (const group of [kind, 'all']) this.places.set(group, [...(this.places.get(group) ?? []), place]);
  }

  rows(): RecallRow[] {
    const last = (name: string) => (name === 'all' ? 1 : 0);
    return [...this.places]
      .sort(([a], [b]) => last(a) - last(b))
      .map(([kind, places]) => ({
        class: kind,
        names: places.length,
        at1: share(places, (place) => (place === 0 ? 1 : 0)),
        at5: share(places, (place) => (place >= 0 && place < 5 ? 1 : 0)),
        at10: share(places, (place) => (place >= 0 && place < 10 ? 1 : 0)),
        mrr: share(places, (place) => (place < 0 ? 0 : 1 / (place + 1))),
      }));
  }
}

function share(places: readonly number[], value: (place: number) => number): number {
  return Math.round((places.reduce((sum, place) => sum + value(place), 0) / places.length) * 1_000) / 1_000;
}
