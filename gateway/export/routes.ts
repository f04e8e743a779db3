import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CATALOGUE, KnownError } from '../../errors';
import type { ReleaseRow } from '../../graph/keys';
import type { MaybePromise } from '../../maybe-promise';
import { odsExtension, type Context } from '../../domain/context';
import { exportPages } from '../../domain/export/pages';
import type { Exported } from '../../domain/export/row';
import { within, type Moment } from '../../domain/moment';
import { asOfHeader } from '../http/as-of-header';
import { allowOnly } from '../http/app';
import { codeOf, knownIn } from '../http/error-response';
import { EXPORT_FORMATS, type ExportFormat } from './formats';
import { parseExport } from './query';
import { createGate, type Gate } from '../http/concurrency';
import type { Limits } from '../graphql/limits';
import type { ErrorLog } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';

/** How exports read the graph: past the facts that requests share. */
export interface Exports {
  /** The context of one export, given its header `ods-as-of`. Errors: NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined): MaybePromise<Context>;
  /** Whether a release is loaded, at most a second late. */
  isLoaded(release: ReleaseRow): MaybePromise<boolean>;
}

export interface ExportParts {
  readonly exports: Exports;
  readonly limits: Limits;
  readonly log: ErrorLog;
  readonly metrics: Metrics;
  /** Milliseconds in which a client must have taken a page. */
  readonly stallMs: number;
}

interface Route extends ExportParts {
  readonly gate: Gate;
  readonly format: ExportFormat;
}

type Pages = AsyncGenerator<readonly Exported[], void, void>;
type Next = IteratorResult<readonly Exported[], void>;

/** GET /export/organisations.csv and .ndjson: a search, streamed as fast as the client reads. */
export function exportRoutes(app: FastifyInstance, parts: ExportParts): void {
  const gate = createGate(parts.limits.exports, Infinity);
  parts.metrics.follow('ods_exports_in_work', () => gate.inWork);
  for (const format of EXPORT_FORMATS) {
    const url = `/export/organisations.${format.extension}`;
    app.get(url, (request, reply) => answer(request, reply, { ...parts, gate, format }));
    allowOnly(app, ['GET'], url);
  }
}

async function answer(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<FastifyReply> {
  const { exports, gate, format, limits } = route;
  const { filter, asOf } = parseExport(request.query as Record<string, string | string[]>);
  const header = asOfHeader(request.headers);
  if (!gate.enter()) throw overloaded(limits);
  reply.raw.once('close', () => gate.leave());
  const context = await exports.makeContext(header);
  request.about = () => ({ ods: odsExtension(context) });
  const at = within(context.root, asOf, context);
  const pages = exportPages(filter, at, context, () => exports.isLoaded(at.release));
  const first = await pages.next(); // what is wrong from the start is answered as an error
  const rows = request.method === 'HEAD' ? [] : written(first, pages, request, reply, route);
  return reply.headers(headersOf(at, format)).send(Readable.from(rows, { objectMode: false }));
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
 * The text of an export. A page is read when the one before has been taken. When one cannot be read, or is not taken in
 * time, the connection is ended without the end of the body, so that no part passes for the whole.
 */
async function* written(
  first: Next,
  pages: Pages,
  { id, raw }: FastifyRequest,
  reply: FastifyReply,
  { format, log, stallMs }: Route,
): AsyncGenerator<string, void, void> {
  // While rows are looked for nothing is sent: what counts is when a page is taken. An injected request has no socket.
  (raw.socket as Partial<Socket>).setTimeout?.(0);
  try {
    for await (const text of textsOf(first, pages, format, reply)) {
      const late = setTimeout(() => reply.raw.destroy(), stallMs);
      try {
        yield text;
      } finally {
        clearTimeout(late);
      }
    }
  } catch (error) {
    tell(error, id, log);
    throw error;
  }
}

/** The pages as texts, until there are no more or the client has left. */
async function* textsOf(
  first: Next,
  pages: Pages,
  { head, text }: ExportFormat,
  { raw }: FastifyReply,
): AsyncGenerator<string, void, void> {
  if (head !== '') yield head;
  for (let page = first; !page.done && !raw.destroyed; page = await pages.next())
    if (page.value.length > 0) yield text(page.value);
}

function tell(error: unknown, requestId: string, log: ErrorLog): void {
  const code = codeOf(error);
  const details = { err: knownIn(error)?.cause ?? error, code, requestId };
  if (CATALOGUE[code].status === 500) log.error(details, 'an export broke off');
  else log.warn(details, 'an export broke off');
}

function overloaded({ exports }: Limits): KnownError {
  return new KnownError('OVERLOADED', `${exports} exports are in work already, the most at once.`);
}
