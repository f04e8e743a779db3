import type { StateRow } from '../../../ods/facts';

const DATES = ['operational', 'legal', 'lastChanged'] as const;
const ADDRESS = ['line1', 'line2', 'line3', 'town', 'county', 'postcode', 'country', 'uprn', 'contacts'] as const;
const OTHERS = ['code', 'name', 'recordClass', 'status', 'refOnly', 'unresolved', 'primaryRole'] as const;

/** The values of a record as a plain object, whether it is packed or not. */
export function valuesOfState(state: StateRow | null): object | null {
  return state && Object.fromEntries([...OTHERS, ...DATES, ...ADDRESS].map((name) => [name, state[name]]));
}
