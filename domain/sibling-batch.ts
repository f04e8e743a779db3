import DataLoader from 'dataloader';
import type { MaybePromise } from '../maybe-promise';

/** Loads one value for each code, in the order of the codes. */
export type LoadByCodes<Value> = (codes: readonly string[]) => MaybePromise<readonly Value[]>;

/**
 * Joins the calls that sibling fields of one request make in the same tick into one call for all their codes. Twenty
 * sibling traversals then go up level by level together and read each level in one batch.
 */
export interface SiblingBatch {
  /** Returns the values in the order of the codes. Calls with equal keys must pass equivalent `loadCodes`. */
  load<Value>(key: string, codes: readonly string[], loadCodes: LoadByCodes<Value>): Promise<readonly Value[]>;
}

type CodeListLoader = DataLoader<readonly string[], readonly unknown[]>;

/** Creates the batches of one request. */
export function createSiblingBatch(): SiblingBatch {
  const loaders = new Map<string, CodeListLoader>();
  return {
    load<Value>(key: string, codes: readonly string[], loadCodes: LoadByCodes<Value>) {
      let loader = loaders.get(key);
      if (!loader) loaders.set(key, (loader = new DataLoader((lists) => loadDistinct(lists, loadCodes), UNCACHED)));
      return loader.load(codes) as Promise<readonly Value[]>;
    },
  };
}

const UNCACHED = { cache: false, maxBatchSize: Infinity };

async function loadDistinct<Value>(
  lists: readonly (readonly string[])[],
  loadCodes: LoadByCodes<Value>,
): Promise<Value[][]> {
  const codes = [...new Set(lists.flat())];
  const values = await loadCodes(codes);
  const byCode = new Map(codes.map((code, index) => [code, values[index] as Value]));
  return lists.map((list) => list.map((code) => byCode.get(code) as Value));
}
