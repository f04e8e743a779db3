import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openServer } from '../../../../cli/reading/server';
import { asOfOf } from '../../../../cli/reading/options';
import { silentReport } from '../../../../cli/report';

/** Sends one request to a server that answers by `listener`. Returns the response and the milliseconds waited. */
async function sendTo(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const waited: number[] = [];
  try {
    const wait = async (ms: number) => void waited.push(ms);
    const opened = openServer(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
      report: silentReport,
      wait,
    });
    const result = await opened.send('/x', { body: 'body' }).catch((error: Error) => error);
    return { result, waited };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a request is sent again after 503, 429 and a cut connection, when the server says so', async () => {
  let count = 0;
  const { result, waited } = await sendTo((request, response) => {
    count++;
    if (count === 1) response.writeHead(503, { 'retry-after': '3' }).end('busy');
    else if (count === 2) response.writeHead(429, { 'retry-after': '900' }).end('busy');
    else if (count === 3) request.socket.destroy();
    else if (count === 4)
      response.writeHead(200, { 'content-length': '9' }).write('cut', () => request.socket.destroy());
    else response.end(`${request.method} ${request.url} whole`);
  });
  expect(result).toMatchObject({ status: 200, body: 'POST /x whole' });
  expect(waited).toEqual([3_000, 60_000, 2_000, 4_000]);
});

test('a server that stays busy, or answers an error, ends the command', async () => {
  const busy = await sendTo((_request, response) => response.writeHead(503).end());
  expect(busy.result).toMatchObject({
    message: expect.stringMatching(/is busy \(status 503\) after 12 tries\.$/),
    exitCode: 1,
  });
  const wrong = await sendTo((_request, response) => response.writeHead(400).end('no'));
  expect([wrong.result, wrong.waited]).toMatchObject([{ status: 400, body: 'no' }, []]);
});

test.each([
  'ods.example.org',
  'ftp://ods.example.org',
  'https://me:secret@ods.example.org',
  'https://ods.example.org?x=1',
])('%s is no address of a server, and no password is shown', (address) => {
  const open = () => openServer(address, { report: silentReport });
  expect(open).toThrow('--url takes an address such as http://127.0.0.1:4000');
  expect(open).not.toThrow('secret');
});

test.each([
  [{}, undefined],
  [{ date: '2021-03-31' }, 'date=2021-03-31'],
  [{ date: '2021-03-31', basis: 'LEGAL', release: '2024-10-31' }, 'date=2021-03-31;basis=LEGAL;release=2024-10-31'],
  [{ asOf: 'basis=LEGAL', date: '2021-03-31' }, 'basis=LEGAL;date=2021-03-31'],
])('the moment of %j is %s', (flags, header) => {
  expect(asOfOf(flags)).toBe(header);
});

test.each([
  [{ date: '2021-02-30' }, "--date takes a calendar date such as 2021-03-31; got '2021-02-30'."],
  [{ date: '2021-03-31', asOf: 'date=2021-03-31' }, 'Give date once: --as-of has it too.'],
  [{ asOf: 'day=2021-03-31' }, '--as-of must read date=YYYY-MM-DD'],
])('the moment of %j is wrong', (flags, message) => {
  expect(() => asOfOf(flags)).toThrow(message);
});
