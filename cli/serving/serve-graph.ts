import { setTimeout as after } from 'node:timers/promises';
import type { Config } from '../../config';
import type { Graph } from '../../graph/graph';
import type { CommandContext } from '../command';
import type { GatewayServices } from '../open-gateway';
import type { OpenPages } from '../pages';
import { silentReport } from '../report';
import type { ShutdownSignal } from '../shutdown-signal';
import { drain } from './drain';
import type { Addresses } from './messages';
import type { WorkerRole } from './worker';

export type ServeParts = Awaited<ReturnType<typeof prepareServe>>;

/** Builds what serving needs except the database, while the database starts. */
export async function prepareServe(context: CommandContext) {
  const { openListeners } = await import('../listen');
  const { gatewayParts, prepareServices } = await import('../open-gateway');
  const { logCaches } = await import('../choose-caches');
  const sample = await import('../load-sample');
  const { createReadSide } = await import('../../graph/read-side');
  const { becomeReady, WARM_UP_MS } = await import('../become-ready');
  const { readAhead } = await import('../read-ahead');
  const { openPages } = await import('../pages');
  const { preparePlaces } = await import('../../domain/nearby/places');
  const { collectGarbage } = await import('../../gateway/memory/collect-garbage');
  const services = await prepareServices(context);
  logCaches(services.cacheChoice, context, services.logger);
  const tracing = await openTracing(context.config(), services);
  const reads = { createReadSide, becomeReady, readAhead, WARM_UP_MS, preparePlaces, collectGarbage };
  return { tracing, services, openListeners, gatewayParts, sample, openPages, ...reads };
}

/** Loads the tracing module only if it is needed, because that slows down the start. */
async function openTracing(config: Config, { logger }: GatewayServices) {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: tracesEndpoint } = config;
  if (config.OTEL_SDK_DISABLED || (endpoint ?? tracesEndpoint) === undefined) return undefined;
  const tracing = await import('../../telemetry/tracing');
  return tracing.openTracing({
    endpoint,
    tracesEndpoint,
    headers: { ...config.OTEL_EXPORTER_OTLP_HEADERS, ...config.OTEL_EXPORTER_OTLP_TRACES_HEADERS },
    timeoutMs: config.OTEL_EXPORTER_OTLP_TIMEOUT,
    serviceName: config.OTEL_SERVICE_NAME,
    resourceAttributes: config.OTEL_RESOURCE_ATTRIBUTES,
    sampler: { name: config.OTEL_TRACES_SAMPLER, ratio: config.OTEL_TRACES_SAMPLER_ARG },
    logger,
  });
}

export interface Serving {
  readonly stop: ShutdownSignal;
  /** Undefined for a process that serves alone. */
  readonly role: WorkerRole | undefined;
  /** Called when the addresses are served. */
  readonly announce: (addresses: Addresses) => void;
  /** Called with what can be opened when everything is ready: the reads are warm, and the pages are built or cannot be. */
  readonly finished: (addresses: Addresses) => void;
}

