import { badInput } from '../../errors';
import { KINDS } from '../../ods/kinds';
import { VIEWS } from '../../ods/views';
import type { ExportAsked } from '../../domain/export/pages';
import { BASES, date, flag, listOf, oneOf, parametersIn, present, text, type Query } from '../http/query-string';

const CLASSES = ['ORGANISATION', 'SITE'] as const;

/** The parameters of an export; `view` belongs to `within`. */
const PARAMETERS = {
  text,
  postcode: text,
  uprn: text,
  kinds: listOf(oneOf(KINDS)),
  roles: listOf(text),
  recordClass: oneOf(CLASSES),
  within: text,
  view: oneOf(VIEWS),
  changedSince: date,
  includeInactive: flag,
  date,
  basis: oneOf(BASES),
  release: text,
  knownOn: date,
};

/** What the query string of an export asks for. Errors: BAD_USER_INPUT that says what was expected and what came. */
export function parseExport(query: Query): ExportAsked {
  const { within, view, date: day, basis, release, knownOn, ...filter } = parametersIn(PARAMETERS, query);
  if ((within === undefined) !== (view === undefined))
    throw badInput(`within and view are given together; got ${within === undefined ? 'view' : 'within'} alone.`);
  const asOf = present({ date: day, basis, release, knownOn });
  return { filter: within && view ? { ...filter, within: { code: within, view } } : filter, asOf };
}
