import { DEFAULT_COLUMNS, ENRICH_COLUMNS } from '../../domain/enrich/columns';
import { badInput } from '../../errors';
import {
  BASES,
  date,
  listOf,
  omitUndefined,
  oneOf,
  parseParameters,
  quoteValue,
  text,
  type ParameterReader,
  type Query,
} from '../http/query-string';
import type { TableOptions } from './table-file';

/** Delimiters of CSV files, by the names that options take. */
export const DELIMITER_NAMES = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;
const DELIMITERS = Object.keys(DELIMITER_NAMES) as (keyof typeof DELIMITER_NAMES)[];
const PREFIX = /^[A-Za-z][A-Za-z0-9_.-]{0,31}$/;

/** Reads what stands before the name of each added column. */
const prefix: ParameterReader<string> = (name, given) => {
  const value = text(name, given);
  if (value === undefined || PREFIX.test(value)) return value;
  throw badInput(`${name} takes a letter and at most 31 letters, digits, '_', '.' or '-'; got ${quoteValue(value)}.`);
};

const PARAMETERS = {
  add: listOf(oneOf(ENRICH_COLUMNS)),
  codeColumn: text,
  dateColumn: text,
  prefix,
  delimiter: oneOf(DELIMITERS),
  date,
  basis: oneOf(BASES),
  release: text,
  knownOn: date,
};

/** A form sends these blank for the default. */
const MAY_BE_BLANK = ['add', 'prefix', 'delimiter'];

/** Parses the query string of an enrichment. Throws BAD_USER_INPUT. */
export function parseEnrichQuery(query: Query) {
  const given = parseParameters(PARAMETERS, query, MAY_BE_BLANK);
  const { add, delimiter, date: day, basis, release, knownOn, ...rest } = given;
  if (rest.dateColumn !== undefined && day !== undefined)
    throw badInput('Give date or dateColumn, not both: with dateColumn, each row has its own day.');
  const columns = [...new Set(add ?? DEFAULT_COLUMNS)];
  const options: TableOptions = { ...rest, columns, delimiter: delimiter && DELIMITER_NAMES[delimiter] };
  return { options, asOf: omitUndefined({ date: day, basis, release, knownOn }) };
}
