import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const KEY = 'deadc0de00112233445566778899aabbccddeeff';

export interface StandInRelease {
  readonly date: string;
  readonly bytes: Buffer;
  /** Fields of the list that replace the right ones. */
  readonly listed?: Readonly<Record<string, unknown>>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A stand-in of TRUD on loopback with one item, 341. */
export interface TrudStandIn {
  /** For TRUD_URL. */
  readonly url: string;
  readonly origin: string;
  /** Newest first, as in the list. */
  releases: readonly StandInRelease[];
  /** The next answers to requests for a file or, with `list`, for the list; afterwards the right ones follow. */
  readonly faults: Answer[];
  readonly listFaults: Answer[];
  /** Method, path and Range of every request. */
  readonly requests: string[];
  readonly headers: IncomingMessage['headers'][];
  close(): Promise<void>;
}

export const fileName = (date: string) => `hscorgrefdataxml_data_1.0.0_${date.replaceAll('-', '')}000001.zip`;

/** Bytes that are the same in every run. */
export const someBytes = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) % 251));

export async function startTrudStandIn(releases: readonly StandInRelease[] = []): Promise<TrudStandIn> {
  const server = createServer((request, response) => {
    standIn.requests.push([request.method, request.url, request.headers.range].filter(Boolean).join(' '));
    standIn.headers.push(request.headers);
    const isList = request.url!.startsWith('/trud/');
    const fault = (isList ? standIn.listFaults : standIn.faults).shift();
    if (fault) fault(request, response);
    else if (isList) answerList(request, response, standIn);
    else answerFile(request, response, standIn);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn: TrudStandIn = {
    ...{ origin, url: `${origin}/trud`, releases, faults: [], listFaults: [], requests: [], headers: [] },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return standIn;
}

/** The errors are those of TRUD: 400 an unknown key, 401 a disabled one, 404 an item without a subscription. */
function answerList({ url }: IncomingMessage, response: ServerResponse, { origin, releases }: TrudStandIn): void {
  const [, key, item] = /\/keys\/([^/]*)\/items\/(\d+)\/releases/.exec(url!) ?? [];
  if (key === 'disabled00') return json(response, 401, `UNAUTHORIZED: API access is disabled for ${key}.`);
  if (key !== KEY) return json(response, 400, `BAD REQUEST: ${key} is not an API key.`);
  if (item !== '341') return json(response, 404, `No releases available for API key ${key}, item ${item}.`);
  json(response, 200, 'OK', { apiVersion: '1', releases: releases.map((release) => listed(release, origin)) });
}

function json(response: ServerResponse, status: number, message: string, more: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...more, httpStatus: status, message }));
}

function listed({ date, bytes, listed: replaced }: StandInRelease, origin: string) {
  const name = fileName(date);
  const folder = `${origin}/download/api/v1/keys/${KEY}/content/items/341`;
  return {
    ...{ id: name, name: 'Release 1.0.0', releaseDate: date },
    archiveFileUrl: `${folder}/${name}`,
    archiveFileName: name,
    archiveFileSizeBytes: bytes.length,
    archiveFileSha256: createHash('sha256').update(bytes).digest('hex').toUpperCase(),
    archiveFileLastModifiedTimestamp: `${date}T09:55:45.000Z`,
    checksumFileUrl: `${folder}/trud_${name}.xml`,
    checksumFileName: `trud_${name}.xml`,
    checksumFileSizeBytes: 186,
    signatureFileUrl: `${folder}/trud_${name}.xml.asc`,
    publicKeyFileUrl: `${origin}/download/api/v1/keys/${KEY}/content/public-keys/trud-public-key-2013-04-01.pgp`,
    publicKeyId: 6,
    ...replaced,
  };
}

function answerFile(request: IncomingMessage, response: ServerResponse, standIn: TrudStandIn): void {
  const release = standIn.releases.find(({ date }) => request.url!.split('?')[0]!.endsWith(`/${fileName(date)}`));
  if (!release) return json(response, 404, 'NOT FOUND');
  sendFile(request, response, release.bytes);
}

/** Sends a file, or the part that Range asks for. */
export function sendFile({ headers }: IncomingMessage, response: ServerResponse, bytes: Buffer): void {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  const status = start > 0 ? 206 : 200;
  if (start > 0) response.setHeader('content-range', `bytes ${start}-${bytes.length - 1}/${bytes.length}`);
  response.writeHead(status, { 'content-type': 'application/zip', 'content-length': bytes.length - start });
  response.end(bytes.subarray(start));
}

/** Sends `sent` bytes of a file as if all followed, and cuts the connection once `arrived` returns true. */
export const cutAfter =
  (bytes: Buffer, sent: number, arrived: (end: number) => boolean = () => true): Answer =>
  ({ headers }, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    if (start > 0) response.setHeader('content-range', `bytes ${start}-${bytes.length - 1}/${bytes.length}`);
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': bytes.length - start });
    response.write(bytes.subarray(start, start + sent));
    const timer = setInterval(() => {
      if (!arrived(start + sent)) return;
      clearInterval(timer);
      response.destroy();
    }, 1);
  };

export const answer =
  (status: number, headers: Record<string, string>, body = ''): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);
