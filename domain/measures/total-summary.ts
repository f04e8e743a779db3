import { when, type MaybePromise } from '../../maybe-promise';
import type { StateRow } from '../../ods/facts';
import type { OrganisationValue } from '../../schema/measure';
import type { MeasureTotal } from '../../schema/measures/total';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { OrganisationAt } from '../records/organisation';
import { chooseValues, type ChosenValue } from './chosen-values';
import type { Figures } from './figures';
import { addValue, closeSums, isCarriedForward, isUnderOtherCode, noSums, type Sums } from './sums';

const MAX_LISTED = 200;

/** An organisation with its value in a total. */
export interface ItemOfTotal {
  readonly state: StateRow;
  readonly chosen: ChosenValue;
}

/** A total as it is cached, without the moment at which its organisations are shown. Its lists hold at most 200. */
export interface TotalSummary extends Sums {
  readonly counted: number;
  readonly withoutValue: readonly StateRow[];
  readonly carried: readonly ItemOfTotal[];
  readonly inherited: readonly ItemOfTotal[];
}

/** Returns the total over organisations and all that it holds, so that its size is known. */
export function partsOf(
  states: readonly StateRow[],
  figures: Figures,
  at: Moment,
  context: Context,
): MaybePromise<readonly [TotalSummary, ...(StateRow | ItemOfTotal)[]]> {
  const { work } = context.loaders;
  const sums = noSums(figures);
  const withoutValue: StateRow[] = [];
  const carried: ItemOfTotal[] = [];
  const inherited: ItemOfTotal[] = [];
  const chosen = when(
    work.map(states, ({ code }) => code),
    (codes) => chooseValues(codes, figures, at, context),
  );
  return when(chosen, (values) => {
    const added = work.each(states.length, (index) => {
      const item = { state: states[index]!, chosen: values[index]! };
      addValue(item.state.code, item.chosen, sums, figures);
      if (item.chosen.value === null) addListed(item.state, withoutValue);
      if (isCarriedForward(item.chosen, figures.on)) addListed(item, carried);
      if (isUnderOtherCode(item.state.code, item.chosen)) addListed(item, inherited);
    });
    return when(added, () => {
      const lists = { withoutValue, carried, inherited };
      const summary = { ...closeSums(sums), counted: states.length - sums.missing, ...lists };
      return [summary, ...withoutValue, ...carried, ...inherited] as const;
    });
  });
}

function addListed<Item>(item: Item, list: Item[]): void {
  if (list.length < MAX_LISTED) list.push(item);
}

/** A total as it is shown at its moment. Its lists of organisations are made only where they are asked for. */
export class TotalAt implements MeasureTotal {
  constructor(
    private readonly summary: TotalSummary,
    private readonly figures: Figures,
    private readonly moment: Moment,
  ) {}

  get measure() {
    return this.figures.measure;
  }
  get value() {
    return this.summary.total;
  }
  get date() {
    return this.summary.dates.at(-1) ?? null;
  }
  get dates() {
    return this.summary.dates;
  }
  get valuesOn() {
    return this.figures.on;
  }
  get counted() {
    return this.summary.counted;
  }
  get missing() {
    return this.summary.withoutValue.map((state) => new OrganisationAt(state, this.moment));
  }
  get missingCount() {
    return this.summary.missing;
  }
  get tooOld() {
    return this.summary.tooOld;
  }
  get carriedForward() {
    return this.summary.carriedForward;
  }
  get underOtherCodes() {
    return this.summary.underOtherCodes;
  }
  get leftOut() {
    return this.summary.leftOut;
  }
  get leftOutTotal() {
    return this.summary.leftOutTotal;
  }
  get valuesCarriedForward() {
    return this.summary.carried.map((item) => toValue(item, this.moment));
  }
  get valuesUnderOtherCodes() {
    return this.summary.inherited.map((item) => toValue(item, this.moment));
  }
  get dimensionValues() {
    return this.figures.dimensionValues;
  }
  get totals() {
    return this.summary.totals;
  }
}

function toValue({ state, chosen: { value, dates, countedUnder } }: ItemOfTotal, at: Moment): OrganisationValue {
  return { organisation: new OrganisationAt(state, at), value: value!, date: dates.at(-1)!, dates, countedUnder };
}
