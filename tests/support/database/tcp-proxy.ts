import { connect, createServer, type Server, type Socket } from 'node:net';

/** What is wrong with the network between a client and a server. Changed while it runs, it holds for open connections too. */
export interface Faults {
  /** Milliseconds that each chunk from the server is held back. */
  latencyMs?: number;
  /** Nothing passes in either direction, and nobody is told. */
  blackhole?: boolean;
  /** New connections are reset at once, open ones too. */
  refuse?: boolean;
  /** A connection is reset after this many bytes from the server, as often as `resets` says (default: always). */
  resetAfterBytes?: number;
  resets?: number;
  /** Bytes from the server arrive in pieces of this size. */
  sliceBytes?: number;
}

export interface Proxy {
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Replaces all faults; `{}` heals. */
  set(faults: Faults): void;
  close(): Promise<void>;
}

/** A TCP proxy on 127.0.0.1 that makes faults on demand. */
export async function openProxy(targetPort: number): Promise<Proxy> {
  const state: State = { faults: {}, resetsLeft: Infinity, pairs: new Set(), accepted: 0 };
  const server = createServer((client) => accept(client, targetPort, state));
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
      if (!faults.blackhole) for (const pair of state.pairs) pair.flow();
    },
    close: () => closeAll(server, state),
  };
}

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
  flow(): void;
}

interface State {
  faults: Faults;
  resetsLeft: number;
  readonly pairs: Set<Pair>;
  accepted: number;
}

function accept(client: Socket, targetPort: number, state: State): void {
  state.accepted++;
  if (state.faults.refuse) return void client.resetAndDestroy();
  const upstream = connect(targetPort, '127.0.0.1');
  const flow = () => [client, upstream].forEach((socket) => socket.resume());
  const pair: Pair = { client, upstream, flow };
  state.pairs.add(pair);
  forward(client, upstream, (chunk, send) => send(chunk), state);
  let bytes = 0;
  forward(
    upstream,
    client,
    (chunk, send) => {
      bytes += chunk.length;
      const { resetAfterBytes, latencyMs = 0 } = state.faults;
      if (resetAfterBytes !== undefined && bytes >= resetAfterBytes && state.resetsLeft-- > 0) return reset(pair);
      if (latencyMs > 0) setTimeout(() => slice(chunk, send, state), latencyMs);
      else slice(chunk, send, state);
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

/** Chunks that arrive during a black hole wait in the sender's socket. */
function forward(from: Socket, to: Socket, pass: (chunk: Buffer, send: Send) => void, state: State): void {
  from.setNoDelay(true);
  from.on('data', (chunk) => {
    if (state.faults.blackhole) {
      from.pause();
      from.unshift(chunk);
    } else pass(chunk, (part) => !to.destroyed && to.write(part));
  });
}

function slice(chunk: Buffer, send: Send, { faults: { sliceBytes = 0 } }: State): void {
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
