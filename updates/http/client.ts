import { EnvHttpProxyAgent, request } from 'undici';
import { EXIT, UpdateError } from '../errors';

export interface HttpRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** Returns a header; the first one if it was sent several times. */
  header(name: string): string | undefined;
  readonly body: AsyncIterable<Buffer>;
  /** Ends the answer without reading the rest. */
  discard(): void;
}

/** Sends requests over HTTP. Redirects are returned, never followed. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const TIMEOUTS = { headersTimeout: 30_000, bodyTimeout: 30_000, connect: { timeout: 10_000 } };

/**
 * Creates a client that uses the proxies in HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in capital or small letters. Throws an
 * UpdateError if one is not an address.
 */
export function createHttpClient(env: Environment): HttpClient {
  const agent = new EnvHttpProxyAgent({
    ...TIMEOUTS,
    proxyTunnel: false, // for addresses with http; those with https always get a tunnel
    httpProxy: proxyOf(env, 'http_proxy'),
    httpsProxy: proxyOf(env, 'https_proxy'),
    noProxy: env.no_proxy ?? env.NO_PROXY ?? '',
  });
  return {
    async send({ url, method = 'GET', headers = {}, body, signal }) {
      const answer = await request(url, {
        ...{ method, headers, dispatcher: agent },
        ...(body !== undefined && { body }),
        ...(signal && { signal }),
      });
      return {
        status: answer.statusCode,
        header: (name) => first(answer.headers[name]),
        body: answer.body,
        discard: () => void answer.body.on('error', () => undefined).destroy(),
      };
    },
    close: () => agent.destroy(),
  };
}

const first = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** Returns the address of a proxy, or '' for none: undefined would let undici read the environment. */
function proxyOf(env: Environment, name: 'http_proxy' | 'https_proxy'): string {
  const given = (env[name] ?? env[name.toUpperCase()] ?? '').trim();
  if (given === '' || (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol))) return given;
  throw new UpdateError(
    `${name.toUpperCase()} is not an address of a proxy such as http://proxy.example.org:3128.`,
    EXIT.usage,
  );
}

/** Returns why a request failed, in words, without any address. */
export function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: string };
  if (name === 'AbortError') return 'it was stopped';
  return REASONS[String(code)] ?? (typeof code === 'string' ? code : (error as Error).message);
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the connection was cut',
  ENOTFOUND: 'its host name is unknown',
  EAI_AGAIN: 'its host name cannot be looked up at the moment',
  UND_ERR_CONNECT_TIMEOUT: 'no connection within 10 s',
  UND_ERR_HEADERS_TIMEOUT: 'no answer within 30 s',
  UND_ERR_BODY_TIMEOUT: 'nothing arrived for 30 s',
};

/** Reads a text of at most `maxBytes`. Returns undefined, and ends the answer, if it is longer. */
export async function readText(answer: HttpAnswer, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      answer.discard();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
