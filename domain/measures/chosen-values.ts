import { when, type MaybePromise } from '../../maybe-promise';
import type { DimensionValuesRow } from '../../ods/facts';
import type { MissingValueReason } from '../../schema/measures/missing-value';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { loadFacts, loadFamily, type CodeFacts, type Family } from './family';
import type { Figures } from './figures';
import { isInLaterValue, valueOfSuccessor, valuesOfPredecessors, type ValueOfCode } from './inherited-values';
import { newestValue, type PublishedValue } from './published-values';
import { withoutSuccessions } from './without-successions';

/** What counts for one organisation: a value, or the reason why there is none. */
export interface ChosenValue {
  readonly value: number | null;
  /** The days on which it was counted, in order; several for a sum of predecessors. */
  readonly dates: readonly string[];
  /** The codes that it was counted under. */
  readonly countedUnder: readonly string[];
  /** The values by dimension that it is the sum of. */
  readonly parts: readonly DimensionValuesRow[];
  readonly reason: MissingValueReason | null;
  /** How many values of predecessors are left out because it has a value of its own, and their sum. */
  readonly leftOut: number;
  readonly leftOutTotal: number;
}

/**
 * Chooses the value of each code, in their order: its own newest one that is not too old; without one, the sum of its
 * predecessors', or its only successor's. docs/measures.md has the rules, by which no value counts twice.
 */
export function chooseValues(
  codes: readonly string[],
  figures: Figures,
  at: Moment,
  context: Context,
): MaybePromise<readonly ChosenValue[]> {
  const { work } = context.loaders;
  return when(loadFacts(codes, figures, at, context), (facts) =>
    when(
      work.filter(facts, ({ before, after }) => before.length + after.length > 0),
      (linked) => {
        if (linked.length === 0) return work.map(facts, chooseOwn(figures));
        return when(loadFamily(linked, figures, at, context), (family) =>
          work.map(facts, (one) =>
            family.has(one.code) ? chooseInFamily(one, family, figures, at) : chooseOwn(figures)(one),
          ),
        );
      },
    ),
  );
}

/** Chooses the value of one code; at once for one without successions whose values are cached. */
export function chooseValue(code: string, figures: Figures, at: Moment, context: Context): MaybePromise<ChosenValue> {
  const { loaders, snapshot } = context;
  const { measure, dimension } = figures;
  if (dimension === null && withoutSuccessions(context, at).has(code))
    return when(loaders.measurements.load({ measure: measure.id, code, generation: snapshot.generation }), (rows) => {
      const own = newestValue(rows, figures);
      return own ? ownValue(code, own, NONE_LEFT_OUT) : missing(reasonWithout(rows, figures));
    });
  return when(chooseValues([code], figures, at, context), ([chosen]) => chosen!);
}

const NONE_LEFT_OUT: readonly ValueOfCode[] = [];

const chooseOwn =
  (figures: Figures) =>
  ({ code, own, published }: CodeFacts): ChosenValue =>
    own ? ownValue(code, own, NONE_LEFT_OUT) : missing(reasonWithout(published, figures));

function chooseInFamily(one: CodeFacts, family: Family, figures: Figures, at: Moment): ChosenValue {
  const { code, own, published } = one;
  const before = valuesOfPredecessors(code, own?.date ?? '', family, figures, at);
  const found = own ? ownValue(code, own, before.values) : before.values.length > 0 ? sumOf(before.values) : null;
  const counted = found?.dates.at(-1) ?? '';
  if (found && isInLaterValue(code, counted, family, at)) return missing('SUCCEEDED');
  const after = valueOfSuccessor(code, family, figures, at);
  if (after && typeof after === 'object' && after.published.date > counted) return sumOf([after]);
  if (found) return found;
  if (before.isSplit) return missing('SPLIT');
  if (typeof after === 'string') return missing(after);
  const reason = reasonWithout(published, figures);
  return missing(reason === 'NO_VALUE' && before.isTooOld ? 'TOO_OLD' : reason);
}

function ownValue(code: string, own: PublishedValue, leftOut: readonly ValueOfCode[]): ChosenValue {
  return {
    value: own.value,
    dates: [own.date],
    countedUnder: [code],
    parts: own.parts ? [own.parts] : [],
    reason: null,
    leftOut: leftOut.length,
    leftOutTotal: leftOut.reduce((sum, { published }) => sum + published.value, 0),
  };
}

function sumOf(values: readonly ValueOfCode[]): ChosenValue {
  return {
    value: values.reduce((sum, { published }) => sum + published.value, 0),
    dates: [...new Set(values.map(({ published }) => published.date))].sort(),
    countedUnder: values.map(({ code }) => code).sort(),
    parts: values.flatMap(({ published }) => published.parts ?? []),
    reason: null,
    leftOut: 0,
    leftOutTotal: 0,
  };
}

const NONE = { value: null, dates: [], countedUnder: [], parts: [], leftOut: 0, leftOutTotal: 0 } as const;

function missing(reason: MissingValueReason): ChosenValue {
  return { ...NONE, reason };
}

/** Why a code has no value of its own on the day. */
function reasonWithout(published: readonly PublishedValue[], { on }: Figures): MissingValueReason {
  const [first] = published;
  if (first === undefined) return 'NO_VALUE';
  return first.date <= on ? 'TOO_OLD' : 'NOT_YET';
}
