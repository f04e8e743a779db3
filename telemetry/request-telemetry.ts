import type { ErrorCode } from '../errors';
import { codeOf } from '../gateway/http/error-response';
import type { FetchOutcome } from './metrics';
import { OWN } from '../federation/subgraphs/own-executor';
import type { SubgraphRequest, SubgraphResult } from '../federation/subgraphs/subgraph-executor';

/** Facts about a span; never a value that a client sent. */
export type Attributes = Readonly<Record<string, string | number>>;

/** A span of a trace, as much of it as requests need. */
export interface Span {
  /** The header `traceparent` of what is asked within it. */
  readonly traceparent: string;
  /** Starts a span within this one. */
  start(name: string, attributes?: Attributes): Span;
  end(attributes?: Attributes, failure?: ErrorCode): void;
}

/** Starts the span of a request, within the trace that the client's header `traceparent` names. */
export type StartTrace = (name: string, traceparent: string | undefined, attributes?: Attributes) => Span;

/** A fetch from a subgraph that has ended. Times are milliseconds. */
export interface SeenFetch {
  readonly request: SubgraphRequest;
  /** Since the start of the request. */
  readonly startMs: number;
  readonly ms: number;
  readonly outcome: FetchOutcome;
  /** Of the answer; undefined for our own subgraph, whose answers are no texts. */
  readonly bytes: number | undefined;
}

export interface WatchSettings {
  /** Of `performance.now()`. */
  readonly startedAt: number;
  /** Whether the answer shows its plan: then every fetch is remembered. */
  readonly showsPlan: boolean;
  /** The span of the request, where traces are made. */
  readonly span?: Span | undefined;
}

/** What is seen of one request while it is answered. */
export class RequestWatch {
  /** Fetches that have ended, in that order; undefined unless the plan is shown. */
  readonly fetches: SeenFetch[] | undefined;
  /** Whether another subgraph than ours was asked. */
  elsewhere = false;
  /** Milliseconds in which it waited for its plan; undefined when that was there. */
  planMs: number | undefined;
  readonly span: Span | undefined;
  private readonly startedAt: number;
  private readonly database = new Busy();
  private readonly subgraphs = new Map<string, Busy>();

  constructor({ startedAt, showsPlan, span }: WatchSettings) {
    this.startedAt = startedAt;
    this.fetches = showsPlan ? [] : undefined;
    this.span = span;
  }

  /** Milliseconds from the start of the request to a time of `performance.now()`. */
  since(time: number): number {
    return time - this.startedAt;
  }

  /** Waits for a plan. */
  async planning<T>(plan: Promise<T>): Promise<T> {
    const started = performance.now();
    const span = this.span?.start('plan');
    try {
      return await plan;
    } finally {
      this.planMs = performance.now() - started;
      span?.end();
    }
  }

  /** A read of the database has started, for this request alone or for several; call what is answered when it has ended. */
  reading = (question: string, keys: number): ((error?: unknown) => void) => {
    const span = this.span?.start(`read ${question}`, {
      'db.system.name': 'neo4j',
      'db.query.summary': question,
      keys,
    });
    this.database.begin();
    return (error) => {
      this.database.end();
      span?.end({}, error === undefined ? undefined : codeOf(error));
    };
  };

  /** A fetch starts: the request as it is sent, and what to call when it has ended. */
  fetching(subgraph: string, request: SubgraphRequest) {
    if (subgraph !== OWN) this.elsewhere = true;
    const span = this.span?.start(`fetch ${subgraph}`, { 'graphql.operation.type': request.operation.kind, subgraph });
    const started = performance.now();
    const busy = this.subgraphs.get(subgraph) ?? new Busy();
    this.subgraphs.set(subgraph, busy);
    busy.begin();
    const end = (outcome: FetchOutcome, result?: SubgraphResult) => {
      busy.end();
      span?.end({ outcome }, isFailure(outcome) ? outcome : undefined);
      const ms = performance.now() - started;
      this.fetches?.push({ request, startMs: this.since(started), ms, outcome, bytes: result?.bytes?.() });
    };
    return { request: span ? within(span, request) : request, end };
  }

  /** The header `server-timing`, in milliseconds: each subgraph and the database by the time in which it was waited for. */
  serverTiming(executionMs?: number): string {
    const entries = [`total;dur=${this.since(performance.now()).toFixed(1)}`];
    if (this.planMs !== undefined) entries.push(`plan;dur=${this.planMs.toFixed(1)}`);
    if (executionMs !== undefined) entries.push(`execution;dur=${executionMs.toFixed(1)}`);
    if (this.database.wasUsed) entries.push(`db;dur=${this.database.ms.toFixed(1)}`);
    for (const [name, { ms }] of this.subgraphs) entries.push(`subgraph;desc="${plain(name)}";dur=${ms.toFixed(1)}`);
    return entries.join(', ');
  }
}

/** What is seen of the request that a context belongs to, if it is one of a client. */
export function watchOf(context: unknown): RequestWatch | undefined {
  const watch = (context as { readonly request?: { readonly watch?: unknown } } | undefined)?.request?.watch;
  return watch instanceof RequestWatch ? watch : undefined;
}

/** A name from a supergraph that was composed elsewhere may hold anything. */
function plain(name: string): string {
  return name.replace(/[^\w.-]/g, '_');
}

function isFailure(outcome: FetchOutcome): outcome is ErrorCode {
  return outcome !== 'answered' && outcome !== 'errors' && outcome !== 'abandoned';
}

/** The same request, whose trace goes on in the subgraph. */
function within({ traceparent }: Span, request: SubgraphRequest): SubgraphRequest {
  const { headers } = request;
  return { ...request, headers: { get: (name) => (name === 'traceparent' ? traceparent : headers?.get(name)) } };
}

/** The time in which at least one of several things was under way. */
class Busy {
  private open = 0;
  private since = 0;
  ms = 0;

  get wasUsed(): boolean {
    return this.since > 0;
  }

  begin(): void {
    if (this.open++ === 0) this.since = performance.now();
  }

  end(): void {
    if (--this.open === 0) this.ms += performance.now() - this.since;
  }
}
