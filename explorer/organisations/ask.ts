import { useEffect, useState } from 'preact/hooks';

export type Variables = Readonly<Record<string, unknown>>;

/** An answer that says what is wrong and what to do. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly next: string,
    readonly code: string,
  ) {
    super(message);
  }
}

interface Problem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly next?: string; readonly code?: string };
}

export interface Body<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly Problem[];
}

/** What passes by itself, after a start or under load. */
const PASSING = new Set(['DATABASE_TIMEOUT', 'DATABASE_UNAVAILABLE', 'OVERLOADED', 'REQUEST_TIMEOUT']);
const WAITS_MS = [500, 1_000, 2_000];

/** Asks our own GraphQL, again when what was in the way may have passed. Throws Refused. */
export async function ask<Data>(query: string, variables: Variables, signal: AbortSignal): Promise<Data> {
  for (const wait of WAITS_MS) {
    try {
      return await askOnce<Data>(query, variables, signal);
    } catch (error) {
      if (!(error instanceof Refused) || !PASSING.has(error.code)) throw error;
      await new Promise((resume) => setTimeout(resume, wait));
    }
  }
  return askOnce<Data>(query, variables, signal);
}

/** Refused when any part could not be answered: a page never shows half of the truth. */
async function askOnce<Data>(query: string, variables: Variables, signal: AbortSignal): Promise<Data> {
  const response = await post(query, variables, signal);
  const { data, errors = [] } = (await response.json()) as Body<Data>;
  const [error] = errors;
  if (!error) return data as Data;
  const { next = 'Try again in a few seconds.', code = '' } = error.extensions ?? {};
  throw new Refused(error.message, NEXT[code]?.(response.headers) ?? next, code);
}

/** Asks for what may be answered in part: each part that is missing has an error at its path. */
export async function askParts<Data>(
  query: string,
  variables: Variables,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Body<Data>> {
  return (await (await post(query, variables, signal, headers)).json()) as Body<Data>;
}

function post(query: string, variables: Variables, signal: AbortSignal, headers = {}): Promise<Response> {
  return fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    signal,
  });
}

/** What somebody before a page can do, where it is not what the sender of a query does. */
const NEXT: Readonly<Record<string, (headers: Headers) => string>> = {
  RATE_LIMITED: (headers) => `${waitText(headers.get('retry-after'))}, then try again.`,
  OVERLOADED: (headers) => `Many are asking at the moment. ${waitText(headers.get('retry-after'))}, then try again.`,
  COST_ESTIMATED_TOO_EXPENSIVE: () => 'Choose fewer or smaller things, or ask for a part of it in the playground.',
  INTERNAL_SERVER_ERROR: (headers) => `Tell those who run this server, with the number ${headers.get('x-request-id')}.`,
};

function waitText(seconds: string | null): string {
  if (seconds === null || !/^\d+$/.test(seconds)) return 'Wait a minute';
  return `Wait ${seconds} ${seconds === '1' ? 'second' : 'seconds'}`;
}

export interface Asked<Data> {
  /** The last answer; that of the question before while the next one is awaited. */
  readonly data?: Data;
  readonly error?: Error;
  readonly waiting: boolean;
  /** Asks once more. */
  again(): void;
}

/** The answer to a question, asked anew when it changes. */
export function useAnswer<Data>(query: string, variables: Variables): Asked<Data> {
  const [asked, setAsked] = useState<Omit<Asked<Data>, 'again'>>({ waiting: true });
  const [times, setTimes] = useState(1);
  const key = JSON.stringify(variables);
  useEffect(() => {
    const given = new AbortController();
    setAsked(({ data }) => ({ ...(data === undefined ? {} : { data }), waiting: true }));
    ask<Data>(query, variables, given.signal).then(
      (data) => setAsked({ data, waiting: false }),
      (error: Error) => given.signal.aborted || setAsked({ error, waiting: false }),
    );
    return () => given.abort();
  }, [query, key, times]);
  return { ...asked, again: () => setTimes(times + 1) };
}
