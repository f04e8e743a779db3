import type { HttpRequest } from './measured-server';

/** A request to a route other than GraphQL. It is never changed, only replaced. */
export interface RouteRequest {
  /** The route and the format, for example 'fhir/Organization'. */
  readonly kind: string;
  readonly path: string;
  readonly query: readonly Parameter[];
  /** Absent: GET. */
  readonly body?: Body;
}

export type Parameter = readonly [name: string, value: string];

/** A form holds the query; a file is made of its name and size when the request is written. */
export type Body = 'form' | FileBody;

export interface FileBody {
  readonly shape: string;
  readonly type: string;
  readonly rows: number;
}

/** Makes the text of a file. `run` differs from run to run. */
export type MakeFile = (body: FileBody, run: number) => string;

const DAYS = 4_200;
const DAY = /^day (\d+)$/;

/** Writes a request. Days in it are moved from run to run, so that no two runs ask for the same one. */
export function writeRequest({ path, query, body }: RouteRequest, makeFile: MakeFile, run: number): HttpRequest {
  const parameters = new URLSearchParams(query.map(([name, value]) => [name, moved(value, run)])).toString();
  if (body === 'form') return { path, method: 'POST', type: 'application/x-www-form-urlencoded', body: parameters };
  const target = parameters === '' ? path : `${path}?${parameters}`;
  return body ? { path: target, method: 'POST', type: body.type, body: makeFile(body, run) } : { path: target };
}

function moved(value: string, run: number): string {
  const [, day] = DAY.exec(value) ?? [];
  return day === undefined ? value : dayOf(Number(day) + 17 * run);
}

/** Returns one of the days from 2013 on. */
export function dayOf(number: number): string {
  return new Date(Date.UTC(2013, 0, 1 + (number % DAYS))).toISOString().slice(0, 10);
}

/** The longest line of a request, with some room for the other headers. */
const MAX_TARGET = 14_000;
const MAX_FORM = 262_144;

/** Whether a server reads the request at all: what is larger is refused before. */
export function fits({ path, method, body }: HttpRequest): boolean {
  return path.length <= MAX_TARGET && (method === undefined || path.startsWith('/enrich') || body!.length <= MAX_FORM);
}
