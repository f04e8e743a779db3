import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute, parse } from 'graphql';
import { schemaOf, type SmallSubgraph } from '../federate';

/** One request that the server received. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly query: string; readonly variables?: Record<string, unknown> };
}

/** Responds to a request as the test needs it. `nth` counts requests from 1. */
export type Script = (response: ServerResponse, received: Received, nth: number) => unknown;

/** Starts a subgraph over HTTP on a free local port. The script writes its responses. */
export async function serve(script: Script) {
  const received: Received[] = [];
  const server = await listen((response, text, headers) => {
    const body = JSON.parse(text) as Received['body'];
    void script(response, { headers, body }, received.push({ headers, body }));
  });
  return { ...server, received };
}

/** Starts a subgraph that answers the text of a request with a text. */
export function serveText(answer: (request: string) => string) {
  return listen((response, text) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer(text));
  });
}

async function listen(respond: (response: ServerResponse, text: string, headers: IncomingHttpHeaders) => void) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => respond(response, Buffer.concat(chunks).toString(), request.headers));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  return { url, close };
}

/** Returns a script that executes each request with the schema of the subgraph. */
export function graphql(subgraph: SmallSubgraph): Script {
  const schema = schemaOf(subgraph);
  return async (response, { body }) => {
    const result = await execute({ schema, document: parse(body.query), variableValues: body.variables });
    json(response, result);
  };
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
