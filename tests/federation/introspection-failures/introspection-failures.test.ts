import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'graphql';
import pino from 'pino';
import { stringify } from 'yaml';
import { openSupergraphManager } from '../../../federation/supergraph-manager';
import { describeFallback } from '../../../federation/supergraph/sdl-fallback';
import { createFileWatcher } from '../../../federation/supergraph/file-watcher';
import { loadSources } from '../../../federation/supergraph/sources';
import { createExecutorPool } from '../../../federation/subgraphs/executor-pool';
import { schemaOf, sdlOf } from '../federate';
import { closing } from '../transport/ask';
import { certificatePath, serveH2c, serveSecurely } from '../transport/secure-server';

const keep = closing();
const OWN = { sdl: 'type Query { organisation: String }' };
const own = { name: 'organisations', sdl: sdlOf(OWN), schema: schemaOf(OWN), sdlCommand: 'schema' };
const folder = mkdtempSync(join(tmpdir(), 'failures-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Entry = Readonly<Record<string, unknown>> & { readonly url: string };

async function sources(entry: Entry) {
  writeFileSync(join(folder, 'beds.graphql'), 'type Query { beds: Int }');
  const file = join(folder, 'subgraphs.yaml');
  const defaults = { name: 'beds', schema: 'introspect', timeoutMs: 300, retry: false };
  writeFileSync(file, stringify({ subgraphs: [{ ...defaults, ...entry }] }));
  return { own, subgraphs: file, env: {} };
}

/** What `compose` and a start print. */
async function printed(entry: Entry): Promise<string> {
  const pool = createExecutorPool();
  const loading = loadSources(await sources(entry), createFileWatcher(), pool);
  const message = await loading.then(
    () => 'it was read',
    (error: Error) => error.message,
  );
  await pool.closeAllExcept([]);
  return message.replace('The subgraphs do not compose.\n', '');
}

const answering =
  (respond: (response: ServerResponse) => unknown): (() => Promise<Entry>) =>
  async () => {
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', () => respond(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const close = async () => {
      server.closeAllConnections();
      server.close();
    };
    keep({ close });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?key=k` };
  };

const sending = (status: number, type: string, text: string, more: Record<string, string> = {}) =>
  answering((response) => response.writeHead(status, { 'content-type': type, ...more }).end(text));

/** An address where nothing listens. */
async function unused(): Promise<Entry> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}/graphql` };
}

