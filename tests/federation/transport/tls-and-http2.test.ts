import type { HttpExecutorSettings } from '../../../federation/subgraphs/http-executor';
import { causeOf, closing, openSubgraph } from './ask';
import { answer, certificate, serveH2c, serveSecurely, type SecureServerOptions } from './secure-server';

const keep = closing();
const CA = certificate('ca.pem');
const KNOWN = { ca: CA, serverName: 'subgraph.test' };
const IDENTITY = { cert: certificate('gateway.pem'), key: certificate('gateway.key') };

async function openSecurely(
  tls: HttpExecutorSettings['tls'],
  { http2, ...options }: SecureServerOptions & Pick<HttpExecutorSettings, 'http2'> = {},
  respond = answer,
) {
  const server = keep(await serveSecurely(respond, options));
  return { server, ...keep(openSubgraph(server.url, { tls, http2, retry: false })) };
}

describe('TLS', () => {
  test('with an own authority and server name', async () => {
    const { send, server } = await openSecurely(KNOWN);
    expect((await send()).data).toEqual({ a: 1 });
    expect(server.seen).toEqual([{ version: '1.1', serverName: 'subgraph.test', clientName: undefined }]);
  });

  test('with a certificate of the gateway', async () => {
    const { send, server } = await openSecurely({ ...KNOWN, ...IDENTITY }, { asksForCertificate: true });
    expect((await send()).data).toEqual({ a: 1 });
    expect(server.seen[0]!.clientName).toBe('gateway');
  });

  test.each<[string, HttpExecutorSettings['tls'], SecureServerOptions, RegExp]>([
    ['an unknown authority', {}, {}, /self-signed certificate in certificate chain|unable to verify/],
    ['another name', { ca: CA }, {}, /does not match certificate's altnames/],
    ['an expired certificate', KNOWN, { certificate: 'expired' }, /certificate has expired/],
    ['no certificate of the gateway', KNOWN, { asksForCertificate: true }, /other side closed|certificate required/],
  ])('%s is refused', async (_, tls, options, message) => {
    const { failure, server } = await openSecurely(tls, options);
    const error = await failure();
    expect(error.code).toBe('SUBGRAPH_UNAVAILABLE');
    expect(causeOf(error)).toMatch(message);
    expect(server.seen).toEqual([]);
  });
});

describe('HTTP/2', () => {
  test('is used over TLS if the subgraph offers it, for many requests on few connections', async () => {
    const open: (() => void)[] = [];
    const { send, server } = await openSecurely(KNOWN, { http2: true }, (request, response) => {
      open.push(() => answer(request, response));
      if (open.length === 40) for (const respond of open) respond();
    });
    const results = await Promise.all(Array.from({ length: 40 }, (_, at) => send({ query: `{ a${at} }` })));
    expect(results.every(({ data }) => data?.a === 1)).toBe(true);
    expect(new Set(server.seen.map(({ version }) => version))).toEqual(new Set(['2.0']));
    expect(server.sessions.count).toBeLessThanOrEqual(4);
  });

  test('is not used if the subgraph does not offer it', async () => {
    const { send, server } = await openSecurely(KNOWN, { http2: true, onlyHttp1: true });
    const results = await Promise.all(Array.from({ length: 8 }, (_, at) => send({ query: `{ a${at} }` })));
    expect(results.map(({ data }) => data)).toEqual(Array(8).fill({ a: 1 }));
    expect(new Set(server.seen.map(({ version }) => version))).toEqual(new Set(['1.1']));
  });

  test('without TLS is used by choice', async () => {
    const server = keep(await serveH2c());
    const { send } = keep(openSubgraph(server.url, { http2: 'h2c' }));
    expect((await send()).data).toEqual({ a: 1 });
    expect((await send({ kind: 'mutation', query: 'mutation { a }' })).data).toEqual({ a: 1 });
    expect(server.seen.map(({ version }) => version)).toEqual(['2.0', '2.0']);
  });

  test.each(['the connection is lost', 'the subgraph says that it goes away'])(
    'a mutation is never sent twice, also if %s while others are in progress',
    async (fault) => {
      const server = keep(
        await serveH2c((request, response, nth) => {
          if (nth < 5) return;
          if (nth > 5) return answer(request, response);
          const { session } = request.stream;
          if (fault === 'the connection is lost') session!.destroy();
          else session!.goaway(1);
        }),
      );
      const { send } = keep(openSubgraph(server.url, { http2: 'h2c', connections: 1, retry: false, timeoutMs: 400 }));
      const kinds = ['query', 'mutation', 'query', 'mutation', 'mutation'] as const;
      const sent = kinds.map((kind, at) => send({ kind, query: `${kind} { a${at} }` }));
      const outcomes = await Promise.allSettled(sent);
      expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
      expect(server.seen).toHaveLength(5);
      expect((await send()).data).toEqual({ a: 1 });
    },
  );

  test('a response is bounded too', async () => {
    const server = keep(await serveH2c((_request, response) => void response.end('x'.repeat(200_000))));
    const { failure } = keep(openSubgraph(server.url, { http2: 'h2c', maxBytes: 100_000 }));
    expect(causeOf(await failure())).toMatch(/^more than 100000 bytes: status 200/);
  });

  test('a request ends at its timeout', async () => {
    const server = keep(await serveH2c(() => undefined));
    const { failure } = keep(openSubgraph(server.url, { http2: 'h2c', timeoutMs: 100 }));
    expect((await failure()).code).toBe('SUBGRAPH_TIMEOUT');
  });
});
