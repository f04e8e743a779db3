import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CATALOGUE, errorCodeOf, findKnownError } from '../../errors';
import type { ErrorLog } from '../../telemetry/logger';
import type { WorkBudget } from '../../work-budget';
import type { FilePart, FileWriter } from './formats/format';
import type { ExportSlot } from './slots';

type Pages<Row> = AsyncGenerator<readonly Row[], void, void>;
type Page<Row> = IteratorResult<readonly Row[], void>;

export interface FileStream<Row> {
  readonly writer: FileWriter<Row>;
  /** The first page, which was read before the response began. */
  readonly first: Page<Row>;
  readonly pages: Pages<Row>;
  /** The computing time of the export. */
  readonly work: WorkBudget;
  readonly slot: ExportSlot;
  readonly log: ErrorLog;
  /** Milliseconds in which a client must read a page. */
  readonly inactivityTimeoutMs: number;
  /** Milliseconds until the export ends, read or not. */
  readonly timeoutMs: number;
}

const ROWS_AT_ONCE = 64;
/** Enough for the budget to look at the clock after each part. */
const UNITS_OF_PART = 64;

/**
 * Yields the bytes of an export. A page is read from the database when the client has read the one before. If a page fails
 * or is not read in time, the connection is closed before the end of the body, so that the client can detect it.
 */
export async function* streamFile<Row>(
  { id, raw }: FastifyRequest,
  reply: FastifyReply,
  file: FileStream<Row>,
): AsyncGenerator<Uint8Array, void, void> {
  const { slot, log, inactivityTimeoutMs, timeoutMs } = file;
  // Searching for rows can take longer than the socket's timeout; the timer below replaces it. An injected request has no socket.
  (raw.socket as Partial<Socket>).setTimeout?.(0);
  const deadline = setTimeout(() => reply.raw.destroy(), timeoutMs);
  try {
    for await (const bytes of partsOf(file, reply)) {
      const timer = setTimeout(() => reply.raw.destroy(), inactivityTimeoutMs);
      slot.setWaiting(true);
      try {
        yield bytes;
      } finally {
        slot.setWaiting(false);
        clearTimeout(timer);
      }
    }
  } catch (error) {
    if (!reply.raw.destroyed) logFailure(error, id, log);
    throw error;
  } finally {
    clearTimeout(deadline);
  }
}

/** Yields each page as bytes, until the last one or until the client disconnects. */
async function* partsOf<Row>(
  { writer, first, pages, work }: FileStream<Row>,
  { raw }: FastifyReply,
): AsyncGenerator<Uint8Array, void, void> {
  yield* notEmpty(toBytes(writer.begin()));
  for (let page = first; !page.done && !raw.destroyed; page = await pages.next())
    yield* notEmpty(await writePage(page.value, writer, work));
  yield* notEmpty(await joinParts(writer.end(), work));
}

/** Returns the bytes of a page, which is written in parts within the budget. */
async function writePage<Row>(rows: readonly Row[], writer: FileWriter<Row>, work: WorkBudget): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    parts.push(await joinParts(writer.write(rows.slice(from, from + ROWS_AT_ONCE)), work));
  }
  return Buffer.concat(parts);
}

/** Makes parts of a file within the budget, and returns them as one. */
async function joinParts(parts: Iterable<FilePart>, work: WorkBudget): Promise<Uint8Array> {
  const made: Uint8Array[] = [];
  for (const part of parts) {
    made.push(toBytes(part));
    await work.pause(UNITS_OF_PART);
  }
  return made.length === 1 ? made[0]! : Buffer.concat(made);
}

function toBytes(part: FilePart): Uint8Array {
  return typeof part === 'string' ? Buffer.from(part) : part;
}

/** A stream of bytes takes an empty part for its end. */
function* notEmpty(bytes: Uint8Array): Generator<Uint8Array, void, void> {
  if (bytes.length > 0) yield bytes;
}

function logFailure(error: unknown, requestId: string, log: ErrorLog): void {
  const code = errorCodeOf(error);
  const details = { err: findKnownError(error)?.cause ?? error, code, requestId };
  if (CATALOGUE[code].status === 500) log.error(details, 'an export failed');
  else log.warn(details, 'an export failed');
}
