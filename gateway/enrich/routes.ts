import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { odsExtension, type Context } from '../../domain/context';
import { enrichItems } from '../../domain/enrich/enrich';
import { DamagedCodesOfReleases } from '../../domain/enrich/known-codes';
import { within, type Moment } from '../../domain/moment';
import { badInput, CATALOGUE, errorCodeOf, findKnownError, KnownError } from '../../errors';
import type { MaybePromise } from '../../maybe-promise';
import type { ReleaseRow } from '../../ods/facts';
import type { ErrorLog } from '../../telemetry/logger';
import type { ExportSlot, ExportSlots } from '../export/slots';
import { asOfHeader } from '../http/as-of-header';
import { allowLongUpload } from '../http/connections/long-uploads';
import { POINTS_PER_REQUEST, type RateLimit } from '../http/rate-limit';
import { allowOnly, ROUTES } from '../http/routing';
import type { Query } from '../http/query-string';
import type { Limits } from '../limits';
import { enrichedText, type Enrich } from './enriched-text';
import { ENRICH_FORMATS, type EnrichFormat } from './formats';
import { parseEnrichQuery } from './query';
import { readPieces, type TableOptions } from './table-file';
import { receiveUpload, type SendingSpeed, type Upload } from './upload';

export interface EnrichRouteSettings {
  readonly limits: Limits;
  readonly log: ErrorLog;
  /** The slots of exports, which enrichments share. */
  readonly slots: ExportSlots;
  /** Milliseconds in which a client must read a part of the response. */
  readonly inactivityTimeoutMs: number;
  /** The least speed at which a body must arrive. */
  readonly sending: SendingSpeed;
  /** Absent: no rate limit. */
  readonly rateLimit?: RateLimit | undefined;
  /** Whether there is a page at the same address. */
  readonly hasPage: boolean;
  /** Creates the context of one request from its header `ods-as-of`. Throws NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined): MaybePromise<Context>;
  /** Whether a release is still loaded. The result is at most one second old. */
  isLoaded(release: ReleaseRow): MaybePromise<boolean>;
}

interface Route extends EnrichRouteSettings {
  readonly damaged: DamagedCodesOfReleases;
}

/** One file to enrich. */
interface Job {
  readonly upload: Upload;
  readonly format: EnrichFormat;
  readonly options: TableOptions;
  readonly at: Moment;
  readonly context: Context;
  readonly slot: ExportSlot;
}

const URL_PATH = '/enrich';
const ROWS_AT_ONCE = 1_000;

/** Registers POST /enrich, which adds columns to the rows of a CSV or NDJSON file. */
export async function enrichRoutes(app: FastifyInstance, settings: EnrichRouteSettings): Promise<void> {
  const route: Route = { ...settings, damaged: new DamagedCodesOfReleases() };
  await app.register((service, _options, done) => {
    acceptFiles(service);
    service.post(URL_PATH, { config: { policy: ROUTES.file } }, (request, reply) => handle(request, reply, route));
    allowOnly(service, settings.hasPage ? ['GET', 'POST'] : ['POST'], URL_PATH);
    done();
  });
}

/** Accepts files only. Handlers get the body as a stream. */
function acceptFiles(service: FastifyInstance): void {
  service.removeAllContentTypeParsers();
  const types = ENRICH_FORMATS.flatMap(({ accepts }) => accepts);
  service.addContentTypeParser(types, (_request, payload, done) => done(null, payload));
  service.addContentTypeParser('*', (_request, _payload, done) =>
    done(
      new KnownError('UNSUPPORTED_MEDIA_TYPE', 'The body must be text/csv or application/x-ndjson.', {
        next: 'Send the file in UTF-8, uncompressed, with its content-type.',
      }),
    ),
  );
}

function formatOf({ headers }: FastifyRequest): EnrichFormat {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(each)?.[1]).find(Boolean);
  const format = ENRICH_FORMATS.find(({ accepts }) => accepts.includes(type.trim()));
  const isPlain = headers['content-encoding'] === undefined || headers['content-encoding'] === 'identity';
  if (format && isPlain && (charset === undefined || charset === 'utf-8')) return format;
  throw new KnownError(
    'UNSUPPORTED_MEDIA_TYPE',
    'The body must be text/csv or application/x-ndjson, in UTF-8 and uncompressed.',
    {
      next: 'In Excel, save the file as "CSV UTF-8 (comma delimited)".',
    },
  );
}

