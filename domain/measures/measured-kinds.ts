import { both, when, type MaybePromise } from '../../maybe-promise';
import type { StateRow } from '../../ods/facts';
import type { Kind } from '../../ods/kinds';
import type { Context } from '../context';
import type { Moment } from '../moment';
import { kindsAt } from '../records/kinds';
import { keyOf } from '../records/organisation';
import type { Figures } from './figures';
import { publishedValues } from './published-values';

/**
 * Returns the kinds that a measure was loaded for: those of its organisations on the date. A few former practices with a
 * value do not make every record of kind OTHER one that should have a value, so OTHER counts only when it is the only kind.
 */
export function measuredKinds({ series }: Figures, at: Moment, context: Context): MaybePromise<readonly Kind[]> {
  const { loaders, memo, snapshot } = context;
  const { generation } = snapshot;
  return memo.list<Kind>(`measured kinds ${generation}`, series, at, () =>
    when(loaders.measured.load({ measure: series, generation }), (codes) =>
      when(loaders.state.loadMany(codes.map((code) => keyOf(code, at))), (rows) => {
        const states = rows.filter((row) => row !== null && !row.unresolved) as StateRow[];
        return when(kindsOfStates(states, at, context), (kinds) => withoutOther(new Set(kinds.flat())));
      }),
    ),
  );
}

/**
 * Returns as many kinds of a measure as decide which of some organisations count. Those with a value are organisations of
 * the measure, so nothing else is read if every other one is of their kinds.
 */
export function measuredKindsAmong(
  states: readonly StateRow[],
  figures: Figures,
  at: Moment,
  context: Context,
): MaybePromise<readonly Kind[]> {
  const published = publishedValues(
    states.map(({ code }) => code),
    figures,
    context,
  );
  return both(kindsOfStates(states, at, context), published, (kinds, values) => {
    const measured = new Set(kinds.filter((_, index) => values[index]!.length > 0).flat());
    measured.delete('OTHER');
    const isDecided = kinds.every((each) => each.some((kind) => measured.has(kind)));
    return isDecided ? [...measured] : measuredKinds(figures, at, context);
  });
}

function kindsOfStates(
  states: readonly StateRow[],
  at: Moment,
  { loaders }: Context,
): MaybePromise<(readonly Kind[])[]> {
  const roles = loaders.roles.loadMany(states.map(({ code }) => keyOf(code, at)));
  return when(roles, () => loaders.work.mapTogether(states, (state) => kindsAt(state, at, loaders)));
}

function withoutOther(kinds: ReadonlySet<Kind>): readonly Kind[] {
  return kinds.size > 1 ? [...kinds].filter((kind) => kind !== 'OTHER') : [...kinds];
}
