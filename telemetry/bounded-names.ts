/** How often a name must occur before it becomes a label: a client that invents names must not use them up. */
const SIGHTINGS = 5;
/** Names that are counted until they have occurred so often. */
const MAX_CANDIDATES = 1_000;

/**
 * Chooses the names that may be labels of metrics: the first ones that occur often, and never more than a number. Trusted
 * names have as much room of their own, which no client can use up.
 */
export class BoundedNames {
  private readonly chosen = new Set<string>();
  private readonly trusted = new Set<string>();
  private readonly candidates = new Map<string, number>();

  constructor(private readonly max: number) {}

  /** Whether a name is a label. `isTrusted`: it needs not occur often. */
  has(name: string, isTrusted = false): boolean {
    if (this.chosen.has(name) || this.trusted.has(name)) return true;
    const names = isTrusted ? this.trusted : this.chosen;
    if (names.size >= this.max || !(isTrusted || this.isOften(name))) return false;
    this.candidates.delete(name);
    names.add(name);
    return true;
  }

  private isOften(name: string): boolean {
    const sightings = (this.candidates.get(name) ?? 0) + 1;
    if (sightings >= SIGHTINGS) return true;
    if (this.candidates.size >= MAX_CANDIDATES) this.candidates.clear();
    this.candidates.set(name, sightings);
    return false;
  }
}
