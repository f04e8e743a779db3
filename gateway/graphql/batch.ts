import type { FastifyRequest } from 'fastify';
import { badInput, findKnownError, responseTooLarge } from '../../errors';
import { errorResponse } from '../http/errors/error-response';
import { overloaded } from '../http/errors/request-errors';
import type { ConcurrencyLimit } from '../http/concurrency-limit';
import type { Limits } from '../limits';
import type { CachedResponse } from './responses/response-cache';

export interface BatchSettings {
  readonly limits: Limits;
  readonly concurrency: ConcurrencyLimit;
}

/** Executes one operation of a batch. */
export type ExecuteItem = (params: unknown) => Promise<Pick<CachedResponse, 'bytes'>>;

/**
 * Executes the operations of a batch at the same time; each takes one of the concurrent places. Returns the list of their
 * responses in the same order, where one that is refused is a response with its error. Throws BAD_USER_INPUT and OVERLOADED.
 */
export async function executeBatch(
  items: readonly unknown[],
  { id }: FastifyRequest,
  execute: ExecuteItem,
  { limits, concurrency }: BatchSettings,
): Promise<Buffer> {
  if (items.length === 0 || items.length > limits.batch)
    throw badInput(`A request takes 1 to ${limits.batch} operations; got ${items.length}.`);
  const places = items.length - 1; // the request itself has one
  if (!acquire(places, concurrency)) throw overloaded(limits);
  try {
    const bodies = await Promise.all(items.map((params) => bodyOf(params, execute, id)));
    const bytes = Buffer.concat(bodies.flatMap((body, at) => [at === 0 ? OPEN : COMMA, body]).concat(CLOSE));
    if (bytes.length > limits.response) throw responseTooLarge(limits.response);
    return bytes;
  } finally {
    for (let place = 0; place < places; place++) concurrency.release();
  }
}

const [OPEN, COMMA, CLOSE] = ['[', ',', ']'].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];

async function bodyOf(params: unknown, execute: ExecuteItem, requestId: string): Promise<Buffer> {
  try {
    return (await execute(params)).bytes;
  } catch (error) {
    if (!findKnownError(error)) throw error;
    return Buffer.from(errorResponse(error, requestId).body);
  }
}

function acquire(places: number, concurrency: ConcurrencyLimit): boolean {
  for (let place = 0; place < places; place++) {
    if (concurrency.tryAcquire()) continue;
    for (let acquired = 0; acquired < place; acquired++) concurrency.release();
    return false;
  }
  return true;
}
