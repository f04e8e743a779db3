import type { FastifyReply } from 'fastify';
import type { KnownError } from '../../errors';
import { requestTimeout } from './errors/request-errors';

/** How long somebody waits for a response. */
export interface RequestDeadline {
  /** A time of `performance.now()`. */
  readonly at: number;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** An AbortController that is made when its signal is used first: a request whose response is cached needs none. */
export class LazyAbort {
  private controller: AbortController | undefined;

  get signal(): AbortSignal {
    return (this.controller ??= new AbortController()).signal;
  }

  abort(): void {
    (this.controller ??= new AbortController()).abort();
  }
}

/** Aborts when the client disconnects before the response was sent. */
export function abortOnDisconnect({ raw }: FastifyReply, abort: Pick<AbortController, 'abort'>): void {
  raw.on('close', () => void (raw.writableFinished || abort.abort()));
}

/** Returns the error of a request that nobody waits for any more: its deadline has passed, or its client is gone. */
export function reasonToStop({ at, signal, timeoutMs }: RequestDeadline): KnownError | undefined {
  return signal.aborted || performance.now() > at ? requestTimeout(timeoutMs) : undefined;
}
