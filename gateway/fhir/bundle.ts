import type { Bundle, BundleEntry, FhirResource, OperationOutcome } from 'fhir/r4';
import type { Context } from '../../domain/context';
import type { CursorScope } from '../../domain/cursor';
import { usesDates } from './active';
import type { Moment } from '../../domain/moment';
import { cursorScope } from '../../domain/page';
import type { FhirSearch } from './query';
import { quoteValue, type Query } from '../http/query-string';

/** The URL of a request: the address of the FHIR service, the path below it with the query string, and the parsed query. */
export interface RequestUrl {
  /** For example 'https://example.org/fhir/'. '' makes links relative to the service, as FHIR's references are. */
  readonly base: string;
  readonly url: string;
  readonly query: Query;
}

/** A page of results. */
export interface ResultPage<Item> {
  readonly items: readonly Item[];
  /** Absent if the client does not want it. */
  readonly total?: number;
  /** Cursor of the next page; null for the last page. */
  readonly next: string | null;
}

/** Returns one page of a search's results. Throws INVALID_CURSOR. */
export function paginate<Item>(
  results: readonly Item[],
  type: string,
  { filter, count, page, sort, isCounted }: FhirSearch<unknown>,
  at: Moment,
  { cursors }: Pick<Context, 'cursors'>,
): ResultPage<Item> {
  const scope: CursorScope = cursorScope(
    `fhir/${type}`,
    at,
    filter,
    usesDates(at),
    ...(sort === undefined ? [] : [sort]),
  );
  const start = page === undefined ? 0 : Number(cursors.read(scope, page)[0]);
  const end = start + count;
  const next = count > 0 && end < results.length ? cursors.write(scope, [String(end)]) : null;
  return { items: results.slice(start, end), ...(isCounted && { total: results.length }), next };
}

/** The resources of one page of a search. */
export interface FoundResources {
  readonly matches: readonly FhirResource[];
  /** Resources that matches refer to. */
  readonly included?: readonly FhirResource[];
  /** Unknown parameters of the query. */
  readonly ignored: readonly string[];
}

/** Returns a page of results as a Bundle. The link to the next page states the date and release, so a new release does not change it. */
export function toSearchset(
  { matches, included = [], ignored }: FoundResources,
  { total, next }: Pick<ResultPage<unknown>, 'total' | 'next'>,
  at: Moment,
  requestUrl: RequestUrl,
): Bundle {
  const link = [{ relation: 'self', url: `${requestUrl.base}${requestUrl.url}` }];
  if (next !== null) link.push({ relation: 'next', url: nextPageUrl(next, at, requestUrl) });
  const entry = [
    ...matches.map((resource) => toEntry(resource, 'match', requestUrl)),
    ...included.map((resource) => toEntry(resource, 'include', requestUrl)),
    ...(ignored.length > 0 ? [toEntry(ignoredOutcome(ignored), 'outcome', requestUrl)] : []),
  ];
  return {
    ...({ resourceType: 'Bundle', type: 'searchset' } as const),
    ...(total !== undefined && { total }),
    link,
    ...(entry.length > 0 && { entry }),
  };
}

/** Names the parameters that had no effect. */
function ignoredOutcome(ignored: readonly string[]): OperationOutcome {
  const issue = ignored.map((name) => ({
    ...({ severity: 'warning', code: 'not-supported' } as const),
    diagnostics: `The unknown parameter ${quoteValue(name)} was ignored.`,
  }));
  return { resourceType: 'OperationOutcome', issue };
}

type SearchMode = NonNullable<NonNullable<BundleEntry['search']>['mode']>;

function toEntry(resource: FhirResource, mode: SearchMode, { base }: RequestUrl): BundleEntry {
  const { resourceType, id } = resource;
  return {
    ...(id !== undefined && { fullUrl: `${base}${resourceType}/${id}` }),
    resource,
    search: { mode },
  };
}

function nextPageUrl(next: string, { hasOwnDate, date, basis, release }: Moment, requestUrl: RequestUrl): string {
  const { knownOn: _knownOn, ...given } = requestUrl.query;
  const pinned = { ...given, ...(hasOwnDate && { date }), basis, release: release.id, _page: next };
  return `${requestUrl.base}${withQuery(requestUrl.url, pinned)}`;
}

/** Returns the path of a URL with another query string. */
export function withQuery(url: string, query: Query): string {
  const parameters = Object.entries(query).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  return `${url.split('?')[0]}?${new URLSearchParams(parameters).toString()}`;
}
