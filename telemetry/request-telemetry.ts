/** What is measured of one client request: its spans, its fetches, and the header `server-timing`. */
import { errorCodeOf, type ErrorCode } from '../errors';
import type { FetchOutcome } from './metrics';

/** Attributes of a span; never a value that a client sent. */
export type Attributes = Readonly<Record<string, string | number>>;

/** A span of a trace. */
export interface Span {
  /** The header `traceparent` for requests sent within this span. */
  readonly traceparent: string;
  /** Starts a child span; `client` for a call of another service. */
  start(name: string, attributes?: Attributes, kind?: 'internal' | 'client'): Span;
  /** Adds attributes. */
  set(attributes: Attributes): void;
  end(attributes?: Attributes, failure?: ErrorCode): void;
}

/** Starts the span of a request, as part of the trace named by the client's header `traceparent`. */
export type StartTrace = (name: string, traceparent: string | undefined, attributes?: Attributes) => Span;

/** The parts of a subgraph request that telemetry reads. */
export interface FetchRequest {
  readonly operation: { readonly kind: string; readonly node?: object };
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers?: { get(name: string): string | null | undefined; names?(): Iterable<string> };
}

/** A fetch from a subgraph that has ended. Times are milliseconds. */
export interface FetchRecord {
  readonly request: FetchRequest;
  /** When the fetch started, from the start of the request. */
  readonly startMs: number;
  readonly ms: number;
  readonly outcome: FetchOutcome;
  /** Size of the response; undefined for a subgraph in this process, whose results are not serialized. */
  readonly bytes: number | undefined;
}

/** The reads of the database by one query. */
export interface ReadRecord {
  readonly query: string;
  readonly reads: number;
  /** The keys of all reads together; reads may be shared with other requests. */
  readonly keys: number;
}

/** How the response of a subgraph may be kept. */
export interface FetchCaching {
  /** Undefined if it must not be kept, or if the subgraph does not say that it may. */
  readonly lifetime:
    | {
        /** Seconds; 0: it must be revalidated each time. */
        readonly maxAge: number;
        readonly immutable: boolean;
        /** Whether it is for one client alone. */
        readonly isPrivate: boolean;
      }
    | undefined;
  /** The client's headers that the subgraph receives, in lower case, so that its response may depend on them. */
  readonly varyBy: readonly string[];
}

/** What is known of a fetch at its end. */
export interface FetchEnd {
  readonly caching?: FetchCaching;
  bytes?(): number;
  /** The HTTP status, if there was a response. */
  readonly status?: number | undefined;
}

export interface RequestTelemetrySettings {
  /** A time of `performance.now()`. */
  readonly startedAt: number;
  /** Whether the response reports its query plan; if so, every fetch is recorded. */
  readonly recordFetches: boolean;
  /** Whether the plan may be described without the response reporting it. */
  readonly keepPlan?: boolean;
  /** Whether the client must not know the names of subgraphs. */
  readonly hideSubgraphs?: boolean | undefined;
  /** The span of the request; absent when tracing is off. */
  readonly span?: Span | undefined;
}

/** Spans and timings of one client request. */
export class RequestTelemetry {
  /** Fetches, in the order in which they ended; undefined unless the response reports its query plan. */
  readonly fetches: readonly FetchRecord[] | undefined;
  /** The same, also if the plan is only described to the operator. */
  readonly recorded: FetchRecord[] | undefined;
  /** Describes the executed plan as text without values; set when an operation was planned and fetches are recorded. */
  describePlan: (() => string) | undefined;
  /** Milliseconds that the request waited for its plan; undefined when the plan was cached. */
  planMs: number | undefined;
  readonly span: Span | undefined;
  private readonly readsByQuery: Map<string, ReadRecord> | undefined;
  private readonly startedAt: number;
  private readonly database = new BusyTime();
  private readonly fetching = new BusyTime();
  private readonly hideSubgraphs: boolean;
  private readonly subgraphs = new Map<string, BusyTime>();
  private readonly cachings: (readonly [subgraph: string, caching: FetchCaching | undefined])[] = [];

  constructor({ startedAt, recordFetches, keepPlan = false, hideSubgraphs = false, span }: RequestTelemetrySettings) {
    this.startedAt = startedAt;
    this.hideSubgraphs = hideSubgraphs;
    this.recorded = recordFetches || keepPlan ? [] : undefined;
    this.fetches = recordFetches ? this.recorded : undefined;
    this.readsByQuery = recordFetches ? new Map() : undefined;
    this.span = span;
  }

  /** Milliseconds from the start of the request to a time of `performance.now()`. */
  since(time: number): number {
    return time - this.startedAt;
  }

  /** Records the time and the span of query planning. Returns the plan. */
  async timePlan<T>(plan: Promise<T>): Promise<T> {
    const started = performance.now();
    const span = this.span?.start('plan');
    try {
      return await plan;
    } finally {
      this.planMs = performance.now() - started;
      span?.end();
    }
  }

  /** Records the start of a database read, whose batch may serve several requests. Returns the function for its end. */
  startRead = (query: string, keys: number): ((error?: unknown) => void) => {
    const attributes = { 'db.system.name': 'neo4j', 'db.query.summary': query, keys };
    const span = this.span?.start(`read ${query}`, attributes, 'client');
    this.database.begin();
    this.countRead(query, keys);
    return (error) => {
      this.database.end();
      span?.end({}, error === undefined ? undefined : errorCodeOf(error));
    };
  };