async function handle(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<FastifyReply> {
  const { limits, slots, rateLimit, makeContext, sending } = route;
  await rateLimit?.charge(request.client, POINTS_PER_REQUEST);
  const format = formatOf(request);
  const { options, asOf } = parseEnrichQuery(request.query as Query);
  const header = asOfHeader(request.headers);
  const slot = slots.take(request.client, reply.raw);
  endAt(limits.exportTimeoutMs, reply);
  const context = await makeContext(header);
  context.loaders.work.stopWhen(() => (reply.raw.destroyed ? disconnected() : undefined));
  request.responseExtensions = () => ({ ods: odsExtension(context) });
  const at = within(context.root, asOf, context);
  const endLongUpload = allowLongUpload(request.raw.socket);
  const upload = await receiveUpload(request.body as Readable, limits.enrichBody, sending).finally(endLongUpload);
  discardAtEnd(upload, reply);
  const job: Job = { upload, format, options, at, context, slot };
  const rows = await countRows(job, limits.enrichRows);
  await rateLimit?.charge(request.client, rows);
  return reply
    .headers(headersOf(job))
    .send(Readable.from(stream(job, request, reply, route), { objectMode: false, highWaterMark: 1 }));
}

/** Closes the connection of a client whose response has not ended by then. */
function endAt(milliseconds: number, { raw }: FastifyReply): void {
  const deadline = setTimeout(() => raw.destroy(), milliseconds);
  raw.once('close', () => clearTimeout(deadline));
}

function discardAtEnd(upload: Upload, { raw }: FastifyReply): void {
  const discard = () => void upload.discard().catch(() => undefined);
  if (raw.closed) discard();
  else raw.once('close', discard);
}

/** Reads the whole file before the response begins, so that what is wrong with it gets an error response. */
async function countRows({ upload, format, options, context }: Job, most: number): Promise<number> {
  let rows = 0;
  for await (const pieces of readPieces(upload.read(), format.open(options), ROWS_AT_ONCE)) {
    for (const { item } of pieces) if (item !== null) rows++;
    if (rows > most) throw badInput(`The file has more rows than the limit of ${most}. Send it in several parts.`);
    await context.loaders.work.pause(pieces.length);
  }
  return rows;
}

function headersOf({ format: { extension, mediaType }, at: { release } }: Job): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="enriched.${extension}"`,
    'x-ods-release': release.id,
    'cache-control': 'no-store',
  };
}

/**
 * Yields the text of the response. If the database fails or the client does not read a part in time, the connection is
 * closed before the end of the body, so that the client can detect it.
 */
async function* stream(
  { upload, format, options, at, context, slot }: Job,
  { id, raw }: FastifyRequest,
  reply: FastifyReply,
  route: Route,
): AsyncGenerator<string, void, void> {
  // Rows can take longer than the socket's timeout; the timer below replaces it. An injected request has no socket.
  (raw.socket as Partial<Socket>).setTimeout?.(0);
  const { damaged, isLoaded, log, inactivityTimeoutMs } = route;
  const enrich: Enrich = async (items) => {
    const cells = await patiently(() => enrichItems(items, { columns: options.columns, at, damaged }, context));
    if (!(await isLoaded(at.release))) throw badInput(`The release ${at.release.id} was removed meanwhile.`);
    return cells;
  };
  try {
    const settings = { file: format.open(options), enrich, rowsAtOnce: ROWS_AT_ONCE };
    for await (const text of enrichedText(upload.read(), settings)) {
      if (text === '') continue;
      const timer = setTimeout(() => reply.raw.destroy(), inactivityTimeoutMs);
      slot.setWaiting(true);
      try {
        yield text;
      } finally {
        slot.setWaiting(false);
        clearTimeout(timer);
      }
    }
  } catch (error) {
    if (!reply.raw.destroyed) logFailure(error, id, log);
    throw error;
  }
}

const WAITS_MS = [500, 1_000, 2_000, 4_000];

/** Tries again when the database is busy or away for a moment: a response that has begun cannot be asked for again. */
async function patiently<Result>(read: () => Promise<Result>): Promise<Result> {
  for (const wait of WAITS_MS) {
    try {
      return await read();
    } catch (error) {
      const code = errorCodeOf(error);
      if (code !== 'DATABASE_TIMEOUT' && code !== 'DATABASE_UNAVAILABLE') throw error;
      await sleep(wait);
    }
  }
  return read();
}

function logFailure(error: unknown, requestId: string, log: ErrorLog): void {
  const code = errorCodeOf(error);
  const details = { err: findKnownError(error)?.cause ?? error, code, requestId };
  if (CATALOGUE[code].status === 500) log.error(details, 'an enrichment failed');
  else log.warn(details, 'an enrichment failed');
}

/** The error that ends computations for a client that is gone; nobody receives it. */
function disconnected(): KnownError {
  return new KnownError('REQUEST_TIMEOUT', 'The client has disconnected.');
}
