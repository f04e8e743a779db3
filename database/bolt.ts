import { connect, createServer } from 'node:net';

/** The magic number, then four versions of Bolt: 5.8 down to 5.0, 4.4, none, none. */
const HANDSHAKE = Buffer.from('6060b017' + '00080805' + '00000404' + '00000000' + '00000000', 'hex');

/** Whether a server on this port agrees on a version of Bolt within `ms`. */
export function answersBolt(port: number, ms: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: ms });
    const finish = (answer: boolean) => {
      socket.destroy();
      settle(answer);
    };
    socket.once('connect', () => socket.write(HANDSHAKE));
    socket.once('data', (bytes) => finish(isVersion(bytes)));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}

/** The server's choice: two bytes of nothing, minor, major. All nothing means that it knows none of them. */
function isVersion(bytes: Buffer): boolean {
  return bytes.length === 4 && bytes.readUInt16BE(0) === 0 && (bytes[3] === 4 || bytes[3] === 5);
}

/** Whether the port can be listened on; 0 asks for any. Resolves to the port, or null when it is taken. */
export function freePort(port: number): Promise<number | null> {
  return new Promise((settle) => {
    const server = createServer();
    server.once('error', () => settle(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => settle(typeof address === 'object' && address ? address.port : null));
    });
  });
}