async function raw(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  keep({ close: async () => void server.close() });
  return `127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const secured =
  (tls?: object, options = {}) =>
  async (): Promise<Entry> => ({ url: keep(await serveSecurely(undefined, options)).url, ...(tls && { tls }) });
const CA = certificatePath('ca.pem');
const NAME = 'subgraph.test';
const CERTIFICATE = 'State a certificate of the gateway and its key: tls with cert and key.';

interface Failure {
  readonly open: () => Promise<Entry>;
  readonly message: string;
  /** What the subgraph sent, or the error of the connection. */
  readonly seen: string | RegExp;
  readonly next: string;
}

const JSON_TYPE = 'application/json';

const FAILURES: Readonly<Record<string, Failure>> = {
  'nothing listens': {
    open: unused,
    message: 'Nothing listens at its address (ECONNREFUSED).',
    seen: /connect ECONNREFUSED 127\.0\.0\.1:\d+/,
    next: 'Start it, correct the host and the port of its url, or provide its SDL as a file.',
  },
  'the host is unknown': {
    open: async () => ({ url: 'http://beds.invalid/graphql', timeoutMs: 10_000 }),
    message: 'Its host name is not known.',
    seen: /getaddrinfo (ENOTFOUND|EAI_AGAIN) beds\.invalid/,
    next: 'Correct the host name of its url, or register it in the DNS.',
  },
  'JSON of something else': {
    open: sending(200, JSON_TYPE, '{"status":"UP"}'),
    message: 'It answers with JSON that is no GraphQL response.',
    seen: `it is no GraphQL response: status 200, content type 'application/json', first bytes '{"status":"UP"}'`,
    next: 'Correct its url: another service answers there.',
  },
  HTML: {
    open: sending(200, 'text/html', '<h1>Sign\n in</h1>'),
    message: 'It answers with a web page.',
    seen: `it is no JSON: status 200, content type 'text/html', first bytes '<h1>Sign in</h1>'`,
    next: 'Correct its url: a web page, or the sign-in page of a proxy, answers there.',
  },
  'status 401': {
    open: sending(401, JSON_TYPE, '{"message":"no token"}'),
    message: 'It refuses the request (status 401).',
    seen: `it is no GraphQL response: status 401, content type 'application/json', first bytes '{"message":"no token"}'`,
    next: 'State what it asks for in its headers, with set or secretFrom.',
  },
  'status 404': {
    open: sending(404, 'text/plain', 'not here'),
    message: 'It has no GraphQL at the path of its url (status 404).',
    seen: `it is no JSON: status 404, content type 'text/plain', first bytes 'not here'`,
    next: 'Correct the path /graphql of its url.',
  },
  'a redirect': {
    open: sending(302, 'text/html', '', { location: 'https://beds.example/v2?token=x' }),
    message: 'It redirects (status 302), and redirects are not followed.',
    seen: `it is no JSON: status 302, content type 'text/html', location 'https://beds.example/v2?…'`,
    next: 'Set its url to https://beds.example/v2.',
  },
  'no _service': {
    open: sending(200, JSON_TYPE, '{"errors":[{"message":"Cannot query field \\"_service\\" on type \\"Query\\"."}]}'),
    message: 'It answers with GraphQL, but not the query { _service { sdl } }.',
    seen: `it reports 'Cannot query field "_service" on type "Query".'`,
    next: 'Make it a subgraph of a federation, for example with @apollo/subgraph, or provide its SDL as a file.',
  },
  'TLS with an unknown authority': {
    open: secured(),
    message: 'Its certificate is not of a known authority.',
    seen: /certificate/,
    next: 'State the file of its authority: tls with ca.',
  },
  'a body that is no gzip': {
    open: sending(200, JSON_TYPE, '{"data":{}}', { 'content-encoding': 'gzip' }),
    message: 'Its response cannot be decompressed.',
    seen: "its body cannot be decompressed (incorrect header check): status 200, content type 'application/json', content encoding 'gzip'",
    next: 'Correct the compression of the subgraph or of the proxy in front of it, or switch it off.',
  },
  // Others of the same kinds.
  'no answer in time': {
    open: answering(() => undefined),
    message: 'The subgraph beds did not respond within 300 ms.',
    seen: '300 ms have passed',
    next: 'Check that it runs and that its url is right, or raise its timeoutMs.',
  },
  'status 503': {
    open: sending(503, 'text/html', '<h1>Down</h1>'),
    message: 'It is not available (status 503).',
    seen: `it is not available: status 503, content type 'text/html', first bytes '<h1>Down</h1>'`,
    next: 'Read the log of the subgraph, or of the proxy in front of it.',
  },
  'status 405': {
    open: sending(405, 'text/plain', 'GET only'),
    message: 'It has no GraphQL at the path of its url (status 405).',
    seen: `it is no JSON: status 405, content type 'text/plain', first bytes 'GET only'`,
    next: 'Correct the path /graphql of its url.',
  },
  'an error without SDL': {
    open: sending(200, JSON_TYPE, '{"errors":[{"message":"Who?","extensions":{"code":"UNAUTHENTICATED"}}]}'),
    message: 'It refuses the query { _service { sdl } }.',
    seen: "it reports 'Who?'",
    next: 'State what it asks for in its headers, with set or secretFrom.',
  },
  'a redirect to a forbidden address': {
    open: sending(301, 'text/html', '', { location: 'http://169.254.169.254/' }),
    message: 'It redirects (status 301), and redirects are not followed.',
    seen: `it is no JSON: status 301, content type 'text/html', location 'http://169.254.169.254/'`,
    next: 'Set its url to where it redirects.',
  },
  'SDL that is too large': {
    open: async () => ({ ...(await sending(200, JSON_TYPE, 'x'.repeat(500))()), maxBytes: 400 }),
    message: 'Its response is larger than allowed.',
    seen: "more than 400 bytes: status 200, content type 'application/json'",
    next: 'Raise its maxBytes, or correct its url.',
  },
  'a gzip bomb': {
    open: async () => ({
      ...(await answering((response) => {
        response.writeHead(200, { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' });
        response.end(gzipSync(Buffer.alloc(100_000)));
      })()),
      maxBytes: 400,
    }),
    message: 'Its response is larger than allowed.',
    seen: "more than 400 bytes when decompressed: status 200, content type 'application/json', content encoding 'gzip'",
    next: 'Raise its maxBytes, or correct its url.',
  },
  'SDL that is no schema': {
    open: sending(200, JSON_TYPE, '{"data":{"_service":{"sdl":"<p>"}}}'),
    message: 'Its SDL is not a GraphQL schema.',
    seen: 'Syntax Error: Unexpected character: "<"',
    next: 'Correct its SDL.',
  },
  'a certificate for another name': {
    open: secured({ ca: CA }),
    message: 'Its certificate is for another name.',
    seen: /does not match certificate's altnames/,
    next: 'Correct the host of its url, or state the name in its certificate: tls with serverName.',
  },
  'an expired certificate': {
    open: secured({ ca: CA, serverName: NAME }, { certificate: 'expired' }),
    message: 'Its certificate is not valid today.',
    seen: 'certificate has expired',
    next: 'Renew its certificate, or correct the clock.',
  },
  'a subgraph that asks for a certificate': {
    open: secured({ ca: CA, serverName: NAME }, { asksForCertificate: true }),
    message: 'It closes the connection without an answer.',
    seen: /other side closed|ECONNRESET/,
    next: `Read its log. If it asks for a certificate: ${CERTIFICATE}`,
  },
  'https: without TLS': {
    open: async () => ({ url: (await answering(() => undefined)()).url.replace('http:', 'https:') }),
    message: 'It does not speak TLS.',
    seen: /wrong version number|packet length too long/,
    next: 'Write http: in its url, or correct the port.',
  },
  'http: with TLS': {
    open: async () => ({ url: (await secured()()).url.replace('https:', 'http:') }),
    message: 'It closes the connection without an answer.',
    seen: /other side closed|ECONNRESET/,
    next: 'Read its log. If it speaks TLS, write https: in its url.',
  },
  'HTTP/2 alone': {
    open: async () => ({ url: keep(await serveH2c()).url }),
    message: 'It does not speak HTTP/1.1.',
    seen: /Response does not match the HTTP\/1\.1 protocol/,
    next: 'State http2: h2c if it speaks HTTP/2 alone; otherwise correct the port of its url.',
  },
  'a lost connection': {
    open: async () => ({ url: `http://${await raw((socket) => socket.destroy())}` }),
    message: 'It closes the connection without an answer.',
    seen: /other side closed|ECONNRESET/,
    next: 'Read its log. If it speaks TLS, write https: in its url.',
  },
};

