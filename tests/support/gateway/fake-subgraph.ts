import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const FAKE_SUBGRAPH_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { weather: String }
  type Organisation @key(fields: "code") { code: ID! weather: String }
`;

/** A subgraph that adds a field `weather`. It serves its SDL; the test sets every other response. */
export interface FakeSubgraph {
  readonly url: string;
  /** The SDL that it returns for `_service`. */
  sdl: string;
  respond: RequestListener;
  /** Headers of the requests received, except those for the SDL. */
  readonly requestHeaders: readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

export async function startFakeSubgraph(respond: RequestListener = respondWithWeather): Promise<FakeSubgraph> {
  const requestHeaders: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (Buffer.concat(chunks).includes('_service'))
        return json(response, { data: { _service: { sdl: subgraph.sdl } } });
      requestHeaders.push(request.headers);
      subgraph.respond(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const subgraph: FakeSubgraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    sdl: FAKE_SUBGRAPH_SDL,
    respond,
    requestHeaders,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return subgraph;
}

export function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Responds with the weather of one organisation. */
export const respondWithWeather: RequestListener = (_request, response) =>
  json(response, { data: { _entities: [{ weather: 'RAIN' }] } });
