import type { ServerResponse } from 'node:http';
import { KnownError } from '../../errors';
import { clientKey } from '../http/rate-limit';
import type { Limits } from '../limits';

/** The exports that may run at the same time. */
export interface ExportSlots {
  /** Exports in progress. */
  readonly active: number;
  /**
   * Takes a slot of all exports and one of the client, until the response ends. If all slots are taken, the export whose
   * client has not read for the longest time ends, after at least two seconds. Throws OVERLOADED.
   */
  take(address: string, response: ServerResponse): ExportSlot;
}

export interface ExportSlot {
  /** Says whether the export waits for its client to read. */
  setWaiting(isWaiting: boolean): void;
}

/**
 * Milliseconds for which a client whose export ended before its end may not take the last free slot. So clients that
 * begin exports and do not read them cannot hold all slots again and again.
 */
const UNFINISHED_MS = 60_000;
/** Milliseconds after which a client that does not read may lose its slot to another one. */
const STALLED_MS = 2_000;

interface Running {
  readonly client: string;
  readonly response: ServerResponse;
  waitingSince: number;
}

export function createExportSlots({ exports, exportsPerClient }: Limits): ExportSlots {
  const running = new Set<Running>();
  /** When the last unfinished export of a client ended. */
  const unfinished = new Map<string, number>();

  function release(slot: Running): void {
    if (!running.delete(slot)) return;
    const now = performance.now();
    for (const [key, at] of unfinished) if (now - at > UNFINISHED_MS) unfinished.delete(key);
    if (!slot.response.writableFinished) unfinished.set(slot.client, now);
  }

  /** Ends the export whose client has not read for the longest time, if it is long enough. */
  function endStalled(): void {
    let longest: Running | undefined;
    for (const slot of running) if (slot.waitingSince < (longest?.waitingSince ?? Infinity)) longest = slot;
    if (!longest || performance.now() - longest.waitingSince < STALLED_MS) return;
    release(longest);
    longest.response.destroy();
  }

  const slotsOf = (client: string) => [...running].filter((slot) => slot.client === client).length;
  const mayTakeLast = (client: string) =>
    exports === 1 || performance.now() - (unfinished.get(client) ?? -Infinity) > UNFINISHED_MS;

  return {
    get active() {
      return running.size;
    },
    take(address, response) {
      const client = clientKey(address);
      if (slotsOf(client) >= exportsPerClient) throw tooManyExports(exportsPerClient, ' of one client');
      if (running.size === exports && mayTakeLast(client)) endStalled();
      if (running.size === exports - 1 && !mayTakeLast(client)) throw lastSlot();
      if (running.size >= exports) throw tooManyExports(exports);
      const slot: Running = { client, response, waitingSince: Infinity };
      running.add(slot);
      response.once('close', () => release(slot));
      return {
        setWaiting: (isWaiting) => void (slot.waitingSince = isWaiting ? performance.now() : Infinity),
      };
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
