import { connect, type Socket } from 'node:net';

export interface RawConnection {
  readonly socket: Socket;
  /** Returns the text received so far. */
  text(): string;
  /** Resolves when the connection closes, with its duration in milliseconds. */
  readonly closed: Promise<number>;
}

/** Opens a TCP connection to 127.0.0.1, to send what an HTTP client would not send. */
export function openRawConnection(port: number, first = ''): RawConnection {
  const opened = performance.now();
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  if (first !== '') socket.write(first);
  const closed = new Promise<number>((resolve) => socket.once('close', () => resolve(performance.now() - opened)));
  return { socket, text: () => text, closed };
}

/** Sends a text unchanged. Returns all text received until the connection closes. */
export async function sendRawRequest(port: number, text: string): Promise<string> {
  const raw = openRawConnection(port, text);
  raw.socket.end();
  await raw.closed;
  return raw.text();
}
