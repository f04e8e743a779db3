import type { NationalColumns } from './columns';
import type { FigureTable, NewFigure } from './figures';

const ALL = 'ALL';
const SEX = 'sex';

/** What is read of NHS England's tables of registered patients, and what is not. */
export interface NationalCounts {
  /** Rows of networks, commissioners and regions: their sums, which the service computes from the practices. */
  otherTypes: number;
  /** Rows of one sex and one age where the table has no rows of the other sex, so that there is no sum of both. */
  oneSex: number;
}

/**
 * Reads the rows of NHS England's "Patients Registered at a GP Practice". A practice has rows of all patients, of each sex,
 * and of each age, the latter for all patients or for each sex.
 */
export class NationalRows {
  readonly counts: NationalCounts = { otherTypes: 0, oneSex: 0 };
  private readonly bySexAndAge: (NewFigure & { readonly sex: string })[] = [];

  constructor(private readonly table: FigureTable) {}

  /** Whether a row is about a practice. Counts it if it is not. */
  isOfPractice(record: readonly string[], { type }: NationalColumns): boolean {
    if ((record[type] ?? '').toUpperCase() === 'GP') return true;
    this.counts.otherTypes++;
    return false;
  }

  add(record: readonly string[], columns: NationalColumns, figure: Omit<NewFigure, 'dimension' | 'name'>): void {
    const sex = (record[columns.sex] ?? '').toUpperCase();
    const age = (record[columns.age.at] ?? '').toUpperCase();
    const byAge = { ...figure, dimension: columns.age.name, name: age };
    if (age === ALL && sex === ALL) this.table.add({ ...figure, dimension: null, name: '' });
    else if (age === ALL) this.table.add({ ...figure, dimension: SEX, name: sex });
    else if (sex === ALL) this.table.add(byAge);
    else this.bySexAndAge.push({ ...byAge, sex });
  }

  /** Adds up the ages of both sexes for the dates that have no rows of all patients by age. */
  finish(addSum: (figures: readonly NewFigure[]) => void): void {
    const sexes = new Map<string, Set<string>>();
    const keyOf = ({ dimension, date }: NewFigure) => `${dimension} ${date}`;
    for (const figure of this.bySexAndAge)
      sexes.set(keyOf(figure), (sexes.get(keyOf(figure)) ?? new Set()).add(figure.sex));
    const wanted = this.bySexAndAge.filter((figure) => !this.table.has(figure.dimension!, figure.date));
    const complete = wanted.filter((figure) => sexes.get(keyOf(figure))!.size > 1);
    this.counts.oneSex = wanted.length - complete.length;
    addSum(complete);
  }
}
