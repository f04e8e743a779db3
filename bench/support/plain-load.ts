import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { rank, type LoadResult, type LoadSettings } from './load';

type PlainSettings = Pick<LoadSettings, 'url' | 'bodies' | 'connections' | 'seconds'>;

/**
 * As `load`, for POST and responses with `content-length` alone. It writes requests that are made before and reads no more of a
 * response than it must, so that a server that takes less time for a request than an HTTP client is not measured by the client.
 */
export async function plainLoad({ url, bodies, connections, seconds }: PlainSettings): Promise<LoadResult> {
  const { hostname, port, host, pathname } = new URL(url);
  const requests = bodies.map((body) => toRequest(host, pathname, body));
  const times: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  let [next, errors] = [0, 0];
  const client = async () => {
    const socket = connect(Number(port), hostname).setNoDelay(true);
    const exchange = exchangesOn(socket);
    while (performance.now() < until) {
      const at = performance.now();
      if (!(await exchange(requests[next++ % requests.length]!))) errors++;
      times.push(performance.now() - at);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, client));
  const elapsed = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const [p50, p99] = [rank(times, 0.5), rank(times, 0.99)];
  return { requests: times.length, errors, perSecond: times.length / elapsed, p50, p99, times };
}

function toRequest(host: string, path: string, body: string): Buffer {
  const headers = ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`];
  return Buffer.from([`POST ${path} HTTP/1.1`, `host: ${host}`, ...headers, '', body].join('\r\n'));
}

interface Waiting {
  resolve(succeeds: boolean): void;
  reject(error: Error): void;
}

/** Returns a function that sends one request and resolves with whether its response has status 200 and no errors. */
function exchangesOn(socket: Socket): (request: Buffer) => Promise<boolean> {
  let received: Buffer[] = [];
  let [bytes, size] = [0, 0];
  let waiting: Waiting | undefined;
  const fail = (error = new Error('The connection was closed.')) => waiting?.reject(error);
  socket.on('error', fail).on('close', () => fail());
  socket.on('data', (part: Buffer) => {
    received.push(part);
    bytes += part.length;
    if (size === 0) size = sizeOf(received.length === 1 ? part : Buffer.concat(received));
    if (size > 0 && bytes >= size) waiting?.resolve(succeeds(received));
  });
  return (request) =>
    new Promise((resolve, reject) => {
      [received, bytes, size, waiting] = [[], 0, 0, { resolve, reject }];
      socket.write(request);
    });
}

/** The bytes of a response with its head; 0 while its head has not arrived. */
function sizeOf(response: Buffer): number {
  const end = response.indexOf('\r\n\r\n');
  if (end === -1) return 0;
  const length = /^content-length: (\d+)/im.exec(response.toString('latin1', 0, end))?.[1];
  if (length === undefined) throw new Error('A response without content-length cannot be measured.');
  return end + 4 + Number(length);
}

function succeeds(parts: readonly Buffer[]): boolean {
  return parts[0]!.includes('HTTP/1.1 200 ') && !parts.some((part) => part.includes('"errors":['));
}
