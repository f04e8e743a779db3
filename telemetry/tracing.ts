import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span as OtelSpan,
  type Tracer,
} from '@opentelemetry/api';
import { ExportResultCode, parseTraceParent, type ExportResult } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Sampler, SpanExporter } from '@opentelemetry/sdk-trace';
import { withTimeLimit } from '../time-limit';
import type { Logger } from './logger';
import type { Attributes, Span, StartTrace } from './request-telemetry';

export interface TracingSettings {
  /** Address of an OpenTelemetry collector for OTLP over HTTP, for example http://127.0.0.1:4318. */
  readonly endpoint?: string | undefined;
  /** The complete address for traces, which is used instead. */
  readonly tracesEndpoint?: string | undefined;
  /** Sent to the collector. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until an export to the collector times out. */
  readonly timeoutMs?: number;
  readonly serviceName?: string | undefined;
  readonly resourceAttributes?: Readonly<Record<string, string>>;
  readonly sampler?: SamplerSettings;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** Milliseconds between two exports of ended spans. */
  readonly exportIntervalMs?: number;
}

/** Which requests are recorded, in the words of OpenTelemetry. */
export interface SamplerSettings {
  readonly name:
    | 'always_on'
    | 'always_off'
    | 'traceidratio'
    | 'parentbased_always_on'
    | 'parentbased_always_off'
    | 'parentbased_traceidratio';
  /** The part of the traces that a ratio records, from 0 to 1. */
  readonly ratio: number;
}

export interface Tracing {
  readonly start: StartTrace;
  /** Sends the remaining spans; takes at most 2 seconds. */
  close(): Promise<void>;
}

const SERVICE = 'organisation-graph-gateway';
const EXPORT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 2_000;

/** Sends spans to a collector. By default, every request is recorded unless the client has not sampled its trace. */
export function openTracing(settings: TracingSettings): Tracing {
  const { endpoint = '', tracesEndpoint, headers = {}, timeoutMs = EXPORT_TIMEOUT_MS, logger } = settings;
  const { exportIntervalMs = 2_000, sampler = { name: 'parentbased_always_on', ratio: 1 } } = settings;
  const url = tracesEndpoint ?? `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = logLostSpans(new OTLPTraceExporter({ url, headers, timeoutMillis: timeoutMs }), logger);
  const processor = new BatchSpanProcessor({
    exporter,
    scheduledDelayMillis: exportIntervalMs,
    exportTimeoutMillis: timeoutMs,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': SERVICE,
      ...settings.resourceAttributes,
      ...(settings.serviceName && { 'service.name': settings.serviceName }),
    }),
    sampler: samplerOf(sampler),
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer(SERVICE);
  return {
    start(name, traceparent, attributes) {
      const remote = traceparent === undefined ? null : parseTraceParent(traceparent);
      const parent = remote ? trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true }) : ROOT_CONTEXT;
      return startSpan(tracer, parent, SpanKind.SERVER, name, attributes);
    },
    close: () => withTimeLimit(CLOSE_TIMEOUT_MS, withoutFailure(provider.shutdown()), () => undefined),
  };
}

function samplerOf({ name, ratio }: SamplerSettings): Sampler {
  const root = name.endsWith('always_off')
    ? new AlwaysOffSampler()
    : name.endsWith('always_on')
      ? new AlwaysOnSampler()
      : new TraceIdRatioBasedSampler(ratio);
  return name.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

const KINDS = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT } as const;

function startSpan(tracer: Tracer, parent: Context, kind: SpanKind, name: string, attributes: Attributes = {}): Span {
  const span = tracer.startSpan(name, { kind, attributes }, parent);
  const inside = trace.setSpan(parent, span);
  return {
    traceparent: traceparentOf(span),
    start: (child, more, childKind = 'internal') => startSpan(tracer, inside, KINDS[childKind], child, more),
    set: (more) => void span.setAttributes(more),
    end(more = {}, failure) {
      span.setAttributes(more);
      if (failure !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
        if (more['error.type'] === undefined) span.setAttribute('error.type', failure);
      }
      span.end();
    },
  };
}

function traceparentOf(span: OtelSpan): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** Wraps an exporter: logs once when spans are lost, and once when they are accepted again. */
function logLostSpans(exporter: SpanExporter, logger: TracingSettings['logger']): SpanExporter {
  let lost = 0;
  const logResult = (spans: number, { code, error }: ExportResult) => {
    if (code === ExportResultCode.FAILED) {
      if (lost === 0) logger.warn({ err: error }, 'spans cannot be sent: they are lost until the collector responds');
      lost += spans;
    } else if (lost > 0) {
      logger.info({ lost }, 'spans are sent again');
      lost = 0;
    }
  };
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        logResult(spans.length, result);
        done(result);
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}

/** Ignores a failure, because it was logged already. */
function withoutFailure(work: Promise<void>): Promise<void> {
  return work.catch(() => undefined);
}
