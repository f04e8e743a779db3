import type { ServerResponse } from 'node:http';
import { KnownError } from '../../errors';
import { createConcurrencyLimit } from '../http/concurrency-limit';
import { clientKey } from '../http/rate-limit';
import type { Limits } from '../limits';

/** The exports that may run at the same time. */
export interface ExportSlots {
  /** Exports in progress. */
  readonly active: number;
  /** Takes a slot of all exports and one of the client, until the response ends. Throws OVERLOADED. */
  take(address: string, response: ServerResponse): void;
}

/**
 * Milliseconds for which a client whose export ended before its end may not take the last free slot. So clients that
 * begin exports and do not read them cannot hold all slots again and again.
 */
const UNFINISHED_MS = 60_000;

export function createExportSlots({ exports, exportsPerClient }: Limits): ExportSlots {
  const concurrency = createConcurrencyLimit(exports, Infinity);
  /** Exports in progress by client. */
  const clients = new Map<string, number>();
  /** When the last unfinished export of a client ended. */
  const unfinished = new Map<string, number>();

  function release(client: string, isFinished: boolean): void {
    concurrency.release();
    const left = clients.get(client)! - 1;
    if (left > 0) clients.set(client, left);
    else clients.delete(client);
    const now = performance.now();
    for (const [key, at] of unfinished) if (now - at > UNFINISHED_MS) unfinished.delete(key);
    if (!isFinished) unfinished.set(client, now);
  }

  const mayTakeLast = (client: string) =>
    exports === 1 || performance.now() - (unfinished.get(client) ?? -Infinity) > UNFINISHED_MS;

  return {
    get active() {
      return concurrency.active;
    },
    take(address, response) {
      const client = clientKey(address);
      const taken = clients.get(client) ?? 0;
      if (taken >= exportsPerClient) throw tooManyExports(exportsPerClient, ' of one client');
      if (concurrency.active === exports - 1 && !mayTakeLast(client)) throw lastSlot();
      if (!concurrency.tryAcquire()) throw tooManyExports(exports);
      clients.set(client, taken + 1);
      response.once('close', () => release(client, response.writableFinished));
    },
  };
}

function tooManyExports(limit: number, of = ''): KnownError {
  return new KnownError('OVERLOADED', `The limit of ${limit} concurrent exports${of} is reached.`);
}

function lastSlot(): KnownError {
  return new KnownError(
    'OVERLOADED',
    'One more export may begin, but not of a client whose last one was not read to its end.',
  );
}
