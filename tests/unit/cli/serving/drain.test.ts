import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { drain } from '../../../../cli/serving/drain';

async function serve(answerAfterMs: number): Promise<{ server: Server; open(): Promise<Socket> }> {
  const server = createServer((_request, response) => {
    setTimeout(() => response.setHeader('connection', 'close').end('served'), answerAfterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    async open() {
      const accepted = once(server, 'connection');
      const socket = connect(port, '127.0.0.1');
      await Promise.all([once(socket, 'connect'), accepted]);
      return socket;
    },
  };
}

async function textOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const part of socket) text += String(part);
  return text;
}

const REQUEST = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n';

test('a connection that was accepted before may send its request after the server has stopped listening', async () => {
  const { server, open } = await serve(0);
  const socket = await open();
  const drained = drain([server], 5_000);
  expect(server.listening).toBe(false);
  socket.write(REQUEST);
  expect(await textOf(socket)).toContain('served');
  await drained;
});

test('a request in progress is finished, and a silent connection is closed', async () => {
  const { server, open } = await serve(1_500);
  const [busy, silent] = [await open(), await open()];
  busy.write(REQUEST);
  const texts = Promise.all([textOf(busy), textOf(silent)]);
  await drain([server], 5_000);
  expect(await texts).toEqual([expect.stringContaining('served'), '']);
});
