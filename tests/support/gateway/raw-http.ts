import { connect, type Socket } from 'node:net';

export interface RawConnection {
  readonly socket: Socket;
  /** What the server has sent so far. */
  text(): string;
  /** Settles when the connection has ended, with the milliseconds since it was opened. */
  readonly closed: Promise<number>;
}

/** A TCP connection to 127.0.0.1, for what no HTTP client would send. */
export function openRaw(port: number, first = ''): RawConnection {
  const opened = performance.now();
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  if (first !== '') socket.write(first);
  const closed = new Promise<number>((resolve) => socket.once('close', () => resolve(performance.now() - opened)));
  return { socket, text: () => text, closed };
}

/** Sends a text as it stands and answers with all that came back until the connection ended. */
export async function exchange(port: number, text: string): Promise<string> {
  const raw = openRaw(port, text);
  raw.socket.end();
  await raw.closed;
  return raw.text();
}
