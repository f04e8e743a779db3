import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../command';
import type { Report } from '../report';

/** A complete response of a server. */
export interface ServerResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** A running server of this service. */
export interface Server {
  /** The address, without a slash at the end. */
  readonly url: string;
  /**
   * Sends a request. Tries again after 429 and 503, when the server says so, and after a connection that failed. Throws a
   * CommandError if the server cannot be reached or stays busy.
   */
  send(path: string, request?: ServerRequest): Promise<ServerResponse>;
}

export interface ServerRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ServerSettings {
  readonly report: Report;
  /** Waits for milliseconds. Absent: by a timer. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

const MOST_TRIES = 12;
const LONGEST_WAIT_MS = 60_000;
const FIRST_WAIT_MS = 500;

/** Returns the server at an address. Throws a CommandError if it is no address of a server. */
export function openServer(address: string, { report, wait = sleep }: ServerSettings): Server {
  const url = addressOf(address);
  return {
    url,
    async send(path, request = {}) {
      for (let tries = 1; ; tries++) {
        const result = await attempt(`${url}${path}`, request);
        const problem = problemOf(result);
        if (problem === null) return result as ServerResponse;
        if (tries === MOST_TRIES) throw new CommandError(`${url} ${problem} after ${tries} tries.`);
        const ms = waitAfter(result, tries);
        if (ms >= 2_000) report.line(`${url} ${problem}. Trying again in ${Math.ceil(ms / 1_000)} s.`);
        await wait(ms);
      }
    },
  };
}

function addressOf(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new CommandError(`--url takes an address such as http://127.0.0.1:4000; got '${address.slice(0, 64)}'.`, 2);
  }
  if (!/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new CommandError(
      '--url takes an address such as http://127.0.0.1:4000, without user, password and query.',
      2,
    );
  return url.href.replace(/\/+$/, '');
}

/** Sends a request once. Returns the error of a connection that failed. */
async function attempt(url: string, { method, headers, body }: ServerRequest): Promise<ServerResponse | Error> {
  try {
    const response = await fetch(url, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
      redirect: 'error',
    });
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Returns what is wrong and may end by itself; null for any other response. */
function problemOf(result: ServerResponse | Error): string | null {
  if (result instanceof Error) {
    const { cause } = result as { cause?: { code?: string; message?: string } };
    return `cannot be reached (${cause?.code ?? cause?.message ?? result.message})`;
  }
  return result.status === 429 || result.status === 503 ? `is busy (status ${result.status})` : null;
}

/** Returns milliseconds: those of `Retry-After` or, without it, longer ones after each try. */
function waitAfter(result: ServerResponse | Error, tries: number): number {
  const given = result instanceof Error ? null : result.headers.get('retry-after');
  const seconds = given === null ? NaN : Number(given);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : FIRST_WAIT_MS * 2 ** (tries - 1);
  return Math.min(Math.max(ms, FIRST_WAIT_MS), LONGEST_WAIT_MS);
}

/** Returns the message of an error response. */
export function messageOf({ status, body }: ServerResponse): string {
  try {
    const { errors } = JSON.parse(body) as { errors?: readonly { message?: unknown }[] };
    const messages = (errors ?? []).flatMap(({ message }) => (typeof message === 'string' ? [message] : []));
    if (messages.length > 0) return messages.join('\n');
  } catch {
    // not JSON: the status must do
  }
  return `The server answered with status ${status}.`;
}
