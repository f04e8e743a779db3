import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { RequestSharing } from '../../../federation/subgraphs/request-sharing';
import { isMutation } from '../query-params';
import type { GraphqlBody } from '../request-body';
import type { RequestContext, RequestInfo } from '../request-context';
import { executeRequest, type ExecutedRequest, type ExecutionSettings } from '../execute-request';
import type { CachedResponse } from './response-cache';

/** Answers identical queries that are in progress at the same time by one execution. */
export interface SharedRequests {
  /**
   * Waits for the response of an identical query in progress. Undefined if there is none, if it must not be shared, or at once
   * if that was so a short time ago.
   */
  find(key: string): Promise<CachedResponse | undefined> | undefined;
  /** Adds an execution. Its response is shared until it has ended. */
  add(key: string, response: Promise<CachedResponse | undefined>): void;
  /** Something was changed: no later request gets the response of an earlier one. */
  startAnew(): void;
}

/** How long identical queries do not wait for each other after a response that could not be shared. */
const UNSHARED_MS = 10_000;
/** So many queries are remembered for that. */
const MAX_UNSHARED = 1_000;

/**
 * Remembers queries whose response could not be shared, so that the next ones do not wait for nothing. Keys have the text of
 * the query, so only their hashes are kept.
 */
function unsharedQueries() {
  const until = new Map<string, number>();
  const hashOf = (key: string) => createHash('sha256').update(key).digest('base64');
  return {
    has(key: string) {
      return until.size > 0 && (until.get(hashOf(key)) ?? 0) > performance.now();
    },
    set(key: string, isUnshared: boolean) {
      if (!isUnshared && until.size === 0) return;
      const hash = hashOf(key);
      until.delete(hash);
      if (isUnshared) until.set(hash, performance.now() + UNSHARED_MS);
      if (until.size > MAX_UNSHARED) until.delete(until.keys().next().value!);
    },
  };
}

/** `version` changes when something is removed from the caches that responses are made from. */
export function createSharedRequests(version: () => number = () => 0): SharedRequests {
  const responses = new Map<string, Promise<CachedResponse | undefined>>();
  const unshared = unsharedQueries();
  let known = version();
  return {
    find(key) {
      if (known !== version()) this.startAnew();
      return unshared.has(key) ? undefined : responses.get(key);
    },
    add(key, response) {
      responses.set(key, response);
      void response.then((found) => {
        unshared.set(key, found === undefined);
        if (responses.get(key) === response) responses.delete(key);
      });
    },
    startAnew() {
      known = version();
      responses.clear();
    },
  };
}

export interface SharedExecutionSettings extends ExecutionSettings {
  /** Absent: every request is executed by itself. */
  readonly sharedRequests?: SharedRequests | undefined;
  /** Returns what the settings of the subgraphs say. Absent: there are no subgraphs over HTTP. */
  sharing?(): RequestSharing | undefined;
}

/** What the response to a request depends on, besides the headers of its client. */
export interface SharedRequestParts {
  /** The body or the query string, unparsed. */
  readonly content: string;
  /** The address, the state of the graph, and all else that is the same for many requests. */
  readonly common: readonly unknown[];
}

/**
 * Executes an operation, or returns the response of an identical query in progress. Without `parts`, it is never shared. A
 * request whose execution elsewhere fails, or has errors, is executed by itself.
 */
export async function executeShared(
  body: GraphqlBody,
  context: RequestContext,
  parts: SharedRequestParts | undefined,
  settings: SharedExecutionSettings,
): Promise<ExecutedRequest & { readonly isShared?: boolean }> {
  const { sharedRequests } = settings;
  const execute = () => executeRequest(body, context, settings);
  if (!sharedRequests) return execute();
  if (isMutation(body)) {
    sharedRequests.startAnew();
    return execute().finally(() => sharedRequests.startAnew());
  }
  const sharing = settings.sharing?.();
  if (!parts || context.request.telemetry.fetches) return execute();
  const key = sharedKey(context.request, parts, sharing);
  const response = await sharedRequests.find(key);
  if (response) return { status: 200, response, isShared: true };
  const execution = execute();
  sharedRequests.add(key, shareable(execution, context.request, sharing));
  return execution;
}

/** Headers that may tell who asks, whether or not a subgraph receives them. */
const CREDENTIALS = ['authorization', 'cookie'];
/** Headers of one request alone. A subgraph receives those of the first. */
const OF_ONE_REQUEST = new Set(['x-request-id', 'traceparent', 'tracestate', 'content-length', 'connection']);

/** Returns what must be equal for queries to share an execution. */
function sharedKey(
  { isSafe, mediaType, identity, headers }: RequestInfo,
  { content, common }: SharedRequestParts,
  sharing: RequestSharing = { headers: [], except: new Set() },
): string {
  const token = identity ? [identity.tokenHeader] : [];
  const names = sharing.headers ? [...sharing.headers, ...CREDENTIALS, ...token] : Object.keys(headers);
  return JSON.stringify([...common, isSafe, mediaType, headersIn(headers, names), content]);
}

function headersIn(headers: IncomingHttpHeaders, names: readonly string[]): unknown[] {
  const named = [...new Set(names)].filter((name) => !OF_ONE_REQUEST.has(name) && headers[name] !== undefined);
  return named.sort().map((name) => [name, headers[name]]);
}

/** Resolves with the response of an execution if other clients may have it. Never rejects. */
async function shareable(
  execution: Promise<ExecutedRequest>,
  info: RequestInfo,
  sharing: RequestSharing | undefined,
): Promise<CachedResponse | undefined> {
  const executed = await execution.catch(() => undefined);
  if (!executed || !info.hasNoErrors || 'set-cookie' in executed.response.headers) return undefined;
  const fetched = [...info.telemetry.subgraphMs().keys()];
  return fetched.some((name) => sharing?.except.has(name)) ? undefined : executed.response;
}
