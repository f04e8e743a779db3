import { openInMemoryGateway } from '../../../support/gateway/in-memory-gateway';
import { sendRawRequest } from '../../../support/gateway/raw-http';

type InMemoryGateway = Awaited<ReturnType<typeof openInMemoryGateway>>;

let gateway: InMemoryGateway;
let port: number;
beforeAll(async () => {
  gateway = await openInMemoryGateway();
  port = Number(new URL(await gateway.app.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => gateway.close());

interface RawResponse {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** Sends a request whose lines after the first are `headers`. */
async function send(line: string, headers: readonly string[] = ['host: localhost'], body = ''): Promise<RawResponse> {
  const text = await sendRawRequest(port, [`${line} HTTP/1.1`, ...headers, 'connection: close', '', body].join('\r\n'));
  const [head = '', ...rest] = text.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]),
    headers: head.toLowerCase(),
    body: rest.join('\r\n\r\n'),
  };
}

const LONG = 'a'.repeat(201);
const MANY = Array.from({ length: 2_000 }, (_, at) => `x-${at}: 1234567890`);

describe('every error is JSON with message, code, next and request id, and an OperationOutcome below /fhir:', () => {
  test.each<[what: string, path: string, status: number, code: string, headers: readonly string[]]>([
    ['a path that cannot be decoded', '%', 400, 'BAD_USER_INPUT', ['host: a']],
    ['another one', 'Organization/%E0%A4%A', 400, 'BAD_USER_INPUT', ['host: a']],
    ['no Host header', 'Organization', 400, 'BAD_USER_INPUT', ['x-a: 1']],
    ['two Host headers', 'Organization', 400, 'BAD_USER_INPUT', ['host: localhost', 'host: localhost']],
    ['two ods-as-of headers', 'x', 400, 'BAD_USER_INPUT', ['host: a', 'ods-as-of: date=2020-01-01', 'ods-as-of:']],
    ['a header that is not one', 'Organization', 400, 'BAD_USER_INPUT', ['host: localhost', 'x y']],
    ['too many headers', 'Organization', 400, 'BAD_USER_INPUT', ['host: localhost', ...MANY.slice(0, 150)]],
    ['headers that are too large', 'Organization', 431, 'BAD_USER_INPUT', ['host: localhost', ...MANY]],
    ['an unknown path', 'Patient/1', 404, 'NOT_FOUND', ['host: a']],
    ['no further path', '', 404, 'NOT_FOUND', ['host: a']],
  ])('%s', async (_what, path, status, code, headers) => {
    for (const folder of ['/fhir/', '/elsewhere/']) {
      const response = await send(`GET ${folder}${path}`, headers);
      const id = /x-request-id: (\S+)/.exec(response.headers)?.[1];
      const body = JSON.parse(response.body) as object;
      expect([folder, response.status]).toEqual([folder, status]);
      expect(response.headers).toContain(`content-type: application/${folder === '/fhir/' ? 'fhir+' : ''}json;`);
      const issue = [{ details: { coding: [{ code }] }, diagnostics: expect.any(String) }];
      if (folder === '/fhir/') expect(body).toMatchObject({ resourceType: 'OperationOutcome', id, issue });
      else {
        const extensions = { code, next: expect.any(String), requestId: id };
        expect(body).toMatchObject({ errors: [{ message: expect.any(String), extensions }] });
      }
    }
  });

  test('/fhir itself, with another method and for a browser', async () => {
    const statuses = [];
    for (const [line, headers] of [
      ['GET /fhir', ['host: a']],
      ['GET /fhir?x=1', ['host: a', 'accept: text/html']],
      ['PROPFIND /fhir/Organization', ['host: a']],
      ['GET http://a/fhir/%', ['host: a']],
      [`GET /fhir/Organization/${LONG}`, ['host: a']],
      ['GET /%66hir/Patient', ['host: a']],
    ] as const) {
      const { status, body } = await send(line, headers);
      statuses.push(status);
      expect(JSON.parse(body)).toMatchObject({ resourceType: 'OperationOutcome' });
    }
    expect(statuses).toEqual([404, 404, 404, 400, 404, 404]);
  });

  test('the framework adds the security headers and counts its own errors', async () => {
    const { headers, body } = await send('GET /livez%');
    expect(headers).toContain("content-security-policy: default-src 'none';frame-ancestors 'none'");
    expect(headers).toContain('x-content-type-options: nosniff');
    expect(body).toContain(
      'The path is not encoded correctly: a % needs two hexadecimal digits, and the bytes must be UTF-8',
    );
    const { body: metrics } = await gateway.app.inject('/metrics');
    expect(metrics).toMatch(/ods_http_requests_total\{route="none",status="400"\} [1-9]/);
  });
});

describe('a request', () => {
  test('in absolute form is that of its path, if its host is the one in the Host header', async () => {
    expect((await send('GET http://A.example/livez', ['host: a.example'])).status).toBe(200);
    expect((await send('GET http://a.example', ['host: a.example'])).status).toBe(404);
    const { status, body } = await send('GET http://evil.example/livez', ['host: a.example']);
    expect([status, body]).toEqual([400, expect.stringContaining('and the Host header differ')]);
  });

  test('with a transfer coding other than chunked is refused', async () => {
    const json = JSON.stringify({ query: '{ __typename }' });
    const chunks = `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`;
    const post = (coding: string) =>
      send('POST /graphql', ['host: a', 'content-type: application/json', `transfer-encoding: ${coding}`], chunks);
    expect((await post('chunked')).status).toBe(200);
    expect((await post('Chunked')).status).toBe(200);
    for (const coding of ['gzip, chunked', 'identity, chunked', 'chunked, chunked'])
      expect([coding, (await post(coding)).status]).toEqual([coding, 400]);
  });

  test('that expects anything is served', async () => {
    expect((await send('GET /livez', ['host: a', 'expect: 200-ok'])).status).toBe(200);
  });
});
