import type { RandomParts } from './random-parts';
import { mutate, shrink, type Roots } from './mutate';

/** What one request used. Times are milliseconds. */
export interface Use {
  readonly gatewayMs: number;
  readonly databaseMs: number;
  readonly holdMs: number;
  readonly rssMb: number;
}

export const MEASURES = ['gatewayMs', 'databaseMs', 'holdMs', 'rssMb'] as const;
export type Measure = (typeof MEASURES)[number];

export interface Found {
  readonly roots: Roots;
  readonly points: number;
  readonly use: Use;
  readonly outcome: string;
}

export interface ClimbSettings {
  readonly parts: RandomParts;
  readonly seeds: readonly Roots[];
  /** Returns the points of an operation; undefined if it is invalid. */
  points(roots: Roots): number | undefined;
  run(roots: Roots): Promise<Pick<Found, 'use' | 'outcome'>>;
  readonly limit: number;
  isOver(): boolean;
  /** Called with each operation that uses more than all before. */
  onBest?: ((measure: Measure, found: Found) => void) | undefined;
}

/** Steps to make an operation smaller. */
const MOST_SHRINKS = 60;
const MOST_KEPT = 400;

/** Changes operations at random, keeps the allowed ones that use most, and goes on from them. */
export class Climb {
  /** By measure and kind. */
  readonly best = new Map<string, Found>();
  private readonly most = new Map<Measure, number>();
  tried = 0;
  refused = 0;

  constructor(private readonly settings: ClimbSettings) {}

  async run(): Promise<void> {
    for (const seed of this.settings.seeds) {
      if (this.settings.isOver()) return;
      await this.consider(seed);
    }
    while (!this.settings.isOver()) await this.consider(this.next());
  }

  /** The dearest operations by a measure, one of each kind. */
  dearest(measure: Measure): Found[] {
    const found = [...this.best].filter(([key]) => key.startsWith(`${measure} `)).map(([, each]) => each);
    return found.sort((a, b) => b.use[measure] - a.use[measure]);
  }

  private next(): Roots {
    const { parts } = this.settings;
    if (this.best.size === 0 || parts.chance(0.1)) return [parts.field(parts.material.schema.getQueryType()!, 3)];
    const kept = this.dearest(parts.pick(MEASURES));
    const place = parts.chance(0.6) ? parts.count(Math.min(8, kept.length)) : parts.count(kept.length);
    return mutate(
      kept[place]!.roots,
      parts,
      kept.map(({ roots }) => roots),
    );
  }

  private async consider(made: Roots): Promise<void> {
    const allowed = this.toAllowed(made);
    if (!allowed) return void this.refused++;
    this.tried++;
    const { use, outcome } = await this.settings.run(allowed.roots);
    const found = { ...allowed, use, outcome };
    const kind = kindOf(allowed.roots);
    for (const measure of MEASURES) {
      const key = `${measure} ${kind}`;
      if (use[measure] > (this.most.get(measure) ?? 0)) {
        this.most.set(measure, use[measure]);
        this.settings.onBest?.(measure, found);
      }
      const before = this.best.get(key);
      if (!before || before.use[measure] < use[measure]) this.best.set(key, found);
    }
    if (this.best.size > MOST_KEPT) this.forgetCheapest();
  }

  /** Makes an operation smaller until it is below the limit. */
  private toAllowed(made: Roots): Pick<Found, 'roots' | 'points'> | undefined {
    let roots = made;
    for (let left = MOST_SHRINKS; left > 0; left--) {
      const points = this.settings.points(roots);
      if (points !== undefined && points <= this.settings.limit) return { roots, points };
      roots = shrink(roots, this.settings.parts);
    }
    return undefined;
  }

  private forgetCheapest(): void {
    for (const measure of MEASURES)
      for (const each of this.dearest(measure).slice(MOST_KEPT / MEASURES.length))
        for (const [key, found] of this.best)
          if (found === each && key.startsWith(`${measure} `)) this.best.delete(key);
  }
}

/** Returns the names of the fields that return objects, as far as the second level of names: what an operation is about. */
export function kindOf(roots: Roots): string {
  const names = new Set<string>();
  const visit = (fields: Roots, prefix: string, levels: number) => {
    for (const { name, fields: below } of fields) {
      if (below.length === 0 && levels < 2) names.add(`${prefix}${name}`);
      else if (below.length > 0 && levels > 0) visit(below, `${prefix}${name}.`, levels - 1);
      else names.add(`${prefix}${name}`);
    }
  };
  visit(roots, '', 1);
  return [...names].sort().slice(0, 3).join(' ');
}
