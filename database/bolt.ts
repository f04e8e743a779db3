import { connect, createServer } from 'node:net';

/** The Bolt handshake: magic number, then four version proposals: 5.8 down to 5.0, 4.4, none, none. */
const HANDSHAKE = Buffer.from('6060b017' + '00080805' + '00000404' + '00000000' + '00000000', 'hex');

/** Resolves to whether a server on this port of 127.0.0.1 accepts a Bolt version within `ms` milliseconds. */
export function respondsToBolt(port: number, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: ms });
    const finish = (responds: boolean) => {
      socket.destroy();
      resolve(responds);
    };
    socket.once('connect', () => socket.write(HANDSHAKE));
    socket.once('data', (bytes) => finish(isVersion(bytes)));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}

/** The response is two zero bytes, the minor and the major version. All zero means no common version. */
function isVersion(bytes: Buffer): boolean {
  return bytes.length === 4 && bytes.readUInt16BE(0) === 0 && (bytes[3] === 4 || bytes[3] === 5);
}

/** Checks that a port is free; 0 picks any free port. Resolves to the port, or to null if it is in use. */
export function freePort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}

/** Below the ports that Linux (32768), macOS and Windows (49152) give to clients. */
const STEADY_PORTS = { first: 20_000, count: 12_000 };

/**
 * Resolves to a free port that the system gives to no client. A server that stops can listen on it again, whereas a client that
 * keeps connecting to a closed port among its own may be given just that port.
 */
export async function findSteadyPort(): Promise<number | null> {
  for (let tries = 0; tries < 100; tries++) {
    const port = await freePort(STEADY_PORTS.first + Math.floor(Math.random() * STEADY_PORTS.count));
    if (port !== null) return port;
  }
  return freePort(0);
}
