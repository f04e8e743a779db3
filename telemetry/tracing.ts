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
import { AlwaysOnSampler, BatchSpanProcessor, ParentBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { withTimeLimit } from '../time-limit';
import type { Logger } from './logger';
import type { Attributes, Span, StartTrace } from './request-telemetry';

export interface TracingSettings {
  /** Address of an OpenTelemetry collector for OTLP over HTTP, for example http://127.0.0.1:4318. */
  readonly endpoint: string;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** Milliseconds between two exports of ended spans. */
  readonly exportIntervalMs?: number;
}

export interface Tracing {
  readonly start: StartTrace;
  /** Sends the remaining spans; takes at most 2 seconds. */
  close(): Promise<void>;
}

const SERVICE = 'organisation-graph-gateway';
/** Milliseconds until an export to the collector times out. */
const EXPORT_TIMEOUT_MS = 5_000;
const CLOSE_TIMEOUT_MS = 2_000;

/** Sends spans to a collector. A trace started by the client continues if the client sampled it. */
export function openTracing({ endpoint, logger, exportIntervalMs = 2_000 }: TracingSettings): Tracing {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = logLostSpans(new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS }), logger);
  const processor = new BatchSpanProcessor({
    exporter,
    scheduledDelayMillis: exportIntervalMs,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': SERVICE }),
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
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

function startSpan(tracer: Tracer, parent: Context, kind: SpanKind, name: string, attributes: Attributes = {}): Span {
  const span = tracer.startSpan(name, { kind, attributes }, parent);
  const inside = trace.setSpan(parent, span);
  return {
    traceparent: traceparentOf(span),
    start: (child, more) => startSpan(tracer, inside, SpanKind.INTERNAL, child, more),
    end(more = {}, failure) {
      span.setAttributes(more);
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
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
