import type { Bundle, BundleEntry, FhirResource } from 'fhir/r4';
import type { Context } from '../../domain/context';
import type { Question } from '../../domain/cursor';
import { byDates } from './active';
import type { Moment } from '../../domain/moment';
import { questionOf } from '../../domain/page';
import type { Search } from './query';
import type { Query } from '../http/query-string';

/** Where the answer is read: what stands before `/fhir` in its address, the rest of the address, and its parameters. */
export interface Place {
  readonly origin: string;
  readonly url: string;
  readonly query: Query;
}

/** A page of results. */
export interface ResultPage<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  /** What leads to the next page; null for the last one. */
  readonly next: string | null;
}

/** The page of results that a search asks for. Errors: INVALID_CURSOR. */
export function pageOfResults<Item>(
  results: readonly Item[],
  type: string,
  { asked, count, page }: Search<unknown>,
  at: Moment,
  { cursors }: Pick<Context, 'cursors'>,
): ResultPage<Item> {
  const question: Question = questionOf(`fhir/${type}`, at, asked, byDates(at));
  const start = page === undefined ? 0 : Number(cursors.read(question, page)[0]);
  const end = start + count;
  const next = count > 0 && end < results.length ? cursors.write(question, [String(end)]) : null;
  return { items: results.slice(start, end), total: results.length, next };
}

/** A page of results as a Bundle. The next page is of the same day and release, whatever goes live meanwhile. */
export function toSearchset(
  resources: readonly FhirResource[],
  { total, next }: Pick<ResultPage<unknown>, 'total' | 'next'>,
  at: Moment,
  place: Place,
): Bundle {
  const link = [{ relation: 'self', url: `${place.origin}${place.url}` }];
  if (next !== null) link.push({ relation: 'next', url: nextOf(next, at, place) });
  const entry = resources.map((resource) => toEntry(resource, place));
  return { resourceType: 'Bundle', type: 'searchset', total, link, ...(entry.length > 0 && { entry }) };
}

function toEntry(resource: FhirResource, { origin }: Place): BundleEntry {
  const { resourceType, id } = resource;
  return {
    ...(id !== undefined && { fullUrl: `${origin}/fhir/${resourceType}/${id}` }),
    resource,
    search: { mode: 'match' },
  };
}

function nextOf(next: string, { dated, date, basis, release }: Moment, { origin, url, query }: Place): string {
  const { knownOn: _knownOn, ...given } = query;
  const pinned = { ...given, ...(dated && { date }), basis, release: release.id, _page: next };
  const parameters = Object.entries(pinned).flatMap(([name, values]) =>
    [values ?? []].flat().map((value): [string, string] => [name, value]),
  );
  return `${origin}${url.split('?')[0]}?${new URLSearchParams(parameters).toString()}`;
}