  private countRead(query: string, keys: number): void {
    const known = this.readsByQuery?.get(query);
    this.readsByQuery?.set(query, { query, reads: (known?.reads ?? 0) + 1, keys: (known?.keys ?? 0) + keys });
  }

  /** The reads of the database so far, by query; undefined unless the response reports its query plan. */
  get databaseReads(): readonly ReadRecord[] | undefined {
    return this.readsByQuery && [...this.readsByQuery.values()];
  }

  /** Records the start of a fetch; `remote` are the attributes of a subgraph that is called over HTTP. Returns the request to send, with this trace, and the function for its end. */
  startFetch<Request extends FetchRequest>(subgraph: string, request: Request, remote?: Attributes) {
    const span = this.span?.start(
      `fetch ${subgraph}`,
      { 'graphql.operation.type': request.operation.kind, subgraph, ...remote },
      remote ? 'client' : 'internal',
    );
    const started = performance.now();
    const busy = this.subgraphs.get(subgraph) ?? new BusyTime();
    this.subgraphs.set(subgraph, busy);
    busy.begin();
    this.fetching.begin();
    const end = (outcome: FetchOutcome, result: FetchEnd = {}) => {
      busy.end();
      this.fetching.end();
      this.cachings.push([subgraph, result.caching]);
      span?.end(fetchAttributes(outcome, result), isFailure(outcome) ? outcome : undefined);
      const ms = performance.now() - started;
      this.recorded?.push({ request, startMs: this.since(started), ms, outcome, bytes: result.bytes?.() });
    };
    return { request: span ? withTrace(span, request) : request, end };
  }

  /** Records entities, or a response, that a cache had. */
  recordCached(subgraph: string, request: FetchRequest, caching: FetchCaching): void {
    if (!this.subgraphs.has(subgraph)) this.subgraphs.set(subgraph, new BusyTime());
    this.cachings.push([subgraph, caching]);
    const startMs = this.since(performance.now());
    this.recorded?.push({ request, startMs, ms: 0, outcome: 'cached', bytes: undefined });
  }

  /** Milliseconds with at least one read of the database in flight. */
  get databaseMs(): number {
    return this.database.ms;
  }

  /** By subgraph, the milliseconds with at least one fetch in flight. */
  subgraphMs(): ReadonlyMap<string, number> {
    return new Map([...this.subgraphs].map(([name, { ms }]) => [name, ms]));
  }

  /** Whether this is the only subgraph that was fetched from. True also if none was. */
  fetchedOnlyFrom(subgraph: string): boolean {
    for (const name of this.subgraphs.keys()) if (name !== subgraph) return false;
    return true;
  }

  /** How the responses of all subgraphs but one may be kept; undefined for a fetch that failed. */
  cachingExcept(subgraph: string): readonly (FetchCaching | undefined)[] {
    return this.cachings.filter(([name]) => name !== subgraph).map(([, caching]) => caching);
  }

  /**
   * The header `server-timing`, in milliseconds: for the database and each subgraph, or for all if their names are hidden,
   * the time with at least one request in flight.
   */
  serverTiming(executionMs?: number): string {
    const entries = [`total;dur=${this.since(performance.now()).toFixed(1)}`];
    if (this.planMs !== undefined) entries.push(`plan;dur=${this.planMs.toFixed(1)}`);
    if (executionMs !== undefined) entries.push(`execution;dur=${executionMs.toFixed(1)}`);
    if (this.database.wasUsed) entries.push(`db;dur=${this.database.ms.toFixed(1)}`);
    return [...entries, ...this.subgraphTimings()].join(', ');
  }

  private subgraphTimings(): readonly string[] {
    if (this.subgraphs.size === 0) return [];
    if (this.hideSubgraphs) return [`subgraph;dur=${this.fetching.ms.toFixed(1)}`];
    return [...this.subgraphs].map(([name, { ms }]) => `subgraph;desc="${sanitize(name)}";dur=${ms.toFixed(1)}`);
  }
}

/** The telemetry of the client request that a context belongs to; undefined for a context of another kind. */
export function telemetryOf(context: unknown): RequestTelemetry | undefined {
  const telemetry = (context as { readonly request?: { readonly telemetry?: unknown } } | undefined)?.request
    ?.telemetry;
  return telemetry instanceof RequestTelemetry ? telemetry : undefined;
}

/** Replaces the characters that the header cannot hold: a supergraph from elsewhere may have any character in a name. */
function sanitize(name: string): string {
  return name.replace(/[^\w.-]/g, '_');
}

function fetchAttributes(outcome: FetchOutcome, { status }: FetchEnd): Attributes {
  return {
    outcome,
    ...(status !== undefined && { 'http.response.status_code': status }),
    ...(isFailure(outcome) && status !== undefined && status >= 400 && { 'error.type': String(status) }),
  };
}

function isFailure(outcome: FetchOutcome): outcome is ErrorCode {
  return outcome !== 'answered' && outcome !== 'errors' && outcome !== 'abandoned' && outcome !== 'cached';
}

/** The same request with the header `traceparent` of the span. */
function withTrace<Request extends FetchRequest>({ traceparent }: Span, request: Request): Request {
  const { headers } = request;
  return {
    ...request,
    headers: {
      get: (name: string) => (name === 'traceparent' ? traceparent : headers?.get(name)),
      names: () => headers?.names?.() ?? [],
    },
  };
}

/** Measures the time during which at least one of several operations is in progress. */
class BusyTime {
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
