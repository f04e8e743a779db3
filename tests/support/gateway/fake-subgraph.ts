import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const WEATHER_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { weather: String }
  type Organisation @key(fields: "code") { code: ID! weather: String }
`;

/** A subgraph of the weather: it says its SDL, and answers whatever else as the test says. */
export interface Weather {
  readonly url: string;
  /** What it says of itself when it is asked for its SDL. */
  sdl: string;
  answer: RequestListener;
  /** Headers of what it was asked beside its SDL. */
  readonly asked: readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

export async function startWeather(answer: RequestListener = fine): Promise<Weather> {
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (Buffer.concat(chunks).includes('_service'))
        return json(response, { data: { _service: { sdl: weather.sdl } } });
      asked.push(request.headers);
      weather.answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const weather: Weather = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    sdl: WEATHER_SDL,
    answer,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return weather;
}

export function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Rain for the one organisation that is asked about. */
export const fine: RequestListener = (_request, response) =>
  json(response, { data: { _entities: [{ weather: 'RAIN' }] } });
