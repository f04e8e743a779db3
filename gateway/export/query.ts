import { badInput } from '../../errors';
import { KINDS } from '../../ods/kinds';
import { VIEWS } from '../../ods/views';
import type { ExportRequest } from '../../domain/export/pages';
import type { AsOf } from '../../schema/as-of';
import {
  BASES,
  date,
  flag,
  listOf,
  oneOf,
  parseParameters,
  omitUndefined,
  text,
  type ParameterValue,
  type Query,
} from '../http/query-string';

const CLASSES = ['ORGANISATION', 'SITE'] as const;

/** The query parameters of an export of a search; `view` is the view of `within`. */
const PARAMETERS = {
  text: text,
  postcode: text,
  uprn: text,
  kinds: listOf(oneOf(KINDS)),
  roles: listOf(text),
  recordClass: oneOf(CLASSES),
  within: text,
  view: oneOf(VIEWS),
  changedSince: date,
  includeInactive: flag,
  after: text,
  date,
  basis: oneOf(BASES),
  release: text,
  knownOn: date,
  excel: excelFlag,
};

/** A client that has no row yet resumes from the first one. */
const MAY_BE_BLANK = ['after'];

/** Selects the stored records instead of a search. */
const RECORDS = 'records';
/** The table of the records. */
export const RECORDS_TABLE = 'organisations';

const TABLE_PARAMETERS = { changedSince: text, after: text, release: text, knownOn: date, excel: excelFlag };

/** Whether an export of organisations is one of the stored records. Throws BAD_USER_INPUT. */
export function wantsRecords(query: Query): boolean {
  return flag(RECORDS, query[RECORDS]) ?? false;
}

/** Parses the query string of an export of a search. Throws BAD_USER_INPUT. */
export function parseExportQuery(query: Query): ExportRequest & { readonly excel: boolean } {
  const parameters = parseParameters({ ...PARAMETERS, [RECORDS]: flag }, query, MAY_BE_BLANK);
  const { within, view, date: day, basis, release, knownOn, excel = false, records: _, ...filter } = parameters;
  if ((within === undefined) !== (view === undefined))
    throw badInput(`within and view must be given together; got only ${within === undefined ? 'view' : 'within'}.`);
  const asOf = omitUndefined({ date: day, basis, release, knownOn });
  return { filter: within && view ? { ...filter, within: { code: within, view } } : filter, asOf, excel };
}

/** The parameters of an export of a table of stored facts. */
export interface TableQuery {
  readonly asOf: AsOf;
  /** The id of a release. */
  readonly changedSince?: string;
  /** The key of the last row that the client has. */
  readonly after?: string;
  readonly excel: boolean;
}

/** Parses the query string of an export of a table of stored facts. Throws BAD_USER_INPUT. */
export function parseTableQuery(query: Query, table: string): TableQuery {
  const parameters = table === RECORDS_TABLE ? { ...TABLE_PARAMETERS, [RECORDS]: flag } : TABLE_PARAMETERS;
  const { release, knownOn, excel = false, changedSince, after } = parseParameters(parameters, query, MAY_BE_BLANK);
  return { asOf: omitUndefined({ release, knownOn }), ...omitUndefined({ changedSince, after }), excel };
}

/** Reads `1`, `0`, `true` or `false`. */
function excelFlag(name: string, given: ParameterValue): boolean | undefined {
  const value = oneOf(['1', '0', 'true', 'false'])(name, given);
  return value && (value === '1' || value === 'true');
}
