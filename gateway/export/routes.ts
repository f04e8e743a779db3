import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { badInput, KnownError } from '../../errors';
import type { ReleaseRow } from '../../ods/facts';
import type { MaybePromise } from '../../maybe-promise';
import { odsExtension, type Context } from '../../domain/context';
import { isFixed } from '../../domain/dependencies';
import { FACT_TABLES } from '../../domain/export/tables/tables';
import type { FactTable } from '../../domain/export/tables/table';
import { whileLoaded } from '../../domain/export/while-loaded';
import { asOfHeader } from '../http/as-of-header';
import { cacheControl, joinVary, lifetimeOf, type CachingSettings } from '../http/caching/cache-control';
import type { Query } from '../http/query-string';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { allowOnly, ROUTES } from '../http/routing';
import { entityTag, hasTag } from './entity-tag';
import type { ExportFormat } from './formats/format';
import { EXPORT_FORMATS } from './formats/formats';
import { RECORDS_TABLE, wantsRecords } from './query';
import { searchExport, tableExport, type Export, type ParsedExport } from './requests';
import type { ExportSlots } from './slots';
import { streamFile } from './stream-file';
import type { Limits } from '../limits';
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
  readonly limits: Pick<Limits, 'exportTimeoutMs'>;
  readonly caching: CachingSettings;
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

/** Registers GET /export/NAME.csv, .ndjson and .parquet: the organisations of a search, and each table of stored facts. */
export function exportRoutes(app: FastifyInstance, settings: ExportRouteSettings): void {
  settings.metrics.observe('ods_exports_in_work', () => settings.slots.active);
  for (const table of FACT_TABLES)
    for (const format of EXPORT_FORMATS) {
      const url = `/export/${table.name}.${format.extension}`;
      const route = { ...settings, format };
      app.get(url, { config: { policy: ROUTES.file } }, async (request, reply) => {
        await settings.rateLimit?.charge(request.client, POINTS_PER_REQUEST);
        const parsed: ParsedExport<unknown> = parse(table, request.query as Query);
        return handle(parsed, request, reply, route);
      });
      allowOnly(app, ['GET'], url);
    }
}

/** Parses a query string. Throws BAD_USER_INPUT. */
function parse(table: FactTable, query: Query) {
  return table.name === RECORDS_TABLE && !wantsRecords(query) ? searchExport(query) : tableExport(table, query);
}

async function handle<Row>(
  parsed: ParsedExport<Row>,
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
): Promise<FastifyReply> {
  const { exports, slots, format, limits } = route;
  const header = asOfHeader(request.headers);
  const context = await exports.makeContext(header);
  request.responseExtensions = () => ({ ods: odsExtension(context) });
  const file = parsed(context);
  if (file.excel && format.extension !== 'csv') throw badInput('excel applies to CSV only.');
  const tag = entityTag(file, format);
  const caching = cacheControl(lifetimeOf(isFixed(context.dependencies), route.caching), request.headers);
  const vary = joinVary(reply.getHeader('vary'), ['ods-as-of', 'authorization', 'accept-encoding']);
  const headers = { etag: tag, 'x-ods-release': file.release.id, 'cache-control': caching, vary };
  if (hasTag(request.headers['if-none-match'], tag)) return reply.code(304).headers(headers).send();
  const slot = slots.take(request.client, reply.raw);
  const { work } = context.loaders;
  work.stopWhen(() => (reply.raw.destroyed ? disconnected() : undefined));
  const pages = charged(whileLoaded(file.pages(), releasesOf(file), exports.isLoaded), request, route);
  const first = await pages.next(); // Errors before the first row still get an error response.
  const writer = format.createWriter(file.table, file);
  const stream = { ...route, writer, first, pages, work, slot, timeoutMs: limits.exportTimeoutMs };
  const body = request.method === 'HEAD' ? [] : streamFile(request, reply, stream);
  return reply.headers({ ...headers, ...fileHeaders(file, format) }).send(Readable.from(body, { objectMode: false }));
}

/** Charges a point for each row of a page before it is sent. Throws RATE_LIMITED. */
async function* charged<Row>(
  pages: AsyncIterable<readonly Row[]>,
  { client, method }: FastifyRequest,
  { rateLimit }: Route,
): AsyncGenerator<readonly Row[], void, void> {
  for await (const page of pages) {
    if (method !== 'HEAD') await rateLimit?.charge(client, page.length);
    yield page;
  }
}

function releasesOf<Row>({ release, since }: Export<Row>): ReleaseRow[] {
  return since ? [release, since] : [release];
}

function fileHeaders<Row>({ fileName }: Export<Row>, { extension, mediaType }: ExportFormat): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${fileName}.${extension}"`,
  };
}

/** The error that ends computations for a client that is gone; nobody receives it. */
function disconnected(): KnownError {
  return new KnownError('REQUEST_TIMEOUT', 'The client has disconnected.');
}