/** Serves a graph until a signal to stop. One of several processes listens when it is ready, unless it is the first one. */
export async function serveGraph(
  graph: Graph,
  serveParts: ServeParts,
  serving: Serving,
  context: CommandContext,
): Promise<void> {
  const config = context.config();
  const { stop, role } = serving;
  const { sample, services, tracing } = serveParts;
  // One of several processes says for all how their start goes.
  const report = (role?.loadsSample ?? true) ? context.report : silentReport;
  const pages = serveParts.openPages(config, report);
  const parts = { ...partsOf(graph, serveParts, role, config), pages, trace: tracing?.start };
  const { reads: beside } = parts;
  const uncached = serveParts.createReadSide(graph, { cacheBytes: 0, deadlineMs: serveParts.WARM_UP_MS, beside });
  const ahead = { makeContext: () => parts.makeContext(undefined), stop, cacheBytes: services.cacheChoice.sizes.facts };
  const readAhead = () => parts.whileReadingAhead(() => serveParts.readAhead({ ...ahead, report }));
  const { collectGarbage } = serveParts;
  const ready = { health: parts.health, logger: parts.logger, report, stop, readAhead, collectGarbage };
  const checking = sample.isEmpty(parts.probe, { report }, stop);
  const loadSample = async () => {
    const isEmpty = await checking;
    const loads = isEmpty !== undefined && (role?.loadsSample ?? true) && sample.needsSample(isEmpty, config);
    if (loads) await sample.loadSample(isEmpty, graph, context, stop);
  };
  const becomeReady = () => serveParts.becomeReady(uncached, ready);
  const isLate = role !== undefined && !role.listensAtOnce;
  if (isLate) await withoutListening(Promise.race([loadSample().then(becomeReady), stop.signal]));
  const empty = await Promise.race([checking, after(FIRST_ANSWER_MS, undefined, { ref: false })]);
  if (stop.requested) return;
  const listeners = await serveParts.openListeners(parts, services.subgraph, config);
  try {
    const pageAddresses = pagesOf(pages, listeners.url);
    const announce = () => serving.announce([...listeners.addresses, ...pageAddresses]);
    if (empty === undefined || isLate) announce();
    const starting = (async () => {
      if (!isLate) await loadSample();
      if (empty !== undefined && !isLate && !stop.requested) announce();
      void (isLate ? Promise.resolve() : becomeReady())
        .then(() => !stop.requested && finish(serveParts, parts, pages))
        .then((built) => stop.requested || serving.finished([...listeners.addresses, ...(built ? pageAddresses : [])]))
        .catch((error: Error) => context.report.line(error.message));
      await stop.signal;
    })();
    await Promise.race([starting, stop.signal]);
    context.report.line('Stopping: /readyz returns 503, requests in progress are finished.');
    parts.health.stop();
    await delayOf(config.SHUTDOWN_DELAY_MS, stop);
    if (role) await drain(listeners.servers, config.REQUEST_TIMEOUT_MS);
    await starting.catch((error: Error) => context.report.line(error.message));
  } finally {
    pages.close();
    await listeners.close();
    await tracing?.close();
    await services.store?.close();
  }
}

/** Builds the pages, and reads the places that the first search near a place would read otherwise. Returns whether the pages are built. */
async function finish(
  { preparePlaces }: ServeParts,
  { makeContext }: ReturnType<typeof partsOf>,
  pages: OpenPages,
): Promise<boolean> {
  const built = pages.build();
  await Promise.resolve(makeContext(undefined))
    .then(preparePlaces)
    .catch(() => undefined);
  return built;
}

/** Keeps the process alive until the work is done: without a listener, nothing else may do so. */
async function withoutListening(work: Promise<void>): Promise<void> {
  const alive = setInterval(() => undefined, 60_000);
  await work.finally(() => clearInterval(alive));
}

/** The settings and services of the gateway; one of several processes has the metrics and the rate limit of all. */
function partsOf(graph: Graph, { gatewayParts, services }: ServeParts, role: WorkerRole | undefined, config: Config) {
  const parts = gatewayParts(config, graph, services);
  if (!role) return parts;
  if (services.answers && !services.store) role.shareRemovals(services.answers);
  return {
    ...parts,
    metrics: role.metricsOfAll(services.metrics),
    createLimiter: parts.createLimiter ?? role.createLimiter,
  };
}

/** Milliseconds that the database has for its first answer. The server then starts without it, and waits for it. */
const FIRST_ANSWER_MS = 5_000;
function pagesOf({ addresses }: { readonly addresses: Addresses }, url: string): Addresses {
  return addresses.map(([name, path]) => [name, `${url}${path}`]);
}

/** Resolves after the shutdown delay, or with the second signal. */
async function delayOf(ms: number, { repeated }: ShutdownSignal): Promise<void> {
  const skipped = new AbortController();
  void repeated.then(() => skipped.abort());
  await after(ms, undefined, { signal: skipped.signal }).catch(() => undefined);
}
