import { badInput } from '../../errors';
import type { ParameterTable, Query } from '../http/query-string';

/** What to do with unknown parameters of a search. */
export type Handling = 'strict' | 'lenient';

const HANDLING = /(?:^|[,;])\s*handling\s*=\s*"?(strict|lenient)"?\s*(?=$|[,;])/i;

/** Returns the preference of the header `Prefer: handling=…`; strict without it. Other preferences have no effect. */
export function handlingOf(prefer: string | readonly string[] | undefined): Handling {
  const given = [prefer ?? []].flat().join().slice(0, 1_000);
  return HANDLING.exec(given)?.[1]?.toLowerCase() === 'lenient' ? 'lenient' : 'strict';
}

/** A query without the parameters that are not in a table, and their names. */
export interface KnownQuery {
  readonly query: Query;
  readonly ignored: readonly string[];
}

/** Parameters of a query that may be ignored; more are an error. */
const MAX_IGNORED = 20;

/** Removes the unknown parameters of a query, if the client wants that. Throws BAD_USER_INPUT for too many. */
export function withoutUnknown(table: ParameterTable, query: Query, handling: Handling): KnownQuery {
  if (handling === 'strict') return { query, ignored: [] };
  const ignored = Object.keys(query).filter((name) => !Object.hasOwn(table, name));
  if (ignored.length > MAX_IGNORED)
    throw badInput(`At most ${MAX_IGNORED} unknown parameters are ignored; got ${ignored.length}.`);
  const known = Object.entries(query).filter(([name]) => Object.hasOwn(table, name));
  return { query: Object.fromEntries(known), ignored };
}
