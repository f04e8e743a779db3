import { readFileSync } from 'node:fs';
import { createSecureServer, createServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';

export const certificatePath = (name: string) => join(__dirname, 'certificates', name);
export const certificate = (name: string) => readFileSync(certificatePath(name), 'utf8');

/** What a server saw of a request. */
export interface Seen {
  readonly version: string;
  /** The name that was asked for when the connection was made. */
  readonly serverName: string | undefined;
  readonly clientName: string | undefined;
}

export interface SecureServerOptions {
  readonly certificate?: 'subgraph' | 'expired';
  /** Whether clients need a certificate. */
  readonly asksForCertificate?: boolean;
  /** Whether HTTP/1.1 is all that it speaks. */
  readonly onlyHttp1?: boolean;
}

type Respond = (request: Http2ServerRequest, response: Http2ServerResponse, nth: number) => void;

/** A subgraph over TLS that speaks HTTP/2 and HTTP/1.1. */
export function serveSecurely(respond: Respond = answer, options: SecureServerOptions = {}) {
  const { certificate: name = 'subgraph', asksForCertificate = false, onlyHttp1 = false } = options;
  const settings = {
    key: certificate(`${name}.key`),
    cert: certificate(`${name}.pem`),
    ca: certificate('ca.pem'),
    requestCert: asksForCertificate,
    rejectUnauthorized: asksForCertificate,
  };
  const server = onlyHttp1 ? createHttpsServer(settings) : createSecureServer({ ...settings, allowHTTP1: true });
  return listen(server, 'https', respond);
}

/** A subgraph that speaks HTTP/2 without TLS only. */
export function serveH2c(respond: Respond = answer) {
  return listen(createServer(), 'http', respond);
}

async function listen(server: Server, scheme: string, respond: Respond) {
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const sessions = { count: 0 };
  const on = server as unknown as { on(event: string, listener: (...values: never[]) => void): void };
  on.on('connection', (socket: Socket) => void sockets.add(socket));
  on.on('session', () => void sessions.count++);
  on.on('error', () => undefined);
  on.on('request', (request: Http2ServerRequest, response: Http2ServerResponse) => {
    request.resume();
    const socket = (request.stream?.session?.socket ?? request.socket) as TLSSocket;
    const { CN } = (socket.getPeerCertificate?.()?.subject ?? {}) as { CN?: string };
    const serverName = typeof socket.servername === 'string' ? socket.servername : undefined;
    const nth = seen.push({ version: request.httpVersion, serverName, clientName: CN });
    request.on('end', () => respond(request, response, nth));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  return { url: `${scheme}://127.0.0.1:${port}/graphql`, port, seen, sessions, close };
}

export function answer(_request: unknown, response: Http2ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"data":{"a":1}}');
}
