import { useEffect, useState } from 'preact/hooks';

export type Variables = Readonly<Record<string, unknown>>;

/** A response with errors: its message, and in `next` what the reader can do. */
export class RequestError extends Error {
  constructor(
    message: string,
    readonly next: string,
    readonly code: string,
  ) {
    super(message);
  }
}

interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly next?: string; readonly code?: string };
}

export interface ResponseBody<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphqlError[];
}

/** Errors that go away by themselves, for example while the server starts. */
const RETRYABLE = new Set(['DATABASE_TIMEOUT', 'DATABASE_UNAVAILABLE', 'OVERLOADED', 'REQUEST_TIMEOUT']);
const RETRY_DELAYS_MS = [500, 1_000, 2_000];

/** Returns the data of a query. Retries a RETRYABLE error three times. Throws RequestError, or TypeError if the network fails. */
export async function request<Data>(query: string, variables: Variables, signal: AbortSignal): Promise<Data> {
  for (const delay of RETRY_DELAYS_MS) {
    try {
      return await requestOnce<Data>(query, variables, signal);
    } catch (error) {
      if (!(error instanceof RequestError) || !RETRYABLE.has(error.code)) throw error;
      await new Promise((resume) => setTimeout(resume, delay));
    }
  }
  return requestOnce<Data>(query, variables, signal);
}

/** Throws on any error, also a partial one: a page never shows incomplete data. */
async function requestOnce<Data>(query: string, variables: Variables, signal: AbortSignal): Promise<Data> {
  const response = await post(query, variables, signal);
  const { data, errors = [] } = (await response.json()) as ResponseBody<Data>;
  const [error] = errors;
  if (!error) return data as Data;
  const { next = 'Try again in a few seconds.', code = '' } = error.extensions ?? {};
  throw new RequestError(error.message, ADVICE[code]?.(response.headers) ?? next, code);
}

/** Returns data and errors of a query whose fields may fail one by one. Throws TypeError if the network fails. */
export async function requestPartial<Data>(
  query: string,
  variables: Variables,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<ResponseBody<Data>> {
  return (await (await post(query, variables, signal, headers)).json()) as ResponseBody<Data>;
}

function post(query: string, variables: Variables, signal: AbortSignal, headers = {}): Promise<Response> {
  return fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    signal,
  });
}

/** Advice for a reader of the page, where the server's own advice is for authors of queries. */
const ADVICE: Readonly<Record<string, (headers: Headers) => string>> = {
  RATE_LIMITED: (headers) => `${waitText(headers.get('retry-after'))}, then try again.`,
  OVERLOADED: (headers) => `The server is busy. ${waitText(headers.get('retry-after'))}, then try again.`,
  COST_ESTIMATED_TOO_EXPENSIVE: () => 'Choose less data.',
  INTERNAL_SERVER_ERROR: (headers) =>
    `Report this to the operator of the server: request id ${headers.get('x-request-id')}.`,
};

function waitText(seconds: string | null): string {
  if (seconds === null || !/^\d+$/.test(seconds)) return 'Wait a minute';
  return `Wait ${seconds} ${seconds === '1' ? 'second' : 'seconds'}`;
}

export interface QueryState<Data> {
  /** The last response. While the next one loads, still the previous one. */
  readonly data?: Data;
  readonly error?: Error;
  readonly loading: boolean;
  /** Sends the query again. */
  retry(): void;
}

/** Sends a query, and sends it again when the query or its variables change. Without variables, nothing is sent. */
export function useQuery<Data>(query: string, variables: Variables | null): QueryState<Data> {
  const [state, setState] = useState<Omit<QueryState<Data>, 'retry'>>({ loading: true });
  const [attempt, setAttempt] = useState(1);
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (variables === null) return setState({ loading: false });
    const controller = new AbortController();
    setState(({ data }) => ({ ...(data === undefined ? {} : { data }), loading: true }));
    request<Data>(query, variables, controller.signal).then(
      (data) => setState({ data, loading: false }),
      (error: Error) => controller.signal.aborted || setState({ error, loading: false }),
    );
    return () => controller.abort();
  }, [query, key, attempt]);
  return { ...state, retry: () => setAttempt(attempt + 1) };
}
