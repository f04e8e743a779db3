import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4';
import type { Context } from '../../domain/context';
import type { CursorScope } from '../../domain/cursor';
import { usesDates } from './active';
import type { Moment } from '../../domain/moment';
import { cursorScope } from '../../domain/page';
import type { FhirSearch } from './query';
import type { Query } from '../http/query-string';

/** The URL of a request: the address of this service, path with query string, and the parsed query. */
export interface RequestUrl {
  readonly base: string;
  readonly url: string;
  readonly query: Query;
}

/** A page of results. */
export interface ResultPage<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  /** Cursor of the next page; null for the last page. */
  readonly next: string | null;
}

/** Returns one page of a search's results. Throws INVALID_CURSOR. */
export function paginate<Item>(
  results: readonly Item[],
  type: string,
  { filter, count, page }: FhirSearch<unknown>,
  at: Moment,
  { cursors }: Pick<Context, 'cursors'>,
): ResultPage<Item> {
  const scope: CursorScope = cursorScope(`fhir/${type}`, at, filter, usesDates(at));
  const start = page === undefined ? 0 : Number(cursors.read(scope, page)[0]);
  const end = start + count;
  const next = count > 0 && end < results.length ? cursors.write(scope, [String(end)]) : null;
  return { items: results.slice(start, end), total: results.length, next };
}

/** Returns a page of results as a Bundle. The link to the next page states the date and release, so a new release does not change it. */
export function toSearchset(
  resources: readonly FhirResource[],
  { total, next }: Pick<ResultPage<unknown>, 'total' | 'next'>,
  at: Moment,
  requestUrl: RequestUrl,
): Bundle {
  const link = [{ relation: 'self', url: `${requestUrl.base}${requestUrl.url}` }];
  if (next !== null) link.push({ relation: 'next', url: nextPageUrl(next, at, requestUrl) });
  const entry = resources.map((resource) => toEntry(resource, requestUrl));
  return { resourceType: 'Bundle', type: 'searchset', total, link, ...(entry.length > 0 && { entry }) };
}

function toEntry(resource: FhirResource, { base }: RequestUrl): BundleEntry {
  const { resourceType, id } = resource;
  return {
    ...(id !== undefined && { fullUrl: `${base}/fhir/${resourceType}/${id}` }),
    resource,
    search: { mode: 'match' },
  };
}

function nextPageUrl(
  next: string,
  { hasOwnDate, date, basis, release }: Moment,
  { base, url, query }: RequestUrl,
): string {
  const { knownOn: _knownOn, ...given } = query;
  const pinned = { ...given, ...(hasOwnDate && { date }), basis, release: release.id, _page: next };
  const parameters = Object.entries(pinned).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  return `${base}${url.split('?')[0]}?${new URLSearchParams(parameters).toString()}`;
}
