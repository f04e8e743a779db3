import { badInput } from '../../errors';
import type { MeasureRow } from '../../ods/facts';
import { when, type MaybePromise } from '../../maybe-promise';
import type { Context } from '../context';

/** Returns the loaded measures, ordered by id. A request reads one generation of them throughout. */
export function loadedMeasures({ loaders, snapshot: { generation } }: Context): MaybePromise<readonly MeasureRow[]> {
  return loaders.measures.load({ generation });
}

/** Returns the measure with an id. Throws BAD_USER_INPUT, naming the loaded measures, when there is none. */
export function measureWithId(id: string, context: Context): MaybePromise<MeasureRow> {
  return when(loadedMeasures(context), (measures) => {
    const measure = measures.find((one) => one.id === id.trim());
    if (measure) return measure;
    const ids = measures.map((one) => one.id).join(', ') || 'none';
    throw badInput(`No measure '${id.trim().slice(0, 64)}' is loaded. Loaded: ${ids}.`);
  });
}
