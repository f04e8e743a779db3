import { connect, createServer, type Server, type Socket } from 'node:net';

/** Faults of the network between a client and a server. A change applies to open connections too. */
export interface NetworkFaults {
  /** Delay of each chunk from the server, in milliseconds. */
  latencyMs?: number;
  /** Drops no connection but passes no data in either direction. */
  blackhole?: boolean;
  /** Resets new and open connections. */
  refuse?: boolean;
  /** Resets a connection after this many bytes from the server, at most `resets` times (default: always). */
  resetAfterBytes?: number;
  resets?: number;
  /** Replaces a text in the bytes from the server with another one of the same length. */
  replace?: readonly [from: string, to: string];
  /** Size of the chunks in which bytes from the server arrive. */
  sliceBytes?: number;
}

export interface TcpProxy {
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Replaces all faults. `{}` removes them. */
  set(faults: NetworkFaults): void;
  /** Leads new connections to another port, and resets the open ones. */
  switchTo(targetPort: number): void;
  close(): Promise<void>;
}

/** Opens a TCP proxy on 127.0.0.1 that injects network faults. `onSent` gets what clients send. */
export async function openTcpProxy(targetPort: number, onSent: Send = () => undefined): Promise<TcpProxy> {
  const state: State = { targetPort, faults: {}, resetsLeft: Infinity, pairs: new Set(), accepted: 0, onSent };
  const server = createServer((client) => accept(client, state));
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return {
    port: (server.address() as { port: number }).port,
    get accepted() {
      return state.accepted;
    },
    set(faults) {
      state.faults = faults;
      state.resetsLeft = faults.resets ?? Infinity;
      if (faults.refuse) for (const pair of state.pairs) reset(pair);
      if (!faults.blackhole) for (const pair of state.pairs) pair.resume();
    },
    switchTo(port) {
      state.targetPort = port;
      for (const pair of state.pairs) reset(pair);
    },
    close: () => closeAll(server, state),
  };
}

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
  resume(): void;
}

interface State {
  targetPort: number;
  faults: NetworkFaults;
  resetsLeft: number;
  readonly pairs: Set<Pair>;
  accepted: number;
  readonly onSent: Send;
}

function accept(client: Socket, state: State): void {
  state.accepted++;
  if (state.faults.refuse) return void client.resetAndDestroy();
  const upstream = connect(state.targetPort, '127.0.0.1');
  const flow = () => [client, upstream].forEach((socket) => socket.resume());
  const pair: Pair = { client, upstream, resume: flow };
  state.pairs.add(pair);
  const pass = (chunk: Buffer, send: Send) => {
    state.onSent(chunk);
    send(chunk);
  };
  forward(client, upstream, pass, state);
  let bytes = 0;
  forward(
    upstream,
    client,
    (received, send) => {
      const chunk = replaced(received, state.faults);
      bytes += chunk.length;
      const { resetAfterBytes, latencyMs = 0 } = state.faults;
      if (resetAfterBytes !== undefined && bytes >= resetAfterBytes && state.resetsLeft-- > 0) return reset(pair);
      if (latencyMs > 0) setTimeout(() => sendSlices(chunk, send, state), latencyMs);
      else sendSlices(chunk, send, state);
    },
    state,
  );
  for (const socket of [client, upstream]) {
    socket.once('error', () => reset(pair));
    socket.once('close', () => {
      reset(pair);
      state.pairs.delete(pair);
    });
  }
}

type Send = (chunk: Buffer) => void;

/** Chunks that arrive during a black hole stay in the socket of the sender. */
function forward(from: Socket, to: Socket, pass: (chunk: Buffer, send: Send) => void, state: State): void {
  from.setNoDelay(true);
  from.on('data', (chunk) => {
    if (state.faults.blackhole) {
      from.pause();
      from.unshift(chunk);
    } else pass(chunk, (part) => !to.destroyed && to.write(part));
  });
}

function replaced(chunk: Buffer, { replace: [from, to] = ['', ''] }: NetworkFaults): Buffer {
  return from === '' ? chunk : Buffer.from(chunk.toString('latin1').replaceAll(from, to), 'latin1');
}

function sendSlices(chunk: Buffer, send: Send, { faults: { sliceBytes = 0 } }: State): void {
  if (sliceBytes <= 0) return send(chunk);
  for (let at = 0; at < chunk.length; at += sliceBytes) send(chunk.subarray(at, at + sliceBytes));
}

function reset({ client, upstream }: Pair): void {
  for (const socket of [client, upstream]) if (!socket.destroyed) socket.resetAndDestroy();
}

function closeAll(server: Server, { pairs }: State): Promise<void> {
  for (const pair of pairs) reset(pair);
  return new Promise((settle) => server.close(() => settle()));
}
