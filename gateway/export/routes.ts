import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CATALOGUE, errorCodeOf, KnownError, findKnownError } from '../../errors';
import type { ReleaseRow } from '../../ods/facts';
import type { MaybePromise } from '../../maybe-promise';
import type { WorkBudget } from '../../work-budget';
import { odsExtension, type Context } from '../../domain/context';
import { exportPages } from '../../domain/export/pages';
import type { ExportRow } from '../../domain/export/row';
import { within, type Moment } from '../../domain/moment';
import { asOfHeader } from '../http/as-of-header';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { allowOnly } from '../http/routing';
import { EXPORT_FORMATS, type ExportFormat } from './formats';
import { parseExportQuery } from './query';
import type { ExportSlots } from './slots';
import type { ErrorLog } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';

/** Access of exports to the graph, with a fact cache of their own. */
export interface Exports {
  /** Creates the context of one export from its header `ods-as-of`. Throws NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined): MaybePromise<Context>;
  /** Whether a release is still loaded. The result is at most one second old. */
  isLoaded(release: ReleaseRow): MaybePromise<boolean>;
}

export interface ExportRouteSettings {
  readonly exports: Exports;
  readonly slots: ExportSlots;
  readonly log: ErrorLog;
  readonly metrics: Metrics;
  /** Milliseconds in which a client must read a page. */
  readonly inactivityTimeoutMs: number;
  /** Absent: no rate limit. */
  readonly rateLimit?: RateLimit | undefined;
}

interface Route extends ExportRouteSettings {
  readonly format: ExportFormat;
}

/** How the text of rows is made. */
interface Formatting {
  readonly format: ExportFormat;
  /** The computing time of the export. */
  readonly work: WorkBudget;
}

/** Enough for the budget to look at the clock after each part. */
const ROWS_AT_ONCE = 64;

type Pages = AsyncGenerator<readonly ExportRow[], void, void>;
type PageResult = IteratorResult<readonly ExportRow[], void>;

/** Registers GET /export/organisations.csv and .ndjson, which stream the organisations of a search. */
export function exportRoutes(app: FastifyInstance, settings: ExportRouteSettings): void {
  settings.metrics.observe('ods_exports_in_work', () => settings.slots.active);
  for (const format of EXPORT_FORMATS) {
    const url = `/export/organisations.${format.extension}`;
    app.get(url, (request, reply) => handle(request, reply, { ...settings, format }));
    allowOnly(app, ['GET'], url);
  }
}

async function handle(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<FastifyReply> {
  const { exports, slots, format, rateLimit } = route;
  const { filter, asOf } = parseExportQuery(request.query as Record<string, string | string[]>);
  const header = asOfHeader(request.headers);
  await rateLimit?.charge(request.ip, POINTS_PER_REQUEST);
  slots.take(request.ip, reply.raw);
  const context = await exports.makeContext(header);
  const { work } = context.loaders;
  work.stopWhen(() => (reply.raw.destroyed ? disconnected() : undefined));
  request.responseExtensions = () => ({ ods: odsExtension(context) });
  const at = within(context.root, asOf, context);
  const pages = charged(
    exportPages(filter, at, context, () => exports.isLoaded(at.release)),
    request,
    route,
  );
  const first = await pages.next(); // Errors before the first row still get an error response.
  const body = request.method === 'HEAD' ? [] : streamPages(first, pages, request, reply, { ...route, work });
  return reply.headers(headersOf(at, format)).send(Readable.from(body, { objectMode: false }));
}

/** Charges a point for each organisation of a page before it is sent. Throws RATE_LIMITED. */
async function* charged(pages: Pages, { ip, method }: FastifyRequest, { rateLimit }: Route): Pages {
  for await (const page of pages) {
    if (method !== 'HEAD') await rateLimit?.charge(ip, page.length);
    yield page;
  }
}

function headersOf({ date, basis, release }: Moment, { extension, mediaType }: ExportFormat): Record<string, string> {
  const name = `organisations-release-${release.id}-on-${date}${basis === 'LEGAL' ? '-legal' : ''}.${extension}`;
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${name}"`,
    'x-ods-release': release.id,
    'cache-control': 'no-store',
  };
}

/**
 * Yields the text of an export. A page is read from the database when the client has read the one before. If a page fails
 * or is not read in time, the connection is closed before the end of the body, so that the client can detect it.
 */
async function* streamPages(
  first: PageResult,
  pages: Pages,
  { id, raw }: FastifyRequest,
  reply: FastifyReply,
  { format, work, log, inactivityTimeoutMs }: Route & Formatting,
): AsyncGenerator<string, void, void> {
  // Searching for rows can take longer than the socket's timeout; the timer below replaces it. An injected request has no socket.
  (raw.socket as Partial<Socket>).setTimeout?.(0);
  try {
    for await (const text of formatPages(first, pages, { format, work }, reply)) {
      const timer = setTimeout(() => reply.raw.destroy(), inactivityTimeoutMs);
      try {
        yield text;
      } finally {
        clearTimeout(timer);
      }
    }
  } catch (error) {
    if (!reply.raw.destroyed) logFailure(error, id, log);
    throw error;
  }
}

/** Yields each page as text, until the last one or until the client disconnects. */
async function* formatPages(
  first: PageResult,
  pages: Pages,
  { format, work }: Formatting,
  { raw }: FastifyReply,
): AsyncGenerator<string, void, void> {
  if (format.header !== '') yield format.header;
  for (let page = first; !page.done && !raw.destroyed; page = await pages.next())
    if (page.value.length > 0) yield await formatPage(page.value, { format, work });
}

/** Returns the text of a page, which is written in parts within the budget. */
async function formatPage(rows: readonly ExportRow[], { format, work }: Formatting): Promise<string> {
  let text = '';
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    text += format.formatRows(rows.slice(from, from + ROWS_AT_ONCE));
    await work.pause(ROWS_AT_ONCE);
  }
  return text;
}

function logFailure(error: unknown, requestId: string, log: ErrorLog): void {
  const code = errorCodeOf(error);
  const details = { err: findKnownError(error)?.cause ?? error, code, requestId };
  if (CATALOGUE[code].status === 500) log.error(details, 'an export failed');
  else log.warn(details, 'an export failed');
}

/** The error that ends computations for a client that is gone; nobody receives it. */
function disconnected(): KnownError {
  return new KnownError('REQUEST_TIMEOUT', 'The client has disconnected.');
}
