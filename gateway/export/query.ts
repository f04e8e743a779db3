import { badInput } from '../../errors';
import { KINDS } from '../../ods/kinds';
import { VIEWS } from '../../ods/views';
import type { ExportRequest } from '../../domain/export/pages';
import {
  BASES,
  date,
  flag,
  listOf,
  oneOf,
  parseParameters,
  omitUndefined,
  notBlank,
  text,
  type Query,
} from '../http/query-string';

const CLASSES = ['ORGANISATION', 'SITE'] as const;

/** The query parameters of an export; `view` is the view of `within`. */
const PARAMETERS = {
  text: notBlank,
  postcode: notBlank,
  uprn: notBlank,
  kinds: listOf(oneOf(KINDS)),
  roles: listOf(text),
  recordClass: oneOf(CLASSES),
  within: notBlank,
  view: oneOf(VIEWS),
  changedSince: date,
  includeInactive: flag,
  after: text,
  date,
  basis: oneOf(BASES),
  release: text,
  knownOn: date,
};

/** Parses the query string of an export. Throws BAD_USER_INPUT. */
export function parseExportQuery(query: Query): ExportRequest {
  const { within, view, date: day, basis, release, knownOn, ...filter } = parseParameters(PARAMETERS, query);
  if ((within === undefined) !== (view === undefined))
    throw badInput(`within and view must be given together; got only ${within === undefined ? 'view' : 'within'}.`);
  const asOf = omitUndefined({ date: day, basis, release, knownOn });
  return { filter: within && view ? { ...filter, within: { code: within, view } } : filter, asOf };
}