describe.each(Object.entries(FAILURES))('introspection: %s', (_, { open, message, seen, next }) => {
  test('says what is wrong, where, what was seen, and what to do', async () => {
    const entry = await open();
    const text = await printed(entry);
    const [place] = entry.url.split('?');
    const start = `- beds: Its SDL could not be read from ${place}: ${message} Seen: `;
    const end = `. ${next} [SDL_UNAVAILABLE]`;
    expect([text.slice(0, start.length), text.slice(-end.length)]).toEqual([start, end]);
    const shown = text.slice(start.length, -end.length).trim();
    if (typeof seen === 'string') expect(shown).toBe(seen.replace(/\.$/, ''));
    else expect(shown).toMatch(seen);
  });
});

describe('while it is served', () => {
  const { open } = FAILURES.HTML!;

  test('the log has what was seen and what to do; the reasons of /readyz do not have what the subgraph sent', async () => {
    const lines: string[] = [];
    const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
    const settings = { logger, timeoutMs: 1_000, sdlFolder: join(folder, 'known') };
    const given = await sources({ ...(await open()), required: false });
    const manager = keep(await openSupergraphManager({ sources: given, ...settings }));
    const { err } = JSON.parse(lines[0]!) as { err: Record<string, unknown> };
    expect(err).toMatchObject({
      message: expect.stringContaining('It answers with a web page.') as string,
      details: "it is no JSON: status 200, content type 'text/html', first bytes '<h1>Sign in</h1>'",
      next: FAILURES.HTML!.next,
    });
    expect(manager.fallbacks.map(describeFallback)).toEqual([
      'The subgraph beds is left out: It answers with a web page.',
    ]);
  });

  test('clients get none of it', async () => {
    const given = await sources({ ...(await open()), schema: 'beds.graphql' });
    const logger = pino({ level: 'silent' });
    const manager = keep(await openSupergraphManager({ sources: given, logger, timeoutMs: 1_000 }));
    const document = parse('{ beds }');
    const { errors } = await manager.current.executor({ document, request: {}, context: {} });
    expect(errors!.map(({ message, extensions }) => ({ message, extensions }))).toEqual([
      {
        message: 'The subgraph beds sent an invalid response.',
        extensions: { code: 'SUBGRAPH_INVALID_RESPONSE', subgraph: 'beds' },
      },
    ]);
  });
});

test('every failure has its own text', () => {
  const ten = Object.values(FAILURES).slice(0, 10);
  expect(new Set(ten.map(({ message }) => message)).size).toBe(10);
  expect(new Set(ten.map(({ next }) => next)).size).toBe(10);
});
