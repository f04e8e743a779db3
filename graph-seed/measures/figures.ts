import { byNumberThenText, byText } from '../../ods/orders';
import { LoadRefused } from '../errors';

/** Values of one date by organisation code. */
export type Figures = ReadonlyMap<string, number>;
/** Values of one date by organisation code and value of a dimension. */
export type DimensionFigures = ReadonlyMap<string, Figures>;

/** The values of one date without a dimension, or by one: what a load replaces as a whole. */
export interface Part {
  readonly date: string;
  /** The name of the dimension; null without one. */
  readonly dimension: string | null;
  /** The values of the dimension, in order. */
  readonly names: readonly string[];
  readonly figures: Figures | DimensionFigures;
}

/** Returns a part with the values of further organisations. */
export function withOthers(part: Part, others: Part['figures']): Part {
  const figures = new Map<string, number | Figures>([...part.figures, ...others]) as Part['figures'];
  if (part.dimension === null) return { ...part, figures };
  const names = new Set(part.names);
  for (const values of (others as DimensionFigures).values()) for (const name of values.keys()) names.add(name);
  return { ...part, figures, names: [...names].sort(byNumberThenText) };
}

export interface NewFigure {
  readonly dimension: string | null;
  /** The value of the dimension; '' without one. */
  readonly name: string;
  readonly date: string;
  readonly code: string;
  readonly value: number;
  /** The line of the file, to name it in a refusal. */
  readonly line: string;
}

interface Figure {
  value: number;
  readonly line: string;
}

type ByDate = Map<string, Map<string, Map<string, Figure>>>;

const MOST_NAMES = 150;

/** Collects values by dimension, date, code and value of the dimension. */
export class FigureTable {
  /** By dimension, '' for none. */
  private readonly series = new Map<string, ByDate>();
  /** The second values of one code and date: what and in which lines. */
  readonly duplicates: string[] = [];
  /** The codes whose values were added up. */
  readonly summed = new Set<string>();

  constructor(private readonly sum: boolean) {}

  add({ dimension, name, date, code, value, line }: NewFigure): void {
    const byDate = getOrAdd(this.series, dimension ?? '', (): ByDate => new Map());
    const byCode = getOrAdd(byDate, date, () => new Map<string, Map<string, Figure>>());
    const figures = getOrAdd(byCode, code, () => new Map<string, Figure>());
    const previous = figures.get(name);
    if (!previous) return void figures.set(name, { value, line });
    if (this.sum) {
      previous.value += value;
      this.summed.add(code);
    } else this.duplicates.push(`${code}${name && ` ${name}`} on ${date} in lines ${previous.line} and ${line}`);
  }

  has(dimension: string, date: string): boolean {
    return this.series.get(dimension)?.has(date) ?? false;
  }

  /** Returns the values without a dimension by date, in order. */
  extracts(): ReadonlyMap<string, Figures> {
    const byDate = [...(this.series.get('') ?? [])].sort(([a], [b]) => byText(a, b));
    return new Map(
      byDate.map(([date, byCode]) => [
        date,
        new Map([...byCode].map(([code, figures]) => [code, figures.get('')!.value])),
      ]),
    );
  }

  /** Returns the values by dimensions, ordered by dimension and date. Throws LoadRefused when one has too many values. */
  parts(): Part[] {
    const dimensions = [...this.series].filter(([name]) => name !== '').sort(([a], [b]) => byText(a, b));
    return dimensions.flatMap(([dimension, byDate]) =>
      [...byDate]
        .sort(([a], [b]) => byText(a, b))
        .map(([date, byCode]) => ({ date, dimension, names: namesOf(dimension, byCode), figures: valuesOf(byCode) })),
    );
  }
}

function namesOf(dimension: string, byCode: ReadonlyMap<string, ReadonlyMap<string, unknown>>): string[] {
  const names = new Set<string>();
  for (const figures of byCode.values()) for (const name of figures.keys()) names.add(name);
  if (names.size <= MOST_NAMES) return [...names].sort(byNumberThenText);
  throw new LoadRefused(`The dimension ${dimension} has ${names.size} values; at most ${MOST_NAMES} can be loaded.`);
}

function valuesOf(byCode: ReadonlyMap<string, ReadonlyMap<string, Figure>>): DimensionFigures {
  return new Map(
    [...byCode].map(([code, figures]) => [code, new Map([...figures].map(([name, { value }]) => [name, value]))]),
  );
}

function getOrAdd<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}
